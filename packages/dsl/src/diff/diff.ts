import type { Place } from '../compile/place.ts';
import type { Graph } from '../graph.ts';
import { pointer } from '../issue.ts';
import { configJsonSchema, type JsonSchema } from '../json-schema.ts';
import type { Program } from '../program.ts';
import { settingsSchema } from '../settings.ts';
import { differences, same, type Difference as Leaf } from './leaves.ts';
import { nameOf, readGraph, readProgram, sentence, titleOf, type Comparable, type Piece, type Pieces } from './pieces.ts';
import { isWholeIn, named, say, short } from './say.ts';

/** One thing that is different in the newer document. */
export interface Change {
  /** `moved`: a way out leads elsewhere. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Id of the step, entry or note; null for what belongs to the journey as a whole. */
  readonly step: string | null;
  /** JSON Pointer into the newer document; into the older one for what is gone. */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** Of a changed field or setting: its name, and both values as a form shows them. */
  readonly field?: string;
  readonly before?: string;
  readonly after?: string;
  /** Of a way that leads elsewhere: the port. */
  readonly port?: string;
  /** In a marketer's words. */
  readonly words: string;
}

/** What became of an entry or step: `changed` where its own settings did (its ways too, perhaps), `moved` where only its ways lead elsewhere. */
export type NodeStatus = 'added' | 'removed' | 'changed' | 'moved' | 'same';

/** The difference of two documents, to be read and to be drawn. */
export interface Difference {
  /** Settings, then entries and steps, then what is gone. Steps of a program come as people come to them, whatever the order of keys. */
  readonly changes: readonly Change[];
  readonly words: readonly string[];
  /** By id, every entry and step of both documents. */
  readonly nodes: Readonly<Record<string, NodeStatus>>;
}

const pair = ({ from, to }: Pick<Leaf, 'from' | 'to'>) => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });

function waysOf(before: Piece, after: Piece, old: Pieces, fresh: Pieces): Change[] {
  return [...after.ways].flatMap(([port, way]): Change[] => {
    const was = before.ways.get(port);
    if (was?.to === way.to) return [];
    const place = way.label === '' ? `After ${titleOf(after)}` : `From ${titleOf(after)} by "${way.label}"`;
    const words = `${place} people now go to ${nameOf(way.to, fresh)}${was ? ` (was ${nameOf(was.to, old)})` : ''}.`;
    return [{ kind: 'moved', step: after.id, path: pointer((way.to === undefined && was ? was : way).at), port, ...pair({ from: was?.to, to: way.to }), words }];
  });
}

/** The differences of two values that follow a schema, as changes: in the order in which a form asks; what stands beside the form comes first. */
function leavesOf(whole: readonly [unknown, unknown], schema: JsonSchema | undefined, subject: string, step: string | null, place: (leaf: Leaf) => Place): Change[] {
  const names = Object.keys((schema?.['properties'] as object | undefined) ?? {});
  const leaves = differences(...whole, isWholeIn(schema)).sort((a, b) => names.indexOf(String(a.at[0])) - names.indexOf(String(b.at[0])));
  return leaves.map((leaf): Change => {
    const { words, ...said } = say(leaf, schema, whole);
    return { kind: 'changed', step, path: pointer(place(leaf)), ...pair(leaf), ...said, words: `${subject}: ${words}` };
  });
}

function changesOf(before: Piece, after: Piece): Change[] {
  if (before.body.kind !== after.body.kind) {
    return [{ kind: 'changed', step: after.id, path: pointer([...after.at, 'kind']), from: before.body.kind, to: after.body.kind, words: `${titleOf(before)} is now ${titleOf(after)}: ${sentence(after)}.` }];
  }
  const schema = named(after.kind && configJsonSchema(after.kind), { label: 'Name' });
  return leavesOf([before.body, after.body], schema, titleOf(after), after.id, (leaf) => (leaf.to === undefined ? before : after).place(leaf.at));
}

/** What settings are called whose schema has no title of its own. */
const SETTINGS = { audience: 'Who may come in', reentry: 'Coming in again', exits: 'Leaving early', goals: 'Goals', holdout: 'Control group', timezone: 'Time zone' };

