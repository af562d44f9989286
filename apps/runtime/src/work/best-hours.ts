import { BEST_TIME_LOOKS_BACK, hourCounts, parseZone, roughMs, type HourCounts } from '@attune/dsl';
import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { readActs, readSome } from '../store/lane-surveys.ts';
import type { Ask, Batch } from './batch.ts';

/** Acts looked at for one customer; more would change no hour's share. */
const MOST_ACTS = 300;
/** What everybody does is learned from this many customers of a lane, and kept for an hour. */
const SAMPLE = 200;
const SAMPLE_ACTS = 20;
const KEPT_MS = 3_600_000;

/** What customers of a lane do at which hour, as of a moment. */
export type Everybody = Map<number, { readonly at: number; readonly counts: readonly number[] }>;

/** At which hours the people whose best one is asked for do something: two statements for all that ask in a pass, and none where nobody asks. */
export async function hoursOf(tx: Tx, batch: Batch, asks: readonly Ask[], known: ReadonlyMap<string, HourCounts>): Promise<Map<string, HourCounts>> {
  const people = new Map(asks.flatMap(({ person, command }) => (command.bestTime === undefined || known.has(person.id) ? [] : [[person.id, person] as const])));
  if (people.size === 0) return new Map();
  const since = new Date(batch.nowMs - (roughMs(BEST_TIME_LOOKS_BACK) ?? 0)).toISOString();
  const acts = byCustomer(await readActs(tx, batch.lane, [...people.keys()], since, MOST_ACTS));
  const all = await everybody(tx, batch, since);
  return new Map([...people.values()].map(({ id, timezone }) => [id, { own: hourCounts(acts.get(id) ?? [], parseZone(timezone) ?? batch.plan.zone), all }]));
}

async function everybody(tx: Tx, batch: Batch, since: string): Promise<readonly number[]> {
  const kept = batch.everybody.get(batch.lane);
  if (kept && Math.abs(batch.nowMs - kept.at) < KEPT_MS) return kept.counts;
  const some = await readSome(tx, batch.lane, SAMPLE);
  const acts = byCustomer(await readActs(tx, batch.lane, some.map(({ id }) => id), since, SAMPLE_ACTS));
  const each = some.map(({ id, timezone }) => hourCounts(acts.get(id) ?? [], parseZone(timezone) ?? batch.plan.zone));
  const counts = Array.from({ length: 24 }, (_, hour) => each.reduce((sum, one) => sum + (one[hour] ?? 0), 0));
  batch.everybody.set(batch.lane, { at: batch.nowMs, counts });
  return counts;
}

function byCustomer(rows: readonly { readonly customer: string; readonly at: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { customer, at } of rows) {
    const list = found.get(customer);
    if (list) list.push(fromTimestamp(at));
    else found.set(customer, [fromTimestamp(at)]);
  }
  return found;
}
