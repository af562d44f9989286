import type { Issue } from '../issue.ts';
import { connect } from './fixes.ts';
import { atNode, type View } from './view.ts';

/** A way out left open beside others that are connected is more often forgotten than meant. */
export function openWays(view: View): Issue[] {
  return view.steps.flatMap((node) => {
    const connected = node.ways.filter((w) => w.to !== null).length;
    if (connected === 0) return [];
    return node.ways.filter((w) => w.to === null && w.port.required !== true && w.port.fallsBackTo === undefined).map((w) => ({
      ...atNode(node, 'port-open', 'hint', `For "${w.port.label || w.port.id}" of "${node.title}" the journey ends here. If that is meant, connect it to an exit that says why; else connect it to a step.`),
      fix: connect(view, node, w.port),
    }));
  });
}
