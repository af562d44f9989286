import { checkCondition } from '../condition/index.ts';
import { pointer, type Issue } from '../issue.ts';
import { certain } from './symbolic/certain.ts';
import type { View } from './view.ts';

/** A condition with the same answer for everybody is a slip, or not needed. */
export function sureConditions(view: View): Issue[] {
  return view.conditions.flatMap((c): Issue[] => {
    const answer = checkCondition(c.condition).length > 0 ? null : certain(c.condition);
    if (answer === null) return [];
    const message = answer ? 'This condition holds for everybody, so it decides nothing. Remove it, or say for whom it should hold.' : 'This condition can never hold, so nobody will go this way. Check its values, e.g. a number that should be both above 10 and below 5.';
    const last = c.at.at(-1);
    const fix = answer && (last === 'audience' || last === 'where') ? { fix: { title: 'Remove the condition', changes: [{ path: pointer(c.at), value: undefined }] } } : {};
    return [{ code: answer ? 'condition-always' : 'condition-never', severity: 'warning', path: pointer(c.at), ...(c.node === undefined ? {} : { node: c.node }), message, ...fix }];
  });
}
