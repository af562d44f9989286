import type { EventFact } from './facts.ts';
import type { Json } from './json.ts';
import { readPath } from './path.ts';

/**
 * Whether an event belongs to the same thing as the event that started the run (ENG-4), e.g. the same cart. Numbers and texts that read
 * alike are equal, since senders are not strict about ids; a value that is missing on either side matches nothing.
 */
export function matches(match: { readonly entry: string; readonly event: string }, entry: EventFact | null, event: EventFact): boolean {
  const mine = readPath(entry, match.entry);
  const theirs = readPath(event, match.event);
  return isId(mine) && isId(theirs) && String(mine) === String(theirs);
}

function isId(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The two values that were held against each other, by the names that trails keep them under. */
export function matchUsed(match: { readonly entry: string; readonly event: string }, entry: EventFact | null, event: EventFact): Readonly<Record<string, Json>> {
  return { [`entry.${match.entry}`]: (readPath(entry, match.entry) ?? null) as Json, [`event.${match.event}`]: (readPath(event, match.event) ?? null) as Json };
}
