import { entryId, kindOfEntry } from '../compile/kinds.ts';
import { getAt, withAt, type Place } from '../compile/place.ts';
import type { NodeKind } from '../node-kind.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program, Step } from '../program.ts';

/** An entry or a step of a program. */
export interface Piece {
  readonly id: string;
  readonly at: Place;
  readonly kind: NodeKind | undefined;
  readonly body: Step;
}

/** Entries in their order, then steps as people come to them, then those that nobody reaches by their ids: the order of keys in a document says nothing. */
export function piecesOf(program: Program): Map<string, Piece> {
  const entries = program.entry.map((entry, i): Piece => {
    const { id: _id, ...body } = entry;
    return { id: entry.id ?? entryId(i), at: ['entry', i], kind: kindOfEntry(entry.kind), body: body as Step };
  });
  const steps = walked(program).flatMap((id): Piece[] => {
    const body = program.steps[id];
    return body === undefined ? [] : [{ id, at: ['steps', id], kind: stepKind(body.kind), body }];
  });
  return new Map([...entries, ...steps].map((piece) => [piece.id, piece]));
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

export const titleOf = ({ id, kind, body }: Piece): string => `"${body.label ?? kind?.title ?? id}"`;

/** What the kind's card says. */
export const sentence = ({ kind, body }: Piece): string => (kind === undefined ? '' : kind.summary(body).map((part) => part.text).filter(Boolean).join(' '));

/** Where a way leads, by name; of several steps of one name each is told by what it does. */
export function nameOf(id: unknown, pieces: ReadonlyMap<string, Piece>): string {
  if (typeof id !== 'string') return 'the end';
  const piece = pieces.get(id);
  if (piece === undefined) return `"${id}"`;
  const title = titleOf(piece);
  const alone = [...pieces.values()].every((other) => other === piece || titleOf(other) !== title);
  return alone ? title : `${title.slice(0, -1)}: ${sentence(piece)}"`;
}

/** A way out: what it is called, where in the step it stands, and where it leads. */
export interface Way {
  readonly label: string;
  readonly at: Place;
  readonly to: unknown;
}

/** A step without the ids of next steps, and where its ways out lead. */
export function split({ kind, body }: Pick<Piece, 'kind' | 'body'>): { readonly config: unknown; readonly ways: ReadonlyMap<string, Way> } {
  let config: unknown = body;
  const ways = new Map<string, Way>();
  for (const port of kind?.role === 'step' ? kind.ports(body) : []) {
    ways.set(port.id, { label: port.label, at: port.at, to: getAt(body, port.at) });
    config = withAt(config, port.at, undefined) ?? config;
  }
  return { config, ways };
}
