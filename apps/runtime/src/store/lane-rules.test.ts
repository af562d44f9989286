import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { is } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import * as schema from './schema.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The text of every sql`...` of a file; nested ones are part of the outer one. */
function statements(source: string): string[] {
  const found: string[] = [];
  for (let at = source.indexOf('sql`'); at >= 0; at = source.indexOf('sql`', at)) {
    let end = at + 4;
    for (let depth = 0; end < source.length && (depth > 0 || source[end] !== '`'); end++) {
      if (source.startsWith('${', end)) depth++;
      else if (source[end] === '}' && depth > 0) depth--;
    }
    found.push(source.slice(at + 4, end));
    at = end;
  }
  return found;
}

/** Beside the files of the hot path those that change a customer's rows from outside a pass. */
const BESIDE = ['erase.ts', 'consent-change.ts', 'replay.ts'].map((name) => `../work/${name}`);
const files = [...readdirSync(here).filter((name) => name.startsWith('lane-') && name.endsWith('.ts') && !name.endsWith('.test.ts')), ...BESIDE];
const hot = files.flatMap((name) => statements(readFileSync(`${here}/${name}`, 'utf8')).map((text) => ({ name, text })))
  .filter(({ text }) => /^\s*(select|insert|update|delete|with)\b/i.test(text));

describe('RUN-1: lanes', () => {
  it('reads a fair number of hot statements, and some of each file', () => {
    expect(hot.length).toBeGreaterThan(60);
    expect(new Set(hot.map((one) => one.name))).toEqual(new Set(files));
  });

  it.each(hot.map(({ name, text }) => [`${name}: ${text.trim().replaceAll(/\s+/g, ' ').slice(0, 70)}`, text] as const))('%s names one lane', (_name, text) => {
    // an insert names its lane as the first value of what it selects
    expect(text).toMatch(/lane = \$\{|select (distinct on \(r\.customer\) )?\$\{lane\}::smallint/);
    expect(text).not.toMatch(/lane\s*=\s*any|lane\s+in\s*\(/i);
  });

  it('every key and unique index of a table that grows with customers begins with or holds the lane', () => {
    const grown = Object.values(schema).filter((table) => is(table, PgTable)).map((table) => getTableConfig(table as PgTable)).filter((table) => table.columns.some((column) => column.name === 'lane'));
    expect(grown.map((table) => table.name)).toEqual(expect.arrayContaining(['customers', 'events', 'runs', 'timers', 'decisions', 'messages', 'inbox', 'held']));
    for (const table of grown) {
      const keys = [...table.primaryKeys.map((key) => key.columns.map((column) => column.name)), ...table.columns.filter((column) => column.primary).map((column) => [column.name])];
      for (const key of keys) expect(key[0], table.name).toBe('lane');
      for (const index of table.indexes.filter((one) => one.config.unique)) expect(index.config.columns.map((column) => ('name' in column ? column.name : '')), table.name).toContain('lane');
    }
  });
});
