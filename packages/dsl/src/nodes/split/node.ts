import { z } from 'zod';
import { choiceId, choiceLabel, distinctIds } from '../../choices.ts';
import { choicesOf, isObject, listOf, named, plain, strong, textOf } from '../../draft.ts';
import { DEFAULT_WINDOW, experimentOf, experimentSchema } from '../../experiment/experiment.ts';
import { stepRef } from '../../fields.ts';
import type { Json } from '../../json.ts';
import { defineNode, type Needs, type StepAnswer, type StepContext, type SummaryPart } from '../../node-kind.ts';
import { addDuration } from '../../time/index.ts';

const arm = z.strictObject({
  id: choiceId(),
  label: choiceLabel(),
  weight: z.number().min(0).max(1_000_000).meta({ title: 'Weight', description: 'Its share of all weights: 50 and 50 is half and half.', widget: 'number' }),
  control: z.boolean().optional().meta({ title: 'The usual way', description: 'The way with which the others are compared.', widget: 'toggle' }),
  next: stepRef(),
});
const config = z
  .strictObject({
    arms: z.array(arm).min(2, 'needs at least two ways').max(20).check(distinctIds([]))
      .refine((arms) => arms.some((one) => one.weight > 0), 'needs at least one weight above 0')
      .refine((arms) => arms.filter((one) => one.control === true).length < 2, 'has two usual ways: the others are compared with one only')
      .meta({ title: 'Ways', description: 'Each gets its share of the customers.', widget: 'weights' }),
    key: z.enum(['customer', 'run']).optional().meta({
      default: 'customer',
      title: 'Drawn for',
      description: 'A customer keeps their way when they come again, or draws anew each time.',
      widget: 'select',
      options: [{ value: 'customer', label: 'the customer, for good' }, { value: 'run', label: 'each time anew' }],
    }),
    experiment: experimentSchema.optional().meta({ title: 'Find the better way', description: 'Counts what the customers of each way do, and tells when one is better.', widget: 'group' }),
  })
  .refine(({ arms, experiment }) => experiment === undefined || arms.filter((one) => one.weight > 0).length > 1, { path: ['arms'], message: 'leaves nothing to compare: an experiment needs at least two ways with a weight above 0' })
  .refine(({ arms, experiment }) => experiment?.onInconclusive !== 'control' || arms.some((one) => one.control && one.weight > 0), { path: ['experiment', 'onInconclusive'], message: 'needs a usual way: mark one of the ways as it, with a weight above 0' });
type Config = z.infer<typeof config>;
type Arm = Config['arms'][number];

function enter(config: Config, { draw, run, step, facts, now, zone }: StepContext): StepAnswer {
  const { arms, key, experiment } = config;
  const winner = armOf(arms, facts.winners?.[step]);
  const stopped = facts.stopped?.[step] ?? [];
  // Who took a way in this run keeps it, whatever was decided since; but nobody is sent down a stopped way again.
  const before = winner || stopped.length > 0 ? armOf(arms, facts.steps[step]?.outcome) : undefined;
  if (before && !stopped.includes(before.id)) return { go: before.id, because: `keeps “${before.label ?? before.id}”, taken before`, used: { before: before.id, ...(winner ? { winner: winner.id } : {}), ...(stopped.length > 0 ? { stopped } : {}) } };
  if (winner) return { go: winner.id, because: `the experiment is decided: everybody takes “${winner.label ?? winner.id}”`, used: { winner: winner.id } };
  const owner = key === 'run' ? run.id : run.customer;
  const first = draw(owner);
  const used: Record<string, Json> = { drawn: first };
  let taken = drawFrom(arms, first);
  if (taken && stopped.includes(taken.id)) {
    // A draw of its own, so that whoever drew another way keeps it, and the others get the stopped way's customers by their weights.
    const second = draw(`${owner}\u0000again`);
    taken = drawFrom(arms.filter((one) => !stopped.includes(one.id)), second);
    Object.assign(used, { stopped, drawnAgain: second });
  }
  if (!taken) return { finish: 'failed', because: 'no way has a weight above 0' };
  const because = `drew “${taken.label ?? taken.id}” (${share(taken.weight, totalOf(arms))} of customers)`;
  if (experiment === undefined) return { go: taken.id, because, used };
  return { go: taken.id, because, used, trial: { arm: taken.id, until: addDuration(now, experiment.window ?? DEFAULT_WINDOW, zone) } };
}

const armOf = (arms: readonly Arm[], id: string | undefined) => (id === undefined ? undefined : arms.find((one) => one.id === id));
const totalOf = (arms: readonly { readonly weight: number }[]) => arms.reduce((sum, one) => sum + one.weight, 0);

