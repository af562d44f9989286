import type { Graph } from '@attune/dsl';
import { kindOf, summaryOf, titleOf } from './kinds.ts';

/** Ids of the steps and notes in which all of these words stand, in reading order: what a card says, its settings, its kind, its stage and its note. */
export function findOnCanvas(graph: Graph, search: string): readonly string[] {
  const wanted = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const fits = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const steps = graph.nodes.filter((node) => fits([titleOf(node), kindOf(node.kind)?.title ?? node.kind, node.id, node.stage ?? '', node.note ?? '', ...summaryOf(node).map((part) => part.text), ...wordsIn(node.config)].join('\n')));
  const notes = (graph.notes ?? []).filter((note) => fits(note.text));
  return [...steps, ...notes].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x).map(({ id }) => id);
}

/** Every text inside a config, however deep; names of fields are not what a person looks for. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
