import { badRequest } from '../errors.ts';

/** A slice of a list. `next` is handed back as `cursor` to go on; null at the end. */
export interface Slice<T> {
  readonly items: T[];
  readonly next: string | null;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

/** A place in a sorted list: the values it is sorted by. Opaque to callers, so that the sorting may change. */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor, or null where none was given. A cursor that was not made here is refused. */
export function readCursor(cursor: string | null, length: number): string[] | null {
  if (cursor === null) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length) return values.map(String);
  } catch {
    // told below, like every other cursor that was not made here
  }
  throw badRequest('The cursor is not one of this list. Leave it out to begin at the top.', [{ pointer: '/cursor', detail: 'is not a cursor of this list' }]);
}

/** Cuts a list that was read with one item more than asked, and makes the cursor of the last one kept. */
export function slice<R, T>(rows: readonly R[], limit: number, item: (row: R) => T, place: (row: R) => readonly (string | number)[]): Slice<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(item), next: rows.length > limit && last !== undefined ? writeCursor(place(last)) : null };
}
