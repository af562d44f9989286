import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { table } from './columns.ts';
import { describeEachDatabase } from './testing.ts';

interface Row { key: string; words: string | null; n: number | null; data: unknown; at: string | null }
const rows = table<Row>([['key', 'text'], ['words', 'text'], ['n', 'int'], ['data', 'json'], ['at', 'timestamptz']]);
const row = (more: Partial<Row> = {}): Row => ({ key: 'k', words: 'w', n: 1, data: { a: 1 }, at: null, ...more });

describeEachDatabase('rows for a statement', (open) => {
  const through = async (list: Row[]) => (await open()).query(sql`select x.key, x.words, x.n, x.data, x.at from ${rows(list)}`);

  it('come out as they went in, nulls and empty texts told apart', async () => {
    const list = [row(), row({ key: 'l', words: '', n: null, data: null }), row({ key: 'm', words: null, n: -7, data: [1, 'two', { three: null }] })];
    expect(await through(list)).toEqual(list);
  });

  it('may be one row with an empty text, and none at all', async () => {
    expect(await through([row({ words: '' })])).toEqual([row({ words: '' })]);
    expect(await through([])).toEqual([]);
  });

  it('may hold the very marks that keep texts apart', async () => {
    const list = [row({ key: 'a\u001fb', words: '\u001e' }), row({ key: '\u001f\u001f', words: 'x\u001e\u001fy', data: { 'a\u001fb': '\u001e' } })];
    expect(await through(list)).toEqual(list);
  });

  it('lose nothing but what the database takes from nobody: NUL and halves of surrogate pairs become U+FFFD', async () => {
    expect(await through([row({ words: 'a\u0000b', data: { text: 'a\u0000\ud800b' } })])).toEqual([row({ words: 'a\ufffdb', data: { text: 'a\ufffd\ufffdb' } })]);
  });
});
