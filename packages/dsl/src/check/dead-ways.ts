import type { Issue } from '../issue.ts';
import { nothingKnown } from './symbolic/state.ts';
import { leave, passagesOf, targetOf } from './symbolic/walk.ts';
import { atNode, reached, type View } from './view.ts';

/** Ways out that what was decided before leaves nobody for, and starts that the audience lets nobody in by. */
export function deadWays(view: View): Issue[] {
  const { ways, stops, open, whole } = view.walked();
  if (!whole) return [];
  const connected = reached(view);
  const entries = view.entries.filter((entry) => entry.sound && !open.has(entry) && entry.ways.some((w) => w.to !== null)).map((entry) =>
    atNode(entry, 'start-never', 'warning', `Nobody can come in by "${entry.title}": its own conditions and the audience of the journey contradict each other. Change one of the two.`));
  const steps = view.steps.filter((node) => node.sound && stops.has(node.id)).flatMap((node) => {
    const passages = passagesOf(node);
    return node.ways.filter(({ to, port }) => to !== null && !ways.has(`${node.id}.${port.id}`)).flatMap(({ port }): Issue[] => {
      const own = passages.find((p) => p.port === port.id);
      const name = port.label || port.id;
      if (own === undefined) return [atNode(node, 'way-never', 'warning', `Nobody goes "${name}" from "${node.title}": its share is 0. Give it a share, or remove it.`, port.at.slice(0, -1))];
      // A condition that fits nobody by itself is told where it stands, and a rest that the marketer's own ways leave nothing for is no slip.
      if (leave(nothingKnown, node, own).length === 0) return [];
      return [atNode(node, 'way-never', 'warning', `Nobody can go "${name}" from "${node.title}": whoever comes here was sent another way before. Change this condition or the earlier one, or remove the way.`, port.at.slice(0, -1))];
    });
  });
  const beyond = view.steps.filter((node) => connected.has(node.id) && !stops.has(node.id) && view.entries.length === open.size && !leadsFromNever(view, node.id, ways)).map((node) =>
    atNode(node, 'unreachable-step', 'warning', `Nobody can come to "${node.title}": the conditions on the way there contradict each other. Change one of them, or remove the step.`));
  return [...entries, ...steps, ...beyond];
}

/** Whether a step lies behind a way that is told of already, or behind another step out of reach. */
function leadsFromNever(view: View, id: string, ways: ReadonlySet<string>): boolean {
  return [...view.nodes.values()].some((node) => node.kind.role === 'step' && node.ways.some(({ to, port }) => to === id && targetOf(node, port.id) === id && !ways.has(`${node.id}.${port.id}`)));
}
