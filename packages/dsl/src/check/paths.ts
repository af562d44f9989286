import type { Issue } from '../issue.ts';
import { atNode, reached, type View, type ViewNode } from './view.ts';

/** Steps nobody can come to. They stay in the journey (LANG-2), so the marketer must know. */
export function unreachable(view: View): Issue[] {
  const seen = reached(view);
  return view.steps.filter((node) => !seen.has(node.id)).map((node) =>
    atNode(node, 'unreachable-step', 'warning', `Nobody can come to "${node.title}": nothing leads there. Connect a step to it, or remove it.`));
}

/** A way out left open beside others that are connected is more often forgotten than meant. */
export function openWays(view: View): Issue[] {
  return view.steps.flatMap((node) => {
    const connected = node.ways.filter((w) => w.to !== null).length;
    if (connected === 0) return [];
    return node.ways.filter((w) => w.to === null && w.port.required !== true && w.port.fallsBackTo === undefined).map((w) =>
      atNode(node, 'port-open', 'hint', `For "${w.port.label || w.port.id}" of "${node.title}" the journey ends here. If that is meant, connect it to an exit that says why; else connect it to a step.`));
  });
}

/** Strongly connected groups of steps that can be gone round (Tarjan, without recursion), over the ways that `follow` allows. */
export function loops(view: View, follow: (node: ViewNode) => boolean): ViewNode[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const found: ViewNode[][] = [];
  const ways = (id: string): string[] => {
    const node = view.nodes.get(id);
    return node === undefined || !follow(node) ? [] : node.ways.flatMap((w) => (w.to !== null && view.nodes.has(w.to) && follow(view.nodes.get(w.to) as ViewNode) ? [w.to] : []));
  };
  const open = (id: string): { id: string; next: string[]; i: number } => {
    index.set(id, index.size);
    low.set(id, index.get(id) as number);
    stack.push(id);
    onStack.add(id);
    return { id, next: ways(id), i: 0 };
  };
  const close = (id: string): void => {
    if (low.get(id) !== index.get(id)) return;
    const group: string[] = [];
    for (let other = stack.pop(); other !== undefined; other = stack.pop()) {
      onStack.delete(other);
      group.unshift(other);
      if (other === id) break;
    }
    if (group.length > 1 || ways(id).includes(id)) found.push(group.map((g) => view.nodes.get(g) as ViewNode));
  };
  for (const root of view.steps) {
    if (index.has(root.id) || !follow(root)) continue;
    const work = [open(root.id)];
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const child = top.next[top.i++];
      if (child === undefined) {
        work.pop();
        close(top.id);
        const parent = work.at(-1);
        if (parent !== undefined) low.set(parent.id, Math.min(low.get(parent.id) as number, low.get(top.id) as number));
      } else if (!index.has(child)) work.push(open(child));
      else if (onStack.has(child)) low.set(top.id, Math.min(low.get(top.id) as number, index.get(child) as number));
    }
  }
  return found;
}

const titles = (nodes: readonly ViewNode[]): string => nodes.slice(0, 4).map((n) => `"${n.title}"`).join(', ') + (nodes.length > 4 ? ' and others' : '');

const rests = (node: ViewNode): boolean => node.kind.role === 'step' && (node.kind.waits || node.kind.bounded === true);

/** A circle in which nobody ever rests would be run through a thousand times at once, and then fail (ENG-11). */
export function endlessLoops(view: View): Issue[] {
  return loops(view, (node) => !rests(node)).map((group) => {
    const first = group[0] as ViewNode;
    return atNode(first, 'loop-without-wait', 'error', `${titles(group)} go round in a circle in which nobody ever waits. Put a wait into the circle, or use "Go to" with a limit.`);
  });
}

/** A circle with waits in it, but no way out: people stay in it for ever. */
export function neverOut(view: View): Issue[] {
  const seen = reached(view);
  const exits = (view.settings.exits ?? []).length > 0;
  return loops(view, () => true).flatMap((group): Issue[] => {
    const inside = new Set(group.map((n) => n.id));
    const wayOut = group.some((n) => n.ways.length === 0 || n.ways.some((w) => w.port.fallsBackTo === undefined && (w.to === null || !inside.has(w.to))));
    const first = group[0] as ViewNode;
    if (wayOut || !seen.has(first.id)) return [];
    const inWords = exits ? 'Only an event that ends the journey lets people out' : 'Nobody is ever let out';
    return [atNode(first, 'never-out', exits ? 'hint' : 'warning', `${inWords} of the circle ${titles(group)}. Let one way lead out of it${exits ? '' : ', or add an event that ends the journey'}.`)];
  });
}
