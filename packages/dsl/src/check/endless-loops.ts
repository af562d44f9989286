import type { Issue } from '../issue.ts';
import { insertBefore } from './fixes.ts';
import { loops, titles } from './loops.ts';
import { passagesOf } from './symbolic/walk.ts';
import { atNode, type View, type ViewNode } from './view.ts';

const rests = (node: ViewNode): boolean => node.kind.role === 'step' && (node.kind.waits || (node.kind.bounded === true && node.kind.passages === undefined));

/** A way that may be taken a limited number of times ends a circle; the one that is taken after it does not. */
const unlimited = (node: ViewNode, port: string): boolean => passagesOf(node).find((passage) => passage.port === port)?.atMost === undefined;

/** The circles in which nobody ever rests. */
export const circles = (view: View): ViewNode[][] => loops(view, (node) => !rests(node), unlimited);

/** A circle in which nobody ever rests would be run through a thousand times at once, and then fail (ENG-11). */
export function endlessLoops(view: View): Issue[] {
  return circles(view).map((group) => {
    const first = group[0] as ViewNode;
    const back = group.flatMap((node) => node.ways.filter((w) => w.to === first.id).map((w) => ({ node: node.id, port: w.port.id })));
    const fix = insertBefore(view, back, first, 'delay', { for: 'P1D' }, 'Wait a day each time round');
    const issue = atNode(first, 'loop-without-wait', 'error', `${titles(group)} go round in a circle in which nobody ever waits. Put a wait into the circle, or use "Go to" with a limit.`);
    return fix === null ? issue : { ...issue, fix };
  });
}
