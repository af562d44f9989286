import postgres from 'postgres';
import { expect, inject, it } from 'vitest';

it('gives tests a real PostgreSQL server of a version that Attune supports', async () => {
  const sql = postgres(inject('postgresUrl'), { max: 1 });
  const [row] = await sql<{ version: string }[]>`show server_version_num`.then((rows) => rows.map((r) => ({ version: String(Object.values(r)[0]) })));
  await sql.end();
  expect(Number(row?.version)).toBeGreaterThanOrEqual(150_000);
});
