import { assume, nothingKnown } from './state.ts';

/** Whether a condition has the same answer for everybody: true, false, or null for "it depends", also where it is not seen through. */
export function certain(rule: unknown): boolean | null {
  if (assume(nothingKnown, rule, true).length === 0) return false;
  return assume(nothingKnown, rule, false).length === 0 ? true : null;
}
