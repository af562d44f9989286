import type { Issue } from '../issue.ts';
import { durationInWords } from '../time/index.ts';
import { soonAfter } from './crowding.ts';
import { durationMillis } from './span.ts';
import { atNode, reached, type View, type ViewNode } from './view.ts';

/** How long after another survey this one is held back, in milliseconds. */
const cooldownOf = ({ needs }: ViewNode): number => (needs.survey === undefined ? 0 : durationMillis(needs.survey.cooldown));

/** A survey that can only come before its time: the gate would not let it out (GATE-7), and people would pass it by unasked. */
export function surveys(view: View): Issue[] {
  const asks = (node: ViewNode) => node.needs.survey !== undefined;
  const longest = Math.max(0, ...view.steps.map(cooldownOf));
  const seen = reached(view);
  const told = new Set<ViewNode>();
  return view.steps.filter((node) => asks(node) && seen.has(node.id)).flatMap((first) =>
    soonAfter(view, first, asks, (next) => (asks(next) ? cooldownOf(next) : longest), 0).flatMap((second): Issue[] => {
      if (told.has(second)) return [];
      told.add(second);
      const between = durationInWords(second.needs.survey?.cooldown ?? '');
      const who = first === second ? `"${first.title}" can come again` : `"${second.title}" can come after "${first.title}"`;
      return [atNode(second, 'surveys-close', 'warning', `${who} within ${between}, and would then not be sent: nobody is asked twice in that time. Leave one of them out, or give it a shorter "not if asked within".`)];
    }));
}
