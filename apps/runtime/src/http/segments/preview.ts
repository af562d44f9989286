import { conditionNeeds, evaluate, truthy, type Json } from '@attune/dsl';
import { segmentsOf, type CustomerRow } from '../../store/customers-read.ts';
import { walkCustomers } from '../../store/facts-read.ts';
import type { Db } from '../../store/database.ts';
import { readWorkspace } from '../../store/workspace.ts';
import type { HttpDeps } from '../deps.ts';
import { readHostFacts } from '../host-facts.ts';
import type { CustomerSummary } from '../shapes.ts';
import { customerSummary } from '../views.ts';

const BATCH = 500;
/** Beyond this many customers, or this long, the count is of those that were looked at. */
const MOST = 50_000;
const MOST_MS = 4_000;
const SAMPLE = 8;

export interface Preview {
  readonly count: number;
  readonly sample: CustomerSummary[];
  /** How many customers were looked at; `complete` says whether that was everybody. */
  readonly checked: number;
  readonly complete: boolean;
}

/** Who would be in a segment with this condition. The condition has been checked. */
export async function previewCondition(db: Db, deps: Pick<HttpDeps, 'clock' | 'channels'>, condition: Json): Promise<Preview> {
  const { workspace } = await readWorkspace(db);
  const now = new Date(deps.clock.now()).toISOString();
  const options = { zone: workspace.zone, channels: deps.channels.map((channel) => channel.name), now, events: Object.keys(conditionNeeds(condition).events) };
  const until = performance.now() + MOST_MS;
  const sample: CustomerRow[] = [];
  let after: CustomerRow | null = null;
  let checked = 0;
  let count = 0;
  for (;;) {
    const rows: CustomerRow[] = await walkCustomers(db, after, BATCH);
    const facts = await readHostFacts(db, rows, options);
    rows.forEach((row, index) => {
      const of = facts[index];
      const answer = of === undefined ? null : evaluate(condition, { ...of, event: null, steps: {}, now });
      if (answer?.ok !== true || !truthy(answer.value)) return;
      count += 1;
      if (sample.length < SAMPLE) sample.push(row);
    });
    checked += rows.length;
    after = rows.at(-1) ?? null;
    const complete = rows.length < BATCH;
    if (complete || checked >= MOST || performance.now() > until) {
      const segments = await segmentsOf(db, sample);
      return { count, sample: sample.map((row) => customerSummary({ row, segments: segments.get(row.id) ?? [] })), checked, complete };
    }
  }
}
