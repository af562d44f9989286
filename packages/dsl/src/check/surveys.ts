import { pointer, type Issue } from '../issue.ts';
import { durationInWords } from '../time/index.ts';
import { following } from './crowding.ts';
import { durationMillis } from './span.ts';
import { atNode, type View, type ViewNode } from './view.ts';
import { witnessFor } from './witness.ts';

const asks = (node: ViewNode): boolean => node.needs.survey !== undefined;
/** How long after another survey this one is held back, in milliseconds. */
const cooldownOf = ({ needs }: ViewNode): number => (needs.survey === undefined ? 0 : durationMillis(needs.survey.cooldown));

/** A survey that comes before its time, on one path or by coming in again: the gate does not let it out (GATE-7), and people pass it by unasked. */
export function surveys(view: View): Issue[] {
  const asking = view.steps.filter((node) => asks(node) && view.walked().stops.has(node.id));
  const longest = Math.max(0, ...asking.map(cooldownOf));
  const told = new Set<ViewNode>();
  const onPath = asking.flatMap((first) => [...following(view, first, (next) => (asks(next) ? cooldownOf(next) : longest), asks, 'counts as nothing')].flatMap(([second, stops]): Issue[] => {
    if (told.has(second)) return [];
    told.add(second);
    const witness = view.program === null ? undefined : witnessFor(view, stops.slice(0, 3));
    const who = first === second ? `"${first.title}" can come again` : `"${second.title}" can come after "${first.title}"`;
    const message = `${who} within ${durationInWords(second.needs.survey?.cooldown ?? '')}, and would then not be sent: nobody is asked twice in that time. Leave one of them out, or give it a shorter "not if asked within".`;
    return [{ ...atNode(second, 'surveys-close', view.program === null || witness !== undefined ? 'warning' : 'hint', message), ...(witness === undefined ? {} : { witness }) }];
  }));
  return [...onPath, ...again(view, asking)];
}

/** People who may come in again before that time is over come to the survey again. */
function again(view: View, asking: readonly ViewNode[]): Issue[] {
  const { reentry } = view.settings;
  const first = asking.toSorted((a, b) => cooldownOf(b) - cooldownOf(a))[0];
  const cooldown = first?.needs.survey?.cooldown;
  // Where nothing is said about coming again, it is the events that decide how often people come.
  if (first === undefined || cooldown === undefined || reentry === undefined || reentry.mode === 'never' || reentry.after === undefined || durationMillis(reentry.after) >= cooldownOf(first)) return [];
  const path = pointer([...view.settingsAt, 'reentry', 'after']);
  return [{
    code: 'surveys-close', severity: 'hint', path, message: `Customers may come in again before ${durationInWords(cooldown)} are over, and "${first.title}" would then not be sent: nobody is asked twice in that time. Let them in again after that.`,
    fix: { title: `Not before ${durationInWords(cooldown)}`, changes: [{ path, value: cooldown }] },
  }];
}
