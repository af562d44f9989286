import { evaluate, explainAnswer, truthy } from './condition/index.ts';
import type { Facts } from './facts.ts';
import type { Json } from './json.ts';

/** A condition's answer for a decision: yes or no with its reason, or that it could not be decided. */
export type Decision =
  | { readonly ok: true; readonly yes: boolean; readonly because: string; readonly used: Readonly<Record<string, Json>> }
  | { readonly ok: false; readonly because: string };

/** Asks a condition and, since every decision is kept with its reason (ENG-13), for its reason too. */
export function decide(condition: Json, facts: Facts): Decision {
  const answer = evaluate(condition, facts);
  if (!answer.ok) return { ok: false, because: answer.issue.message };
  const { because, used } = explainAnswer(condition, facts, answer);
  return { ok: true, yes: truthy(answer.value), because, used };
}
