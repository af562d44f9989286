import { z } from 'zod';
import { plain, strong, textOf } from '../../draft.ts';
import { defineNode, type StepAnswer } from '../../node-kind.ts';
import type { FinishReason } from '../../engine/run.ts';

const config = z.strictObject({
  reason: z.string().min(1).max(100).optional().meta({ default: 'completed', title: 'Because', description: 'How the end is counted; "completed" where nothing special happened.', placeholder: 'completed', widget: 'text' }),
  goal: z.boolean().optional().meta({ title: 'The goal is reached', description: 'Counts the customer as a success.', widget: 'toggle' }),
});
type Config = z.infer<typeof config>;

/** Reasons of the engine that a journey may give itself; any other word is an exit of that name. */
const OWN: readonly string[] = ['completed', 'goal', 'expired', 'cancelled', 'failed', 'superseded'] satisfies FinishReason[];

function enter({ reason = 'completed', goal = false }: Config): StepAnswer {
  const because = goal ? 'the goal was reached' : `the end (${reason})`;
  if (goal) return reason === 'completed' || reason === 'goal' ? { finish: 'goal', because } : { finish: 'goal', id: reason, because };
  return OWN.includes(reason) ? { finish: reason as FinishReason, because } : { finish: 'exited', id: reason, because };
}

export const exit = defineNode<Config>({
  kind: 'exit',
  version: 1,
  title: 'End',
  help: 'The journey ends here for the customer.',
  icon: 'flag',
  category: 'flow',
  config,
  waits: false,
  defaults: () => ({ reason: 'completed' }),
  ports: () => [],
  summary: ({ reason, goal }) => [plain(goal ? 'Ends with the goal reached' : 'Ends'), ...(reason === undefined || reason === 'completed' ? [] : [strong(textOf(reason))])],
  needs: () => ({}),
  enter,
  examples: [
    { title: 'Done', config: { reason: 'completed' } },
    { title: 'Won', config: { reason: 'bought', goal: true } },
  ],
});