function drawFrom(arms: readonly Arm[], drawn: number): Arm | undefined {
  const total = totalOf(arms);
  let sum = 0;
  for (const one of arms) {
    sum += one.weight;
    if (one.weight > 0 && drawn * total < sum) return one;
  }
  // Rounding can leave the last sum a hair under the total, so the last arm with a weight is the one that is left.
  return arms.findLast((one) => one.weight > 0);
}

const share = (weight: unknown, total: number) => (typeof weight === 'number' && total > 0 ? `${Math.round((weight / total) * 1000) / 10} %` : '…');

function summary({ arms, experiment }: Config): readonly SummaryPart[] {
  const choices = choicesOf(arms);
  const total = choices.reduce((sum, { item }) => sum + (typeof item['weight'] === 'number' ? item['weight'] : 0), 0);
  if (choices.length === 0) return [plain('Split by chance')];
  const shares = choices.flatMap(({ label, item }, index) => [...(index === 0 ? [] : [plain('·')]), strong(share(item['weight'], total)), plain(label)]);
  const given: unknown = experiment;
  if (!isObject(given)) return shares;
  const metric = isObject(given['metric']) ? given['metric'] : {};
  return [...shares, plain('for more'), strong(textOf(metric['event']) || textOf(metric['goal']))];
}

function needs({ experiment }: Config): Needs {
  const given: unknown = experiment;
  if (!isObject(given)) return {};
  const watched = [{ at: ['experiment', 'metric'], item: given['metric'] }, ...listOf(given['guardrails']).map((item, index) => ({ at: ['experiment', 'guardrails', index], item }))];
  return {
    scores: watched.flatMap(({ item }) => (isObject(item) ? named(item['event']) : [])),
    conditions: watched.flatMap(({ at, item }) => (isObject(item) && item['where'] !== undefined ? [{ at: [...at, 'where'], condition: item['where'] }] : [])),
  };
}

export const split = defineNode<Config>({
  kind: 'split',
  version: 1,
  title: 'Experiment',
  help: 'Sends customers down different ways by chance, in the shares you set, so that the ways can be compared. A customer\'s draw is always the same. With a success to count it finds the better way, and stops one that does harm.',
  icon: 'scale',
  category: 'decide',
  config,
  waits: false,
  defaults: () => ({ arms: [{ id: 'a', label: 'A', weight: 50 }, { id: 'b', label: 'B', weight: 50 }], key: 'customer' }),
  ports: ({ arms }) => choicesOf(arms).map(({ id, label, index }) => ({ id, label, at: ['arms', index, 'next'] })),
  summary,
  needs,
  recall: (used, step) => ({
    facts: {
      ...(typeof used['winner'] === 'string' ? { winners: { [step]: used['winner'] } } : {}),
      ...(Array.isArray(used['stopped']) ? { stopped: { [step]: used['stopped'].map(String) } } : {}),
      ...(typeof used['before'] === 'string' ? { steps: { [step]: { outcome: used['before'], at: '' } } } : {}),
    },
    draws: [used['drawn'], used['drawnAgain']].filter((drawn) => typeof drawn === 'number'),
  }),
  experiment: ({ arms, experiment, key }) => (experiment === undefined ? null : experimentOf(experiment, arms, key !== 'run')),
  passages({ arms, experiment }) {
    const total = arms.reduce((sum, { weight }) => sum + weight, 0);
    // Once an experiment is decided everybody goes the way that won, whatever its share was.
    if (experiment !== undefined) return arms.map(({ id, weight }) => ({ port: id, atOnce: true, share: total > 0 ? weight / total : 0 }));
    return arms.filter(({ weight }) => weight > 0).map(({ id, weight }) => ({ port: id, atOnce: true, share: weight / total }));
  },
  enter,
  examples: [
    { title: 'Half and half', config: { arms: [{ id: 'a', weight: 50 }, { id: 'b', weight: 50 }], key: 'customer' } },
    { title: 'A tenth tries something new', config: { arms: [{ id: 'usual', label: 'As usual', weight: 90 }, { id: 'new', label: 'New', weight: 10 }], key: 'run' } },
    {
      title: 'The way that leads to more orders within a week, and a way that drives people off is stopped',
      config: {
        arms: [{ id: 'usual', label: 'As usual', weight: 50, control: true }, { id: 'new', label: 'New', weight: 50 }],
        experiment: { metric: { event: 'Order Completed' }, window: 'P7D', guardrails: [{ event: 'Unsubscribed', relative: 1 }, { event: 'Complaint Opened', most: 0.02 }], winner: { mode: 'auto', minimum: 200, confidence: 0.95 }, longest: 'P60D', onInconclusive: 'control' },
      },
    },
  ],
});
