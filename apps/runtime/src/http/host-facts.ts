import { customerFacts, type HostFacts, type JsonObject } from '@attune/dsl';
import type { CustomerRow } from '../store/customers-read.ts';
import type { Db } from '../store/database.ts';
import { readAround, type Around } from '../store/facts-read.ts';
import { consentFacts, consentKey, type Consents } from '../work/consent.ts';
import { sentimentFact, type Mood } from '../work/mood.ts';

export interface FactsOptions {
  readonly zone: string;
  readonly channels: readonly string[];
  readonly now: string;
  /** Names of the events whose history is read. */
  readonly events: readonly string[];
}

/** What the language sees of these customers, as a pass would see it. */
export async function readHostFacts(db: Db, rows: readonly CustomerRow[], options: FactsOptions): Promise<HostFacts[]> {
  const byLane = new Map<number, string[]>();
  for (const row of rows) byLane.set(row.lane, [...(byLane.get(row.lane) ?? []), row.id]);
  const around = new Map<number, Around>();
  for (const [lane, ids] of byLane) around.set(lane, await readAround(db, lane, ids, options.events));
  return rows.map((row) => factsOf(row, around.get(row.lane), options));
}

function factsOf(row: CustomerRow, around: Around | undefined, { zone, channels, now }: FactsOptions): HostFacts {
  const consents: Consents = new Map((around?.consents.get(row.id) ?? []).map((one) => [consentKey(one.channel, one.topic), one.state]));
  return {
    customer: customerFacts({ id: row.id, traits: row.traits as JsonObject, timezone: row.timezone, locale: row.locale }),
    segments: around?.segments.get(row.id) ?? [],
    sentiment: row.sentimentAllowed ? sentimentFact(row.mood as Mood | null, now) : null,
    consent: consentFacts(consents, channels),
    sentimentAllowed: row.sentimentAllowed,
    history: around?.history.get(row.id) ?? {},
    zone,
  };
}
