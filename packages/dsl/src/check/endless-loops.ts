import type { Issue } from '../issue.ts';
import { insertBefore } from './fixes.ts';
import { loops, titles } from './loops.ts';
import { atNode, type View, type ViewNode } from './view.ts';

const rests = (node: ViewNode): boolean => node.kind.role === 'step' && (node.kind.waits || node.kind.bounded === true);

/** A circle in which nobody ever rests would be run through a thousand times at once, and then fail (ENG-11). */
export function endlessLoops(view: View): Issue[] {
  return loops(view, (node) => !rests(node)).map((group) => {
    const first = group[0] as ViewNode;
    const back = group.flatMap((node) => node.ways.filter((w) => w.to === first.id).map((w) => ({ node: node.id, port: w.port.id })));
    const fix = insertBefore(view, back, first, 'delay', { for: 'P1D' }, 'Wait a day each time round');
    const issue = atNode(first, 'loop-without-wait', 'error', `${titles(group)} go round in a circle in which nobody ever waits. Put a wait into the circle, or use "Go to" with a limit.`);
    return fix === null ? issue : { ...issue, fix };
  });
}
