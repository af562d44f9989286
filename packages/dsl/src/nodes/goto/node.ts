import { z } from 'zod';
import { plain, strong } from '../../draft.ts';
import { slug, stepRef } from '../../fields.ts';
import { defineNode } from '../../node-kind.ts';

const config = z.strictObject({
  step: slug().optional().meta({ title: 'Back to', description: 'The step to go to again.', widget: 'step-ref' }),
  max: z.number().int().min(1).max(1000).meta({ title: 'At most', description: 'How often a customer goes back; after that they go on.', widget: 'number', unit: 'times' }),
  next: stepRef(),
});

export const goto = defineNode<z.infer<typeof config>>({
  kind: 'goto',
  version: 1,
  title: 'Go back',
  help: 'Sends the customer to another step again, a limited number of times, and then on.',
  icon: 'repeat',
  category: 'flow',
  config,
  waits: false,
  bounded: true,
  defaults: () => ({ max: 3 }),
  ports: () => [
    { id: 'step', label: 'again', at: ['step'], required: true },
    { id: 'next', label: 'then', at: ['next'] },
  ],
  summary: ({ max }) => [plain('Again, up to'), strong(max), plain(max === 1 ? 'time' : 'times')],
  needs: () => ({}),
  passages: ({ max }) => [{ port: 'step', atOnce: true, atMost: max }, { port: 'next', atOnce: true, after: 'step' }],
  enter({ max }, { visit }) {
    if (visit <= max) return { go: 'step', outcome: 'again', because: `time ${visit} of ${max}`, used: { visit, max } };
    return { go: 'next', because: `went back ${max} times already`, used: { visit, max } };
  },
  examples: [{ title: 'Ask three times', config: { max: 3 } }],
});
