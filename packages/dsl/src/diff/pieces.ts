import { entryId, kindInGraph, kindOfEntry } from '../compile/kinds.ts';
import { getAt, withAt, type Place } from '../compile/place.ts';
import type { Graph } from '../graph.ts';
import type { NodeKind } from '../node-kind.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program, Step } from '../program.ts';

/** A way out: what it is called, where in the document it stands, and where it leads. */
export interface Way {
  readonly label: string;
  readonly at: Place;
  readonly to: unknown;
}

/** A step or an entry of either document: what it says, and where its ways out lead. */
export interface Piece {
  readonly id: string;
  readonly at: Place;
  readonly kind: NodeKind | undefined;
  /** Kind, label and the like beside the fields of the kind; without ids of next steps. */
  readonly body: Step;
  readonly ways: ReadonlyMap<string, Way>;
  /** Where a place of the body stands in the document. */
  place(at: Place): Place;
}

export type Pieces = ReadonlyMap<string, Piece>;

/** Both documents as the comparison wants them. */
export interface Comparable {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly pieces: Pieces;
}

/** Entries in their order, then steps as people come to them, then those that nobody reaches by their ids: the order of keys in a document says nothing. */
export function readProgram(program: Program): Comparable {
  const { entry, steps, start: _start, dsl: _dsl, ...settings } = program;
  const entries = entry.map(({ id, ...body }, i) => pieceOf(id ?? entryId(i), ['entry', i], kindOfEntry(body.kind), body as Step));
  const others = walked(program).flatMap((id) => (steps[id] === undefined ? [] : [pieceOf(id, ['steps', id], stepKind(steps[id].kind), steps[id])]));
  return { settings, pieces: new Map([...entries, ...others].map((piece) => [piece.id, piece])) };
}

/** A piece of a program: the ids of next steps stand inside the fields, and are taken out. */
function pieceOf(id: string, at: Place, kind: NodeKind | undefined, step: Step): Piece {
  const ports = kind?.role === 'step' ? kind.ports(step) : [];
  const ways = new Map(ports.map((port): [string, Way] => [port.id, { label: port.label, at: [...at, ...port.at], to: getAt(step, port.at) }]));
  return { id, at, kind, body: withoutWays(kind, step), ways, place: (inner) => [...at, ...inner] };
}

/** A step without the ids of the steps it leads to. */
export function withoutWays(kind: NodeKind | undefined, step: Step): Step {
  const ports = kind?.role === 'step' ? kind.ports(step) : [];
  return ports.reduce<unknown>((body, { at }) => withAt(body, at, undefined) ?? body, step) as Step;
}

function walked({ start, steps }: Program): string[] {
  const seen = new Set<string>();
  for (const first of [start, ...Object.keys(steps).sort()]) {
    const queue = [first];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const step = Object.hasOwn(steps, id) ? steps[id] : undefined;
      if (step === undefined || seen.has(id)) continue;
      seen.add(id);
      for (const { at } of stepKind(step.kind)?.ports(step) ?? []) {
        const to = getAt(step, at);
        if (typeof to === 'string') queue.push(to);
      }
    }
  }
  return [...seen];
}

/** What a card says beside the fields of its kind; it stands beside the config, too. */
const besides = new Set(['kind', 'label', 'stage', 'expectedMood', 'note']);

export function readGraph({ settings, nodes, edges }: Graph): Comparable {
  const pieces = nodes.map(({ id, kind: name, config, position: _position, ...details }, i): Piece => {
    const kind = kindInGraph(name);
    const labels = new Map((kind?.ports(config) ?? []).map((port) => [port.id, port.label]));
    const ways = new Map<string, Way>(edges.flatMap((edge, at) => (edge.from.node === id ? [[edge.from.port, { label: labels.get(edge.from.port) ?? '', at: ['edges', at, 'to'], to: edge.to }] as const] : [])));
    // a way that is not drawn is a way all the same: it leads to the end
    for (const [port, label] of labels) if (!ways.has(port)) ways.set(port, { label, at: ['nodes', i], to: undefined });
    return { id, at: ['nodes', i], kind, body: { kind: name, ...details, ...config } as Step, ways, place: (inner) => ['nodes', i, ...(besides.has(String(inner[0])) ? [] : ['config']), ...inner] };
  });
  return { settings, pieces: new Map(pieces.map((piece) => [piece.id, piece])) };
}

export const titleOf = ({ id, kind, body }: Piece): string => `"${body.label ?? kind?.title ?? id}"`;

/** What the kind's card says. */
export const sentence = ({ kind, body }: Piece): string => (kind === undefined ? '' : kind.summary(body).map((part) => part.text).filter(Boolean).join(' '));

/** Where a way leads, by name; of several steps of one name each is told by what it does. */
export function nameOf(id: unknown, pieces: Pieces): string {
  if (typeof id !== 'string') return 'the end';
  const piece = pieces.get(id);
  if (piece === undefined) return `"${id}"`;
  const title = titleOf(piece);
  const alone = [...pieces.values()].every((other) => other === piece || titleOf(other) !== title);
  return alone ? title : `${title.slice(0, -1)}: ${sentence(piece)}"`;
}
