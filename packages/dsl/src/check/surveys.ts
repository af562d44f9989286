import { pointer, type Issue } from '../issue.ts';
import { following } from './crowding.ts';
import { durationMillis } from './span.ts';
import { atNode, type View, type ViewNode } from './view.ts';
import { witnessFor } from './witness.ts';

/** One question a quarter: more of them are answered by fewer people, and worse. */
const QUARTER = 'P90D';
const asks = (node: ViewNode): boolean => node.needs.survey !== undefined;

/** Two questions to one person within 90 days, on one path or by coming in again. The gate leaves the second one out (GATE-7), so who is counted on never answers. */
export function surveys(view: View): Issue[] {
  const asking = view.steps.filter((node) => asks(node) && view.walked().stops.has(node.id));
  if (asking.length === 0) return [];
  const told = new Set<ViewNode>();
  const onPath = asking.flatMap((first) => [...following(view, first, durationMillis(QUARTER), asks, 'counts as nothing')].flatMap(([second, stops]): Issue[] => {
    if (told.has(second)) return [];
    told.add(second);
    const witness = view.program === null ? undefined : witnessFor(view, stops.slice(0, 3));
    const words = first === second ? `"${first.title}" can ask the same person again` : `"${second.title}" can come after "${first.title}"`;
    return [{ ...atNode(second, 'surveys-close', witness === undefined ? 'hint' : 'warning', `${words} within 90 days. Ask once, or wait three months before the second question.`), ...(witness === undefined ? {} : { witness }) }];
  }));
  return [...onPath, ...again(view)];
}

/** People who may come in again before a quarter is over are asked again. */
function again(view: View): Issue[] {
  const { reentry } = view.settings;
  if (reentry?.mode === 'never' || durationMillis(reentry?.after ?? 'PT0S') >= durationMillis(QUARTER)) return [];
  const path = pointer([...view.settingsAt, 'reentry']);
  return [{
    code: 'surveys-close', severity: 'hint', path: reentry === undefined ? pointer(view.settingsAt) : path,
    message: 'Customers may come in again, and be asked again, within 90 days. Let them in again after three months at the earliest.',
    fix: { title: 'Not before three months', changes: [{ path, value: { ...reentry, mode: reentry?.mode ?? 'after-exit', after: QUARTER } }] },
  }];
}
