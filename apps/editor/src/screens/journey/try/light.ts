import type { Graph } from '@attune/dsl';
import type { Lit } from '../../../canvas/view-store.ts';
import { isEntry } from '../../../document/kinds.ts';
import type { Moment } from './plan.ts';

/** Which steps and connections the customer went over, up to and with the moment at `index`. */
export function litUntil(graph: Graph, moments: readonly Moment[], index: number): Lit {
  const steps = new Map<string, string>();
  const edges = new Set<string>();
  const last = new Map<string, string>();
  let here: string | null = null;
  for (const moment of moments.slice(0, index + 1)) {
    if (!graph.nodes.some((node) => node.id === moment.step)) continue;
    const before = last.get(moment.run);
    if (before === undefined) lightEntry(graph, moment.step, steps, edges);
    else if (before !== moment.step) lightBetween(graph, before, moment.step, steps.get(before), edges);
    steps.set(moment.step, moment.outcome);
    last.set(moment.run, moment.step);
    here = moment.step;
  }
  return { steps, edges, here };
}

/** The connection taken between two steps: the one of the outcome where it leads there, else any that does. */
function lightBetween(graph: Graph, from: string, to: string, outcome: string | undefined, edges: Set<string>): void {
  const between = graph.edges.filter((edge) => edge.from.node === from && edge.to === to);
  const taken = between.find((edge) => edge.from.port === outcome) ?? between[0];
  if (taken) edges.add(taken.id);
}

/** A run begins behind the entries; with several of them, which one let the customer in is said by the trail and not drawn. */
function lightEntry(graph: Graph, first: string, steps: Map<string, string>, edges: Set<string>): void {
  const entries = graph.nodes.filter((node) => isEntry(node.kind));
  const only = entries.length === 1 ? entries[0] : undefined;
  if (!only) return;
  steps.set(only.id, '');
  for (const edge of graph.edges) if (edge.from.node === only.id && edge.to === first) edges.add(edge.id);
}
