import { z } from 'zod';
import { choiceId, choiceLabel, distinctIds } from '../../choices.ts';
import { choicesOf, plain, strong } from '../../draft.ts';
import { stepRef } from '../../fields.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';

const arm = z.strictObject({
  id: choiceId(),
  label: choiceLabel(),
  weight: z.number().min(0).max(1_000_000).meta({ title: 'Weight', description: 'Its share of all weights: 50 and 50 is half and half.', widget: 'number' }),
  next: stepRef(),
});
const config = z.strictObject({
  arms: z.array(arm).min(2, 'needs at least two ways').max(20).check(distinctIds([]))
    .refine((arms) => arms.some((one) => one.weight > 0), 'needs at least one weight above 0')
    .meta({ title: 'Ways', description: 'Each gets its share of the customers.', widget: 'weights' }),
  key: z.enum(['customer', 'run']).optional().meta({
    default: 'customer',
    title: 'Drawn for',
    description: 'A customer keeps their way when they come again, or draws anew each time.',
    widget: 'select',
    options: [{ value: 'customer', label: 'the customer, for good' }, { value: 'run', label: 'each time anew' }],
  }),
});
type Config = z.infer<typeof config>;

function enter({ arms, key }: Config, { draw, run }: StepContext): StepAnswer {
  const total = arms.reduce((sum, one) => sum + one.weight, 0);
  const drawn = draw(key === 'run' ? run.id : run.customer);
  let sum = 0;
  // Rounding can leave the last sum a hair under the total, so the last arm with a weight is the one that is left.
  let taken = arms.findLast((one) => one.weight > 0);
  for (const one of arms) {
    sum += one.weight;
    if (one.weight > 0 && drawn * total < sum) {
      taken = one;
      break;
    }
  }
  if (!taken) return { finish: 'failed', because: 'no way has a weight above 0' };
  return { go: taken.id, because: `drew “${taken.label ?? taken.id}” (${share(taken.weight, total)} of customers)`, used: { drawn } };
}

const share = (weight: unknown, total: number) => (typeof weight === 'number' && total > 0 ? `${Math.round((weight / total) * 1000) / 10} %` : '…');

export const split = defineNode<Config>({
  kind: 'split',
  version: 1,
  title: 'Experiment',
  help: 'Sends customers down different ways by chance, in the shares you set, so that the ways can be compared. A customer\'s draw is always the same.',
  icon: 'scale',
  category: 'decide',
  config,
  waits: false,
  defaults: () => ({ arms: [{ id: 'a', label: 'A', weight: 50 }, { id: 'b', label: 'B', weight: 50 }], key: 'customer' }),
  ports: ({ arms }) => choicesOf(arms).map(({ id, label, index }) => ({ id, label, at: ['arms', index, 'next'] })),
  summary({ arms }) {
    const choices = choicesOf(arms);
    const total = choices.reduce((sum, { item }) => sum + (typeof item['weight'] === 'number' ? item['weight'] : 0), 0);
    if (choices.length === 0) return [plain('Split by chance')];
    return choices.flatMap(({ label, item }, index) => [...(index === 0 ? [] : [plain('·')]), strong(share(item['weight'], total)), plain(label)]);
  },
  needs: () => ({}),
  passages({ arms }) {
    const total = arms.reduce((sum, { weight }) => sum + weight, 0);
    return arms.filter(({ weight }) => weight > 0).map(({ id, weight }) => ({ port: id, atOnce: true, share: weight / total }));
  },
  enter,
  examples: [
    { title: 'Half and half', config: { arms: [{ id: 'a', weight: 50 }, { id: 'b', weight: 50 }], key: 'customer' } },
    { title: 'A tenth tries something new', config: { arms: [{ id: 'usual', label: 'As usual', weight: 90 }, { id: 'new', label: 'New', weight: 10 }], key: 'run' } },
  ],
});
