import { sql } from 'drizzle-orm';
import { closeLane } from '../store/lane-write.ts';
import { waitForLane } from '../store/lane-read.ts';
import { laneOf } from '../store/lane.ts';
import type { Passing } from './step.ts';
import { untilNothingIsUnderWay } from './consent-change.ts';

/** Removes all rows of a customer and of everybody they were before; totals stay, and their open runs are counted as erased. */
export async function erase(passing: Passing, customer: string): Promise<void> {
  const { database, lanes, clock } = passing.deps;
  const lane = laneOf(customer, lanes);
  const hour = `${new Date(clock.now()).toISOString().slice(0, 13)}:00:00.000Z`;
  await untilNothingIsUnderWay(passing, lane, customer);
  await database.transaction(async (tx) => {
    const [row] = await waitForLane(tx, lane);
    await tx.query(sql`insert into counters as c (lane, journey, version, step, what, hour, n)
      select ${lane}::smallint, r.journey, r.version, 'journey', 'finished:erased', ${hour}::timestamptz, count(*) from runs r where r.lane = ${lane} and r.customer = ${customer} and r.status = 'open' group by r.journey, r.version
      on conflict (lane, journey, version, step, what, hour) do update set n = c.n + excluded.n where c.lane = ${lane}`);
    await tx.query(sql`insert into counters as c (lane, journey, version, step, what, hour, n)
      select ${lane}::smallint, r.journey, r.version, r.step, 'left', ${hour}::timestamptz, count(*) from runs r where r.lane = ${lane} and r.customer = ${customer} and r.status = 'open' and r.step is not null group by r.journey, r.version, r.step
      on conflict (lane, journey, version, step, what, hour) do update set n = c.n + excluded.n where c.lane = ${lane}`);
    await tx.query(sql`delete from timers t using runs r where t.lane = ${lane} and r.lane = ${lane} and r.customer = ${customer} and t.run = r.id`);
    await tx.query(sql`delete from timers where lane = ${lane} and run = ${`segment:${customer}`}`);
    await tx.query(sql`delete from deliveries d using messages m where d.lane = ${lane} and m.lane = ${lane} and m.customer = ${customer} and d.message = m.id`);
    await tx.query(sql`delete from deliveries d using calls c where d.lane = ${lane} and c.lane = ${lane} and c.customer = ${customer} and d.message = c.id`);
    await tx.query(sql`delete from message_events e using messages m where e.lane = ${lane} and m.lane = ${lane} and m.customer = ${customer} and e.message = m.id`);
    for (const table of ['tasks', 'surveys', 'messages', 'calls', 'runs', 'decisions', 'events', 'consents', 'memberships', 'inbox', 'held']) await tx.query(sql`delete from ${sql.identifier(table)} where lane = ${lane} and customer = ${customer}`);
    await tx.query(sql`delete from failures where lane = ${lane} and subject = ${customer}`);
    await tx.query(sql`delete from customers where lane = ${lane} and id = ${customer}`);
    await closeLane(tx, lane, { fired: true, earliest: null, held: row?.held ?? false });
  });
  // the names they had before are in the lanes of those names
  for (let other = 0; other < lanes; other++) await database.query(sql`delete from identities where lane = ${other} and customer = ${customer}`);
}