const settingsChanges = (a: Comparable, b: Comparable, at: Place): Change[] =>
  leavesOf([a.settings, b.settings], named(configJsonSchema({ config: settingsSchema }), SETTINGS), 'The journey', null, (leaf) => [...at, ...leaf.at]);

const statusOf = (changes: readonly Change[]): NodeStatus => changes.find(({ kind }) => kind !== 'moved')?.kind ?? changes[0]?.kind ?? 'same';

/** Per entry and step of both documents, in order, what became of it. */
function pieceChanges({ pieces: old }: Comparable, { pieces: fresh }: Comparable): readonly (readonly [string, readonly Change[]])[] {
  const now = [...fresh.values()].map((piece): [string, Change[]] => {
    const before = old.get(piece.id);
    if (before === undefined) return [piece.id, [{ kind: 'added', step: piece.id, path: pointer(piece.at), to: piece.body, words: `New: ${titleOf(piece)}, ${sentence(piece)}.` }]];
    return [piece.id, [...(same(before.body, piece.body) ? [] : changesOf(before, piece)), ...waysOf(before, piece, old, fresh)]];
  });
  const gone = [...old.values()].filter((piece) => !fresh.has(piece.id))
    .map((piece): [string, Change[]] => [piece.id, [{ kind: 'removed', step: piece.id, path: pointer(piece.at), from: piece.body, words: `Gone: ${titleOf(piece)}, ${sentence(piece)}.` }]]);
  return [...now, ...gone];
}

function told(before: readonly Change[], pieces: ReturnType<typeof pieceChanges>, after: readonly Change[]): Difference {
  const changes = [...before, ...pieces.flatMap(([, list]) => list), ...after];
  return { changes, words: changes.map(({ words }) => words), nodes: Object.fromEntries(pieces.map(([id, list]) => [id, statusOf(list)])) };
}

/**
 * What is different in program `b` from program `a`, for people and for drawing: steps that came, went, changed or lead elsewhere, and settings (DIFF-1, DIFF-4).
 * Both must be valid programs. A step counts as the same where it has the same id.
 */
export function diff(a: Program, b: Program): Difference {
  const [old, fresh] = [readProgram(a), readProgram(b)];
  const begins: Change[] = a.start === b.start ? [] : [{ kind: 'moved', step: null, path: '/start', from: a.start, to: b.start, words: `The journey now begins with ${nameOf(b.start, fresh.pieces)} (was ${nameOf(a.start, old.pieces)}).` }];
  return told([...settingsChanges(old, fresh, []), ...begins], pieceChanges(old, fresh), []);
}

/**
 * What is different in drawing `b` from drawing `a`, in the same words as `diff`, also where they are not complete enough to compile (DIFF-3). Where
 * cards lie makes no difference; notes on the canvas do.
 */
export function diffGraphs(a: Graph, b: Graph): Difference {
  const [old, fresh] = [readGraph(a), readGraph(b)];
  return told(settingsChanges(old, fresh, ['settings']), pieceChanges(old, fresh), noteChanges(a, b));
}

function noteChanges(a: Graph, b: Graph): Change[] {
  const [old, fresh] = [a.notes ?? [], b.notes ?? []];
  const gone = old.flatMap((note, i): Change[] => (fresh.some((n) => n.id === note.id) ? [] : [{ kind: 'removed', step: note.id, path: pointer(['notes', i]), from: note.text, words: `Gone: the note "${short(note.text)}".` }]));
  const now = fresh.flatMap((note, i): Change[] => {
    const was = old.find((n) => n.id === note.id);
    if (was === undefined) return [{ kind: 'added', step: note.id, path: pointer(['notes', i]), to: note.text, words: `New: the note "${short(note.text)}".` }];
    return was.text === note.text ? [] : [{ kind: 'changed', step: note.id, path: pointer(['notes', i, 'text']), from: was.text, to: note.text, words: `A note says now "${short(note.text)}" (was "${short(was.text)}").` }];
  });
  return [...now, ...gone];
}
