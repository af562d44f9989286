import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { writeInbox } from '../store/lane-write.ts';
import { laneOf } from '../store/lane.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { MOST_OF_ONE } from './fair.ts';
import { createMemory } from './memory.ts';
import { createPlanner } from './plan.ts';
import { pass } from './step.ts';
import { call, cartJourney, createTestWork, LANES, publish, START } from './testing.ts';

const lane = laneOf('robot', LANES);
const neighbours = Array.from({ length: 200 }, (_, i) => `neighbour-${i}`).filter((id) => laneOf(id, LANES) === lane).slice(0, 20);

describeEachDatabase('one customer who fills an inbox', (open) => {
  const history = async (database: Awaited<ReturnType<typeof open>>, customer: string) =>
    (await database.query<{ message_id: string }>(sql`select message_id from events where lane = ${lane} and customer = ${customer} order by ctid`)).map((row) => row.message_id);

  async function crowded() {
    const database = await open();
    const { work, deps } = await createTestWork(database);
    await publish(database, work, cartJourney);
    const robot = Array.from({ length: 1000 }, (_, i) => call('robot', 'Cart Updated', { messageId: `r-${String(i).padStart(4, '0')}` }));
    const others = neighbours.map((id) => call(id, 'Cart Updated', { messageId: `n-${id}` }));
    const post = (calls: typeof robot) => writeInbox(database, lane, calls.map((one) => ({ kind: 'call', customer: one.userId ?? '', payload: { call: one }, at: START })));
    await post(robot);
    await post(others);
    return { database, work, passing: { deps, planner: createPlanner(), linked: new Set<string>(), memory: createMemory(LANES), everybody: new Map(), armed: { of: null } }, robot, post };
  }

  it('RUN-10: is worked off beside the others, so many items a pass, in order and to the last', async () => {
    const { database, passing, robot, work } = await crowded();
    // a pass that took the inbox as it stands would see nobody but the robot
    const first = await pass(passing, lane, { limit: 300 });
    expect(first).toMatchObject({ state: 'done', more: true, items: MOST_OF_ONE + neighbours.length });
    expect(await history(database, 'robot')).toEqual(robot.slice(0, MOST_OF_ONE).map((one) => one.messageId));
    for (const id of neighbours) expect(await history(database, id)).toEqual([`n-${id}`]);
    await work.drain();
    expect(await history(database, 'robot')).toEqual(robot.map((one) => one.messageId));
  });

  it('RUN-10: lets those through who come later, too', async () => {
    const { database, passing, post } = await crowded();
    await pass(passing, lane, { limit: 300 });
    const late = neighbours.map((id) => call(id, 'Cart Updated', { messageId: `late-${id}` }));
    await post(late);
    await pass(passing, lane, { limit: 300 });
    for (const id of neighbours) expect(await history(database, id)).toContain(`late-${id}`);
    expect(await history(database, 'robot')).toHaveLength(2 * MOST_OF_ONE);
  });

  it('RUN-10: takes a call of very many events of one customer in, and decides on them in turns', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    const many = Array.from({ length: MOST_OF_ONE * 2 + 1 }, (_, i) => call('robot', 'Cart Updated', { messageId: `m-${String(i).padStart(4, '0')}` }));
    await work.ingest(many);
    await work.drain();
    expect(await history(database, 'robot')).toEqual(many.map((one) => one.messageId));
  });
});
