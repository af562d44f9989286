import { sql, type SQL } from 'drizzle-orm';
import { jsonText, plainText } from './json.ts';

/** How PostgreSQL reads a column of `table`. `json`: any value, sent as its JSON text. */
export type ColumnType = 'text' | 'json' | 'jsonb' | 'int' | 'smallint' | 'bigint' | 'boolean' | 'timestamptz' | 'double precision';

type Columns<T> = readonly (readonly [name: keyof T & string, type: ColumnType])[];

/** What a hot statement knows of a list of rows: how each column is named, read and put into a text. Made once, when the module is loaded. */
export interface Table<T> {
  /** The list as `(...) x`, to select from. The first column is never null and never empty. */
  (list: readonly T[]): SQL;
}

/** Unlikely in any text; where one of them is in one, longer ones take their place. */
const BETWEEN = '\u001f';
const NOTHING = '\u001e';

/** The texts of a column with a mark between them; null where a text holds a mark. */
function joined<T>(list: readonly T[], name: keyof T, json: boolean, between: string, nothing: string): string | null {
  // no rows are one row of nulls, which is left out as well
  if (list.length === 0) return nothing;
  const texts: string[] = [];
  for (const row of list) {
    const value = row[name];
    if (value === null || value === undefined) texts.push(nothing);
    else if (json) texts.push(jsonText(value));
    else if (typeof value !== 'string') texts.push(String(value));
    else if (value.includes(between) || value === nothing) return null;
    else texts.push(value);
  }
  const text = texts.join(between);
  // an empty text is no element at all, which is right for no rows; else the second one that a mark makes is left out again, since the key beside it is null
  return text === '' && list.length > 0 ? between : text;
}

function joinAll<T>(list: readonly T[], columns: Columns<T>, between = BETWEEN, nothing = NOTHING): { between: string; nothing: string; texts: string[] } {
  const texts: string[] = [];
  for (const [name, type] of columns) {
    const text = joined(list, name, type === 'json' || type === 'jsonb', between, nothing);
    if (text === null) return joinAll(list, columns, `${BETWEEN}${Math.random().toString(36).slice(2)}${BETWEEN}`, `${NOTHING}${Math.random().toString(36).slice(2)}`);
    texts.push(plainText(text));
  }
  return { between, nothing, texts };
}

/**
 * Rows for a set-based statement: a text a column, cut up by the database. The same rows as one JSON document cost the database twice as much
 * (32 against 62 microseconds a run, 28 against 47 a row of decisions), since it builds the whole document first and turns each field into
 * text and back; arrays of the driver cost this process more, since each element is quoted.
 */
export function table<T>(columns: Columns<T>): Table<T> {
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const casts = columns.map(([, type]) => (type === 'text' ? sql.raw('') : sql.raw(`::${type}[]`)));
  const head = columns[0]?.[0] ?? '';
  return (list) => {
    const { between, nothing, texts } = joinAll(list, columns);
    const parts = texts.map((text, i) => sql`string_to_array(${text}::text, ${between}::text, ${nothing}::text)${casts[i] ?? sql.raw('')}`);
    return sql`(select * from unnest(${sql.join(parts, sql.raw(', '))}) as u(${sql.raw(names)}) where u.${sql.raw(`"${head}"`)} is not null) x`;
  };
}
