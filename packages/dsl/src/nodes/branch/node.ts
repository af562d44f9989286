import { z } from 'zod';
import { choiceId, choiceLabel, distinctIds } from '../../choices.ts';
import { describeCondition } from '../../condition/index.ts';
import { decide } from '../../decide.ts';
import { choicesOf, plain, strong } from '../../draft.ts';
import { condition, stepRef } from '../../fields.ts';
import type { Json } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';

const path = z.strictObject({
  id: choiceId(),
  label: choiceLabel(),
  when: condition().refine((value) => value !== undefined, 'is missing: say when to go this way').meta({ title: 'When', description: 'Customers for whom this holds go this way.', widget: 'condition' }),
  next: stepRef(),
});
const config = z.strictObject({
  paths: z.array(path).min(1, 'needs at least one path').max(20).check(distinctIds(['otherwise'])).meta({ title: 'Paths', description: 'Asked from top to bottom; the first that fits is taken.', widget: 'list' }),
  otherwise: stepRef(),
});
type Config = z.infer<typeof config>;

/** Sentences of the paths that were not taken; more would be noise on a card. */
const MOST_REASONS = 3;

function enter({ paths }: Config, { facts }: StepContext): StepAnswer {
  const used: Record<string, Json> = {};
  const reasons: string[] = [];
  for (const one of paths) {
    const answer = decide(one.when, facts);
    // An error is not a "no" (COND-3): going on would send people down a way that nobody chose for them.
    if (!answer.ok) return { finish: 'failed', because: `the condition of "${one.label ?? one.id}" could not be decided: ${answer.because}` };
    Object.assign(used, answer.used);
    if (answer.yes) return { go: one.id, because: answer.because, used };
    reasons.push(answer.because);
  }
  return { go: 'otherwise', because: reasons.slice(0, MOST_REASONS).join('; '), used };
}

export const branch = defineNode<Config>({
  kind: 'branch',
  version: 1,
  title: 'Branch',
  help: 'Sends customers down different ways by what is known about them: the first path that fits is taken, the rest go "otherwise".',
  icon: 'split',
  category: 'decide',
  config,
  waits: false,
  defaults: () => ({ paths: [{ id: 'yes', label: 'Yes', when: { '==': [{ var: 'customer.plan' }, 'pro'] } }] }),
  ports: ({ paths }) => [
    ...choicesOf(paths).map(({ id, label, index }) => ({ id, label, at: ['paths', index, 'next'] })),
    { id: 'otherwise', label: 'otherwise', at: ['otherwise'] },
  ],
  summary({ paths }) {
    const choices = choicesOf(paths);
    const only = choices[0];
    if (choices.length === 1 && only) return [plain('If'), strong(describeCondition(only.item['when']))];
    return choices.flatMap(({ label }, index) => [plain(index === 0 ? 'By' : 'or'), strong(label)]);
  },
  needs: ({ paths }) => ({
    conditions: choicesOf(paths).map(({ index, item }) => ({ at: ['paths', index, 'when'], condition: item['when'] })),
  }),
  passages: ({ paths }) => [
    ...paths.map(({ id, when }, index) => ({ port: id, atOnce: true, holds: [when], fails: paths.slice(0, index).map((one) => one.when) })),
    { port: 'otherwise', atOnce: true, fails: paths.map(({ when }) => when) },
  ],
  enter,
  examples: [
    {
      title: 'Regulars, new customers, and the rest',
      config: {
        paths: [
          { id: 'regular', label: 'Regular', when: { happened: ['Order Completed', { within: 'P90D', atLeast: 3 }] } },
          { id: 'new', label: 'New', when: { in_segment: 'new-customers' } },
        ],
      },
    },
    { title: 'Only on the pro plan', config: { paths: [{ id: 'pro', when: { '==': [{ var: 'customer.plan' }, 'pro'] } }] } },
  ],
});
