import { z } from 'zod';
import { isObject, listOf, plain, strong, textOf } from '../../draft.ts';
import { defineEntry } from '../../node-kind.ts';

const input = z.strictObject({
  name: z.string().min(1).max(100).meta({ title: 'Name', description: 'Read it later as event.properties.<name>.', placeholder: 'order_id', widget: 'text' }),
  required: z.boolean().optional().meta({ title: 'Must be given', description: 'Without it the customer is not let in.', widget: 'toggle' }),
});
const config = z.strictObject({
  inputs: z.array(input).max(50).optional().meta({ title: 'Inputs', description: 'What is told about the customer when they are added.', widget: 'list' }),
});

export const entryManual = defineEntry<z.infer<typeof config>>({
  kind: 'entry-manual',
  version: 1,
  title: 'Added by hand',
  help: 'Customers start when somebody adds them: in the customer page, by a list, by the API or from another journey.',
  icon: 'user-plus',
  category: 'start',
  takes: 'manual',
  config,
  defaults: () => ({}),
  ports: () => [{ id: 'next', label: '', at: [], required: true }],
  summary({ inputs }) {
    const names = listOf(inputs).flatMap((item) => (isObject(item) ? [textOf(item['name'])] : [])).filter((name) => name !== '');
    return names.length === 0 ? [plain('When somebody adds them')] : [plain('When somebody adds them with'), strong(names.join(', '))];
  },
  needs: () => ({}),
  arrivals: ({ inputs = [] }) => [{ occurrence: { type: 'manual', required: inputs.filter((item) => item.required).map((item) => item.name) } }],
  accepts({ inputs = [] }, occurrence) {
    if (occurrence.type !== 'manual') return { yes: false, because: 'waits for somebody to add the customer' };
    const missing = inputs.filter((item) => item.required && (occurrence.inputs[item.name] ?? null) === null).map((item) => item.name);
    if (missing.length > 0) return { yes: false, because: `added by hand, but without ${missing.join(', ')}`, used: { missing } };
    const needed = inputs.filter(({ required }) => required).map(({ name }) => [name, occurrence.inputs[name] ?? null] as const);
    return { yes: true, because: 'added by hand', ...(needed.length === 0 ? {} : { used: { inputs: Object.fromEntries(needed) } }) };
  },
  examples: [
    { title: 'A hand-picked list', config: {} },
    { title: 'One order', config: { inputs: [{ name: 'order_id', required: true }] } },
  ],
});
