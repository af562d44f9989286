import { entryId, kindInGraph, kindOfEntry } from '../compile/kinds.ts';
import { getAt, withAt, type Place } from '../compile/place.ts';
import type { Graph } from '../graph.ts';
import { pointer } from '../issue.ts';
import type { NodeKind } from '../node-kind.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program, Step } from '../program.ts';
import { conditionWords, fieldName, shown, valueWords } from './diff-words.ts';
import { differences, type Difference } from './leaves.ts';

/** One thing that is different in the newer document. */
export interface Change {
  /** `moved`: a way out leads elsewhere. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Id of the step, entry or note; null for what belongs to the journey as a whole. */
  readonly step: string | null;
  /** JSON Pointer into the newer document; into the older one for what was removed. */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** In a marketer's words. */
  readonly words: string;
}

interface Way {
  readonly label: string;
  readonly at: Place;
  readonly to: unknown;
}

/** A step or an entry of either document: what it says, and where its ways out lead. */
interface Piece {
  readonly id: string;
  readonly at: Place;
  readonly kind: NodeKind | undefined;
  /** Kind, label and the like beside the fields of the kind; without ids of next steps. */
  readonly body: Step;
  readonly ways: ReadonlyMap<string, Way>;
  /** Where a place of the body stands in the document. */
  place(at: Place): Place;
}

/** Both documents as the comparison wants them. */
interface Comparable {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly pieces: ReadonlyMap<string, Piece>;
}

function readProgram({ entry, steps, start: _start, dsl: _dsl, ...settings }: Program): Comparable {
  const entries = entry.map(({ id, ...body }, i) => pieceOf(id ?? entryId(i), ['entry', i], kindOfEntry(body.kind), body as Step));
  const others = Object.entries(steps).map(([id, body]) => pieceOf(id, ['steps', id], stepKind(body.kind), body));
  return { settings, pieces: new Map([...entries, ...others].map((piece) => [piece.id, piece])) };
}

/** A piece of a program: the ids of next steps stand inside the fields, and are taken out. */
function pieceOf(id: string, at: Place, kind: NodeKind | undefined, step: Step): Piece {
  let body: unknown = step;
  const ways = new Map<string, Way>();
  for (const port of kind?.role === 'step' ? kind.ports(step) : []) {
    ways.set(port.id, { label: port.label, at: [...at, ...port.at], to: getAt(step, port.at) });
    body = withAt(body, port.at, undefined) ?? body;
  }
  return { id, at, kind, body: body as Step, ways, place: (inner) => [...at, ...inner] };
}

const besides = new Set(['kind', 'label', 'stage', 'expectedMood', 'note']);

function readGraph({ settings, nodes, edges }: Graph): Comparable {
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

const titleOf = ({ id, kind, body }: Piece): string => `"${body.label ?? kind?.title ?? id}"`;

/** What the kind's card says, for a step that came or went. */
const sentence = ({ kind, body }: Piece): string => (kind === undefined ? '' : kind.summary(body).map((part) => part.text).filter(Boolean).join(' '));

const pair = ({ from, to }: Pick<Difference, 'from' | 'to'>) => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });

type Pieces = ReadonlyMap<string, Piece>;

function movesOf(before: Piece, after: Piece, old: Pieces, fresh: Pieces): Change[] {
  const name = (id: unknown, pieces: Pieces): string => (typeof id !== 'string' ? 'the end' : pieces.has(id) ? titleOf(pieces.get(id) as Piece) : `"${id}"`);
  return [...after.ways].flatMap(([id, way]): Change[] => {
    const from = before.ways.get(id)?.to;
    if (from === way.to) return [];
    const place = way.label === '' ? `After ${titleOf(after)}` : `From ${titleOf(after)} by "${way.label}"`;
    return [{ kind: 'moved', step: after.id, path: pointer(way.at), ...pair({ from, to: way.to }), words: `${place} people now go to ${name(way.to, fresh)}${before.ways.has(id) ? ` (was ${name(from, old)})` : ''}.` }];
  });
}

