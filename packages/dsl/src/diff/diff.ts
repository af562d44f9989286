import { entryId, kindOfEntry } from '../compile/kinds.ts';
import { getAt, withAt, type Place } from '../compile/place.ts';
import { pointer } from '../issue.ts';
import { configJsonSchema } from '../json-schema.ts';
import type { NodeKind } from '../node-kind.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program, Step } from '../program.ts';
import { differences, same, type Difference } from './leaves.ts';

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
  /** In a marketer's words. */
  readonly words: string;
}

interface Piece {
  readonly id: string;
  readonly at: Place;
  readonly kind: NodeKind | undefined;
  readonly body: Step;
}

function piecesOf(program: Program): Map<string, Piece> {
  const entries = program.entry.map((entry, i): Piece => {
    const { id: _id, ...body } = entry;
    return { id: entry.id ?? entryId(i), at: ['entry', i], kind: kindOfEntry(entry.kind), body: body as Step };
  });
  const steps = Object.entries(program.steps).map(([id, body]): Piece => ({ id, at: ['steps', id], kind: stepKind(body.kind), body }));
  return new Map([...entries, ...steps].map((piece) => [piece.id, piece]));
}

const titleOf = ({ id, kind, body }: Piece): string => `"${body.label ?? kind?.title ?? id}"`;

/** What the kind's card says, for a step that came or went. */
const sentence = ({ kind, body }: Piece): string => (kind === undefined ? '' : kind.summary(body).map((part) => part.text).filter(Boolean).join(' '));

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text === '' ? 'nothing' : text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const pair = ({ from, to }: Pick<Difference, 'from' | 'to'>) => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });

function valueWords(what: string, { from, to }: Difference): string {
  if (from === undefined) return `${what} is now ${shown(to)}.`;
  if (to === undefined) return `${what} is gone (was ${shown(from)}).`;
  return `${what} is now ${shown(to)} (was ${shown(from)}).`;
}

/** The name a field has in the inspector. */
function fieldName(kind: NodeKind | undefined, at: Place): string {
  const properties = kind === undefined ? undefined : (configJsonSchema(kind)['properties'] as Record<string, { title?: string }> | undefined);
  const [first, ...rest] = at.map(String);
  const title = first === undefined || properties === undefined || !Object.hasOwn(properties, first) ? undefined : properties[first]?.title;
  return `${title ?? first ?? 'all of it'}${rest.length === 0 ? '' : ` (${rest.join('.')})`}`;
}

/** The step without the ids of next steps, and where its ways out lead. */
function split({ kind, body }: Piece): { config: unknown; ways: Map<string, { label: string; at: Place; to: unknown }> } {
  let config: unknown = body;
  const ways = new Map<string, { label: string; at: Place; to: unknown }>();
  for (const port of kind?.role === 'step' ? kind.ports(body) : []) {
    ways.set(port.id, { label: port.label, at: port.at, to: getAt(body, port.at) });
    config = withAt(config, port.at, undefined) ?? config;
  }
  return { config, ways };
}

function movesOf(before: Piece, after: Piece, old: Map<string, Piece>, fresh: Map<string, Piece>): Change[] {
  const was = split(before).ways;
  const name = (id: unknown, pieces: Map<string, Piece>): string => (typeof id !== 'string' ? 'the end' : pieces.has(id) ? titleOf(pieces.get(id) as Piece) : `"${id}"`);
  return [...split(after).ways].flatMap(([id, way]): Change[] => {
    const from = was.get(id)?.to;
    if (from === way.to) return [];
    const place = way.label === '' ? `After ${titleOf(after)}` : `From ${titleOf(after)} by "${way.label}"`;
    return [{ kind: 'moved', step: after.id, path: pointer([...after.at, ...way.at]), ...pair({ from, to: way.to }), words: `${place} people now go to ${name(way.to, fresh)}${was.has(id) ? ` (was ${name(from, old)})` : ''}.` }];
  });
}

function changesOf(before: Piece, after: Piece): Change[] {
  if (before.body.kind !== after.body.kind) {
    return [{ kind: 'changed', step: after.id, path: pointer([...after.at, 'kind']), from: before.body.kind, to: after.body.kind, words: `${titleOf(before)} is now ${titleOf(after)}: ${sentence(after)}.` }];
  }
  return differences(split(before).config, split(after).config).map((d): Change => ({ kind: 'changed', step: after.id, path: pointer([...after.at, ...d.at]), ...pair(d), words: `${titleOf(after)}: ${valueWords(fieldName(after.kind, d.at), d)}` }));
}

function settingsChanges(a: Program, b: Program): Change[] {
  const { entry: _e, steps: _s, start: _t, dsl: _d, ...before } = a;
  const { entry: _e2, steps: _s2, start: _t2, dsl: _d2, ...after } = b;
  const changes = differences(before, after).map((d): Change => ({ kind: 'changed', step: null, path: pointer(d.at), ...pair(d), words: `The journey: ${valueWords(d.at.join(' '), d)}` }));
  if (a.start === b.start) return changes;
  return [...changes, { kind: 'moved', step: null, path: '/start', from: a.start, to: b.start, words: `The journey now begins with "${b.steps[b.start]?.label ?? b.start}".` }];
}

/**
 * What is different in program `b` from program `a`, for people: steps that came, went, changed or lead elsewhere, and settings (DIFF-1). Both must be
 * valid programs. A step counts as the same where it has the same id.
 */
export function diff(a: Program, b: Program): { changes: Change[]; words: string[] } {
  const [old, fresh] = [piecesOf(a), piecesOf(b)];
  const changes = settingsChanges(a, b);
  for (const piece of fresh.values()) {
    const before = old.get(piece.id);
    if (before === undefined) changes.push({ kind: 'added', step: piece.id, path: pointer(piece.at), to: piece.body, words: `New: ${titleOf(piece)}, ${sentence(piece)}.` });
    else if (!same(before.body, piece.body)) changes.push(...changesOf(before, piece), ...movesOf(before, piece, old, fresh));
  }
  for (const piece of old.values()) {
    if (!fresh.has(piece.id)) changes.push({ kind: 'removed', step: piece.id, path: pointer(piece.at), from: piece.body, words: `Gone: ${titleOf(piece)}, ${sentence(piece)}.` });
  }
  return { changes, words: changes.map((c) => c.words) };
}
