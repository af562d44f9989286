import { pointer } from '../issue.ts';
import { configJsonSchema, type JsonSchema } from '../json-schema.ts';
import type { Program } from '../program.ts';
import { settingsSchema } from '../settings.ts';
import { differences, same, type Difference } from './leaves.ts';
import { nameOf, piecesOf, sentence, split, titleOf, type Piece } from './pieces.ts';
import { isWholeIn, say } from './say.ts';

/** One thing that is different in the newer program. */
export interface Change {
  /** `moved`: a way out leads elsewhere. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Id of the step or entry; null for what belongs to the journey as a whole. */
  readonly step: string | null;
  /** JSON Pointer into the newer program; into the older one for what was removed. */
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

/** The difference of two programs, to be read and to be drawn. */
export interface ProgramDiff {
  /** Settings, then entries, then steps as people come to them, then what is gone; the same whatever the order of keys in the documents. */
  readonly changes: readonly Change[];
  readonly words: readonly string[];
  /** By id, every entry and step of both programs. */
  readonly nodes: Readonly<Record<string, NodeStatus>>;
}

const pair = ({ from, to }: Pick<Difference, 'from' | 'to'>) => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });

function waysOf(before: Piece, after: Piece, pieces: Map<string, Piece>, fresh: Map<string, Piece>): Change[] {
  const was = split(before).ways;
  return [...split(after).ways].flatMap(([port, way]): Change[] => {
    const old = was.get(port);
    const from = old?.to;
    if (from === way.to) return [];
    const path = pointer(way.to === undefined && old ? [...before.at, ...old.at] : [...after.at, ...way.at]);
    const place = way.label === '' ? `After ${titleOf(after)}` : `From ${titleOf(after)} by "${way.label}"`;
    const words = `${place} people now go to ${nameOf(way.to, fresh)}${old ? ` (was ${nameOf(from, pieces)})` : ''}.`;
    return [{ kind: 'moved', step: after.id, path, port, ...pair({ from, to: way.to }), words }];
  });
}

function changesOf(before: Piece, after: Piece): Change[] {
  if (before.body.kind !== after.body.kind) {
    return [{ kind: 'changed', step: after.id, path: pointer([...after.at, 'kind']), from: before.body.kind, to: after.body.kind, words: `${titleOf(before)} is now ${titleOf(after)}: ${sentence(after)}.` }];
  }
  const whole = [split(before).config, split(after).config] as const;
  const schema = after.kind && configJsonSchema(after.kind);
  return inFormOrder(differences(...whole, isWholeIn(schema)), schema).map((d): Change => {
    const { words, ...said } = say(d, schema, whole);
    const at = d.to === undefined ? before.at : after.at;
    return { kind: 'changed', step: after.id, path: pointer([...at, ...d.at]), ...pair(d), ...said, words: `${titleOf(after)}: ${words}` };
  });
}

/** In the order in which a form asks; the common fields of all steps come first. */
function inFormOrder(list: readonly Difference[], schema: JsonSchema | undefined): Difference[] {
  const names = Object.keys((schema?.['properties'] as object | undefined) ?? {});
  return [...list].sort((a, b) => names.indexOf(String(a.at[0])) - names.indexOf(String(b.at[0])));
}

/** What settings are called whose schema has no title of its own. */
const SETTINGS = { audience: 'Who may come in', reentry: 'Coming in again', exits: 'Leaving early', goals: 'Goals', holdout: 'Control group', timezone: 'Time zone' };
const namedSettings = () => {
  const schema = configJsonSchema({ config: settingsSchema });
  const properties = schema['properties'] as Record<string, JsonSchema>;
  return { ...schema, properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, { title: (SETTINGS as Record<string, string>)[name], ...field }])) };
};

function settingsChanges(a: Program, b: Program, old: Map<string, Piece>, fresh: Map<string, Piece>): Change[] {
  const settingsOf = ({ entry: _entry, steps: _steps, start: _start, dsl: _dsl, ...settings }: Program) => settings;
  const whole = [settingsOf(a), settingsOf(b)] as const;
  const schema = namedSettings();
  const changes = inFormOrder(differences(...whole, isWholeIn(schema)), schema).map((d): Change => {
    const { words, ...said } = say(d, schema, whole);
    return { kind: 'changed', step: null, path: pointer(d.at), ...pair(d), ...said, words: `The journey: ${words}` };
  });
  if (a.start === b.start) return changes;
  return [...changes, { kind: 'moved', step: null, path: '/start', from: a.start, to: b.start, words: `The journey now begins with ${nameOf(b.start, fresh)} (was ${nameOf(a.start, old)}).` }];
}

const statusOf = (changes: readonly Change[]): NodeStatus => changes.find(({ kind }) => kind !== 'moved')?.kind ?? changes[0]?.kind ?? 'same';

/**
 * What is different in program `b` from program `a`, for people and for drawing: steps that came, went, changed or lead elsewhere, and settings (DIFF-1).
 * Both must be valid programs. A step counts as the same where it has the same id.
 */
export function diff(a: Program, b: Program): ProgramDiff {
  const [old, fresh] = [piecesOf(a), piecesOf(b)];
  const changes = settingsChanges(a, b, old, fresh);
  const nodes: [string, NodeStatus][] = [];
  const take = (id: string, own: readonly Change[]): void => {
    changes.push(...own);
    nodes.push([id, statusOf(own)]);
  };
  for (const piece of fresh.values()) {
    const before = old.get(piece.id);
    if (before === undefined) take(piece.id, [{ kind: 'added', step: piece.id, path: pointer(piece.at), to: piece.body, words: `New: ${titleOf(piece)}, ${sentence(piece)}.` }]);
    else take(piece.id, same(before.body, piece.body) ? [] : [...changesOf(before, piece), ...waysOf(before, piece, old, fresh)]);
  }
  for (const piece of old.values()) {
    if (!fresh.has(piece.id)) take(piece.id, [{ kind: 'removed', step: piece.id, path: pointer(piece.at), from: piece.body, words: `Gone: ${titleOf(piece)}, ${sentence(piece)}.` }]);
  }
  return { changes, words: changes.map((change) => change.words), nodes: Object.fromEntries(nodes) };
}
