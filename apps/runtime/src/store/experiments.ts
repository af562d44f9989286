import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { jsonText } from './json.ts';
import { bumpRevision } from './revision.ts';

/** An experiment by what it compares; see the table. */
export interface ExperimentKey { readonly journey: string; readonly step: string; readonly signature: string }
export interface StoppedArm { readonly arm: string; readonly because: string; readonly at: string }
export interface ExperimentRow extends ExperimentKey {
  readonly winner: string | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly stopped: readonly StoppedArm[];
}

/**
 * Of these experiments those that nobody has looked at since `before`, each marked as looked at now: the one conditional write elects who looks, of any number of
 * processes that ask at once.
 */
export const takeExperiments = (tx: Tx, list: readonly ExperimentKey[], now: string, before: string) => tx.query<ExperimentRow>(sql`
  insert into experiments as e (journey, step, signature, checked_at)
  select x.journey, x.step, x.signature, ${now}::timestamptz from jsonb_to_recordset(${jsonText(list)}::jsonb) as x(journey text, step text, signature text) order by 1, 2, 3
  on conflict (journey, step, signature) do update set checked_at = excluded.checked_at where e.checked_at <= ${before}::timestamptz
  returning journey, step, signature, winner, decided_by, decided_at, stopped`);

export const readExperiments = (tx: Tx, journey: string) => tx.query<ExperimentRow>(sql`
  select journey, step, signature, winner, decided_by, decided_at, stopped from experiments where journey = ${journey}`);

/** Keeps what the last look showed. */
export const writeFigures = (tx: Tx, { journey, step, signature }: ExperimentKey, figures: unknown) => tx.query(sql`
  update experiments set figures = ${jsonText(figures)}::jsonb where journey = ${journey} and step = ${step} and signature = ${signature} and winner is null`);

export interface Decision { readonly winner: string | null; readonly by: string | null; readonly at: string | null; readonly stopped: readonly StoppedArm[]; readonly figures: unknown; readonly unless: Unchanged | null }
/** What the decision was made upon: written only where nobody has decided anything since. */
interface Unchanged { readonly decidedAt: string | null }

/** Writes a decision with the figures it was made from, and has every process work by it from its next pass on. */
export async function writeDecision(tx: Tx, { journey, step, signature }: ExperimentKey, { winner, by, at, stopped, figures, unless }: Decision): Promise<void> {
  await tx.query(sql`
    insert into experiments as e (journey, step, signature, winner, decided_by, decided_at, stopped, figures, checked_at)
    values (${journey}, ${step}, ${signature}, ${winner}, ${by}, ${at}::timestamptz, ${jsonText(stopped)}::jsonb, ${jsonText(figures)}::jsonb, coalesce(${at}::timestamptz, now()))
    on conflict (journey, step, signature) do update set winner = excluded.winner, decided_by = excluded.decided_by, decided_at = excluded.decided_at, stopped = excluded.stopped, figures = excluded.figures
    where ${unless === null}::boolean or e.decided_at is not distinct from ${unless?.decidedAt ?? null}::timestamptz`);
  await bumpRevision(tx);
}

export interface ExperimentCount { readonly version: number; readonly what: string; readonly n: number | string; readonly since: string }

/** What was counted for a step's experiment, by version of the journey. */
export const readExperimentCounts = (tx: Tx, journey: string, step: string) => tx.query<ExperimentCount>(sql`
  select version, what, sum(n) as n, min(hour) as since from counters
  where journey = ${journey} and step = ${step} and (what like 'arm:%' or what like 'converted:%' or what like 'harmed:%') group by version, what`);

/** What was counted of a journey as a whole and of its control group. */
export const readGroupCounts = (tx: Tx, journey: string) => tx.query<{ what: string; n: number | string }>(sql`
  select what, sum(n) as n from counters where journey = ${journey} and step = 'journey' and (what = 'entered' or what like 'goal:%' or what like 'held:%') group by what`);
