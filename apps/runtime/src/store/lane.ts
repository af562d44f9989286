import type { Tx } from './database.ts';
import { sql } from 'drizzle-orm';

/**
 * The lane of a customer: FNV-1a over UTF-16 units with a final mix, modulo the number of lanes. It decides where rows lie for ever:
 * never change it.
 */
export function laneOf(customerId: string, lanes: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < customerId.length; i++) {
    h ^= customerId.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return (h >>> 0) % lanes;
}

export const DEFAULT_LANES = 16;

/**
 * Fixes the number of lanes at the first start and makes their rows. Returns the number in force.
 * Throws where another number is asked for later: rows lie where the first number put them.
 */
export async function installLanes(tx: Tx, wanted: number | null): Promise<number> {
  const first = wanted ?? DEFAULT_LANES;
  if (!Number.isInteger(first) || first < 1 || first > 4096) throw new Error(`LANES must be a whole number from 1 to 4096, not ${first}.`);
  await tx.query(sql`insert into settings (key, value, updated_at) values ('lanes', ${JSON.stringify(first)}::jsonb, now()) on conflict (key) do nothing`);
  const [row] = await tx.query<{ value: number }>(sql`select value from settings where key = 'lanes'`);
  const lanes = Number(row?.value);
  if (wanted !== null && wanted !== lanes) {
    throw new Error(`This database was set up with ${lanes} lanes, and LANES asks for ${wanted}. Remove LANES or set it to ${lanes}: the number is fixed at the first start.`);
  }
  await tx.query(sql`insert into lanes (lane) select g from generate_series(0, ${lanes - 1}::int) g on conflict (lane) do nothing`);
  return lanes;
}