function changesOf(before: Piece, after: Piece): Change[] {
  if (before.body.kind !== after.body.kind) {
    return [{ kind: 'changed', step: after.id, path: pointer([...after.at, 'kind']), from: before.body.kind, to: after.body.kind, words: `${titleOf(before)} is now ${titleOf(after)}: ${sentence(after)}.` }];
  }
  const told = new Set<string>();
  return differences(before.body, after.body).flatMap((d): Change[] => {
    const { name, depth, condition } = fieldName(after.kind, d.at);
    const at = d.at.slice(0, depth);
    if (told.has(at.join('\n'))) return [];
    told.add(at.join('\n'));
    const values = condition ? { from: getAt(before.body, at), to: getAt(after.body, at) } : d;
    return [{ kind: 'changed', step: after.id, path: pointer(after.place(at)), ...pair(values), words: `${titleOf(after)}: ${valueWords(name, values, condition ? conditionWords : shown)}` }];
  });
}

const settingsChanges = (a: Comparable, b: Comparable, at: Place): Change[] =>
  differences(a.settings, b.settings).map((d): Change => ({ kind: 'changed', step: null, path: pointer([...at, ...d.at]), ...pair(d), words: `The journey: ${valueWords(d.at.join(' '), d)}` }));

function pieceChanges({ pieces: old }: Comparable, { pieces: fresh }: Comparable): Change[] {
  const changes: Change[] = [];
  for (const piece of fresh.values()) {
    const before = old.get(piece.id);
    if (before === undefined) changes.push({ kind: 'added', step: piece.id, path: pointer(piece.at), to: piece.body, words: `New: ${titleOf(piece)}, ${sentence(piece)}.` });
    else changes.push(...changesOf(before, piece), ...movesOf(before, piece, old, fresh));
  }
  for (const piece of old.values()) {
    if (!fresh.has(piece.id)) changes.push({ kind: 'removed', step: piece.id, path: pointer(piece.at), from: piece.body, words: `Gone: ${titleOf(piece)}, ${sentence(piece)}.` });
  }
  return changes;
}

const told = (changes: Change[]) => ({ changes, words: changes.map((c) => c.words) });

/**
 * What is different in program `b` from program `a`, for people: steps that came, went, changed or lead elsewhere, and settings (DIFF-1). Both must be
 * valid programs. A step counts as the same where it has the same id.
 */
export function diff(a: Program, b: Program): { changes: Change[]; words: string[] } {
  const [old, fresh] = [readProgram(a), readProgram(b)];
  const begins: Change[] = a.start === b.start ? [] : [{ kind: 'moved', step: null, path: '/start', from: a.start, to: b.start, words: `The journey now begins with "${b.steps[b.start]?.label ?? b.start}".` }];
  return told([...settingsChanges(old, fresh, []), ...begins, ...pieceChanges(old, fresh)]);
}

/**
 * What is different in drawing `b` from drawing `a`, in the same words as `diff`, also where they are not complete enough to compile (DIFF-3). Where
 * cards lie makes no difference; notes on the canvas do.
 */
export function diffGraphs(a: Graph, b: Graph): { changes: Change[]; words: string[] } {
  const [old, fresh] = [readGraph(a), readGraph(b)];
  return told([...settingsChanges(old, fresh, ['settings']), ...pieceChanges(old, fresh), ...noteChanges(a, b)]);
}

function noteChanges(a: Graph, b: Graph): Change[] {
  const [old, fresh] = [a.notes ?? [], b.notes ?? []];
  const gone = old.flatMap((note, i): Change[] => (fresh.some((n) => n.id === note.id) ? [] : [{ kind: 'removed', step: note.id, path: pointer(['notes', i]), from: note.text, words: `Gone: the note "${shown(note.text)}".` }]));
  const now = fresh.flatMap((note, i): Change[] => {
    const was = old.find((n) => n.id === note.id);
    if (was === undefined) return [{ kind: 'added', step: note.id, path: pointer(['notes', i]), to: note.text, words: `New: the note "${shown(note.text)}".` }];
    return was.text === note.text ? [] : [{ kind: 'changed', step: note.id, path: pointer(['notes', i, 'text']), from: was.text, to: note.text, words: `A note says now "${shown(note.text)}" (was "${shown(was.text)}").` }];
  });
  return [...now, ...gone];
}
