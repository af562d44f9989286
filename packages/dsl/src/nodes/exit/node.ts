import { z } from 'zod';
import { plain, strong, textOf } from '../../draft.ts';
import { defineNode } from '../../node-kind.ts';
import type { FinishReason } from '../../engine/run.ts';

const config = z.strictObject({
  reason: z.string().min(1).max(100).optional().meta({ default: 'completed', title: 'Because', description: 'How the end is counted; "completed" where nothing special happened.', placeholder: 'completed', widget: 'text' }),
  goal: z.boolean().optional().meta({ title: 'The goal is reached', description: 'Counts the customer as a success.', widget: 'toggle' }),
});

/** Reasons of the engine that a journey may give itself; any other word is an exit of that name. */
const OWN: readonly string[] = ['completed', 'goal', 'expired', 'cancelled', 'failed', 'superseded'] satisfies FinishReason[];

function finishOf(reason: string, goal: boolean): { readonly finish: FinishReason; readonly id?: string } {
  if (goal) return reason === 'completed' || reason === 'goal' ? { finish: 'goal' } : { finish: 'goal', id: reason };
  return OWN.includes(reason) ? { finish: reason as FinishReason } : { finish: 'exited', id: reason };
}

export const exit = defineNode<z.infer<typeof config>>({
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
  enter: ({ reason = 'completed', goal = false }) => ({ ...finishOf(reason, goal), because: goal ? 'the goal was reached' : `the end (${reason})` }),
  examples: [
    { title: 'Done', config: { reason: 'completed' } },
    { title: 'Won', config: { reason: 'bought', goal: true } },
  ],
});
