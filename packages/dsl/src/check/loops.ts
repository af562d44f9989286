import type { View, ViewNode } from './view.ts';

/** Strongly connected groups of steps that can be gone round (Tarjan, without recursion), over the nodes that `follow` and the ways that `goes` allows. */
export function loops(view: View, follow: (node: ViewNode) => boolean, goes: (node: ViewNode, port: string) => boolean = () => true): ViewNode[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const found: ViewNode[][] = [];
  const ways = (id: string): string[] => {
    const node = view.nodes.get(id);
    return node === undefined || !follow(node) ? [] : node.ways.flatMap((w) => (w.to !== null && goes(node, w.port.id) && view.nodes.has(w.to) && follow(view.nodes.get(w.to) as ViewNode) ? [w.to] : []));
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

/** The first titles of a group, in words. */
export const titles = (nodes: readonly ViewNode[]): string => nodes.slice(0, 4).map((n) => `"${n.title}"`).join(', ') + (nodes.length > 4 ? ' and others' : '');
