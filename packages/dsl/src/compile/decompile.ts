import { GRAPH_FORMAT, type Graph, type GraphEdge, type GraphNode } from '../graph.ts';
import type { Result } from '../issue.ts';
import type { NodeKind } from '../node-kind.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program, Step } from '../program.ts';
import { settingsSchema, type JourneySettings } from '../settings.ts';
import { entryId, kindOfEntry } from './kinds.ts';
import { layout } from './layout.ts';
import { parseProgram, withoutPlainIds } from './parse-program.ts';
import { upgrade } from '../upgrade/upgrade.ts';
import { getAt, withAt } from './place.ts';

interface Piece {
  readonly node: GraphNode;
  readonly edges: GraphEdge[];
}

/** A step as a card: what its ports hold becomes edges, the rest its config. */
function toPiece(id: string, kind: NodeKind, { kind: _kind, label, stage, expectedMood, ...fields }: Step, start?: string): Piece {
  let config: unknown = fields;
  const edges: GraphEdge[] = [];
  for (const port of kind.ports(fields)) {
    const to = start ?? getAt(fields, port.at);
    if (typeof to !== 'string') continue;
    edges.push({ id: `${id}:${port.id}`, from: { node: id, port: port.id }, to });
    if (start === undefined) config = withAt(config, port.at, undefined);
  }
  const more = { ...(label === undefined ? {} : { label }), ...(stage === undefined ? {} : { stage }), ...(expectedMood === undefined ? {} : { expectedMood }) };
  return { node: { id, kind: kind.kind, config: config as Record<string, unknown>, position: { x: 0, y: 0 }, ...more }, edges };
}

/** The program's top-level fields that a graph keeps under `settings`. */
function settingsOf(program: Program): JourneySettings {
  const names = Object.keys(settingsSchema.shape);
  return Object.fromEntries(Object.entries(program).filter(([name]) => names.includes(name))) as JourneySettings;
}

/**
 * Turns a program back into a graph, with an automatic layout. `compile` of the answer gives the program again (LANG-1).
 * A program that is not valid is refused with issues.
 */
export function decompile(program: Program): Result<Graph> {
  const parsed = parseProgram(program);
  if (!parsed.ok) return parsed;
  const lifted = upgrade(program);
  if (!lifted.ok) return lifted;
  // The document as it was written, not as it was parsed: a default that was left out stays out (LANG-2).
  const source = withoutPlainIds(lifted.value as Program);
  const pieces: Piece[] = [];
  source.entry.forEach((entry, i) => {
    const { id, ...step } = entry;
    const kind = kindOfEntry(entry.kind);
    if (kind !== undefined) pieces.push(toPiece(id ?? entryId(i), kind, step as Step, source.start));
  });
  for (const [id, step] of Object.entries(source.steps)) {
    const kind = stepKind(step.kind);
    if (kind !== undefined) pieces.push(toPiece(id, kind, step));
  }
  const graph: Graph = { dsl: GRAPH_FORMAT, settings: settingsOf(source), nodes: pieces.map((p) => p.node), edges: pieces.flatMap((p) => p.edges) };
  return { ok: true, value: layout(graph), issues: [] };
}
