import type { Graph } from '@attune/dsl';
import { isEntry, portsOf } from '../document/kinds.ts';

/** One line of the outline: a step where it is first come to, a note that the path goes on at a step shown elsewhere, or an end. */
export type OutlineLine = { readonly depth: number; readonly port: string | null; readonly portLabel: string | null; readonly from: string | null } & (
  | { readonly is: 'step'; readonly node: string }
  | { readonly is: 'see'; readonly node: string }
  | { readonly is: 'end' }
);

/** The journey as an indented list: a single way out goes on at the same depth, a choice indents. Every node appears exactly once as a step. */
export function outlineOf(graph: Graph): readonly OutlineLine[] {
  const lines: OutlineLine[] = [];
  const shown = new Set<string>();
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  // an explicit stack: a journey of a thousand steps in a row must not overflow the call stack
  const visit = (root: string) => {
    const stack: { id: string; depth: number; port: string | null; label: string | null; from: string | null }[] = [{ id: root, depth: 0, port: null, label: null, from: null }];
    for (let at = stack.pop(); at; at = stack.pop()) {
      const where = { depth: at.depth, port: at.port, portLabel: at.label, from: at.from };
      const node = byId.get(at.id);
      if (!node) { lines.push({ ...where, is: 'end' }); continue; }
      if (shown.has(node.id)) { lines.push({ ...where, is: 'see', node: node.id }); continue; }
      shown.add(node.id);
      lines.push({ ...where, is: 'step', node: node.id });
      const ports = portsOf(node);
      const edgeOf = (port: string) => graph.edges.find((e) => e.from.node === node.id && e.from.port === port);
      const ways = ports.filter((port) => port.fallsBackTo === undefined || edgeOf(port.id));
      const depth = at.depth + (ways.length > 1 ? 1 : 0);
      for (const port of [...ways].reverse()) {
        stack.push({ id: edgeOf(port.id)?.to ?? '', depth, port: port.id, label: ways.length > 1 ? port.label || null : null, from: node.id });
      }
    }
  };
  for (const node of graph.nodes) if (isEntry(node.kind)) visit(node.id);
  const led = new Set(graph.edges.map((edge) => edge.to));
  for (const node of graph.nodes) if (!shown.has(node.id) && !led.has(node.id)) visit(node.id);
  for (const node of graph.nodes) if (!shown.has(node.id)) visit(node.id);
  return lines;
}
