import { sql } from 'drizzle-orm';
import { schedule, type Logger, type ScheduledTask } from 'node-cron';
import type { Log } from '../log.ts';
import { fromTimestamp } from '../store/instant.ts';
import { noticeEverybody, noticeInside } from '../store/lane-audience.ts';
import { writeInbox } from '../store/lane-write.ts';
import { laneOf } from '../store/lane.ts';
import { bumpRevision, readRevision } from '../store/revision.ts';
import { countWaiting } from '../store/work-poll.ts';
import { allowSentiment, changeConsent, untilNothingIsUnderWay } from './consent-change.ts';
import { answer } from './answer-survey.ts';
import { assign, decide } from './decide-task.ts';
import type { Delivering } from './deliver.ts';
import { erase } from './erase.ts';
import { chooseWinner, viewExperiments } from './experiments.ts';
import { takeFeedback } from './feedback.ts';
import { createIngest } from './ingest.ts';
import { createLaneGate } from './lane-gate.ts';
import { createMemory } from './memory.ts';
import { askMovers } from './move-people.ts';
import { createPace } from './pace.ts';
import { createPlanner } from './plan.ts';
import { replay } from './replay.ts';
import { takeHit } from './tracking.ts';
import { createLinks, linkSecret } from './token.ts';
import type { Payload } from './items.ts';
import type { Work, WorkDeps } from './work.ts';
import { createWorker } from './worker.ts';

/** Items of one pass. Larger batches gain little and hold the lane longer. */
const LIMIT = 2000;

/** The ticker's own words are of no use to who runs this: a second that was missed under load is made up for by the next. */
function quietly(log: Log): Logger {
  const say = (message: string | Error, error?: Error) => { log.debug({ ...(message instanceof Error ? { err: message } : error ? { err: error } : {}) }, message instanceof Error ? message.message : message); };
  return { info: say, warn: say, error: say, debug: say };
}

/** Puts the runtime's work together. The database must be migrated. Nothing runs before `start`; `drain` works without it. */
export async function createWork(deps: WorkDeps): Promise<Work> {
  const { database, lanes, clock } = deps;
  const delivering: Delivering = {
    deps, planner: createPlanner(), linked: new Set(), memory: createMemory(lanes), everybody: new Map(), armed: { of: null }, links: createLinks(await linkSecret(database), deps.publicUrl), pace: createPace(), served: new Map(), draw: Math.random,
  };
  const gate = createLaneGate(database.parallel);
  const worker = createWorker(delivering, gate, LIMIT);
  const ingest = createIngest(delivering, { gate, limit: LIMIT, fused: deps.roles.has('work'), after: worker.after, wake: worker.wake, isBusy: (lane) => gate.isBusy(lane) || worker.isBusy(lane) });
  const now = () => new Date(clock.now()).toISOString();
  const everyLane = async (task: (lane: number) => Promise<unknown>) => { for (let lane = 0; lane < lanes; lane++) { await task(lane); worker.wake(lane); } };
  let seconds: ScheduledTask | null = null;

  async function post(customer: string, { kind, ...payload }: Payload): Promise<void> {
    const lane = laneOf(customer, lanes);
    await writeInbox(database, lane, [{ kind, customer, payload, at: now() }]);
    worker.wake(lane);
  }

  return {
    ingest,
    links: delivering.links,
    enrol: (journey, customer, inputs) => post(customer, { kind: 'enrol', journey, inputs }),
    async movePeople(move) {
      const asked = await database.transaction(async (tx) => {
        const [row] = await tx.query<{ n: number }>(sql`select 1 as n from journeys where key = ${move.journey} and published_version = ${move.to}::int and status in ('live', 'paused') for update`);
        if (row) await askMovers(tx, lanes, move, now());
        return row !== undefined;
      });
      if (asked) worker.wakeAll();
      return asked;
    },
    async replay(failure) {
      const lane = await replay(delivering, failure);
      if (lane !== null) worker.wake(lane);
      return lane !== null;
    },
    recheckSegment: async (key) => {
      await bumpRevision(database);
      await everyLane((lane) => noticeEverybody(database, lane, { kind: 'recheck', payload: { segment: key }, at: now() }));
    },
    async programsChanged() {
      await bumpRevision(database);
      const archived = await database.query<{ key: string }>(sql`select key from journeys j where status = 'archived' and exists (select 1 from runs r where r.journey = j.key and r.status = 'open')`);
      for (const { key } of archived) await everyLane((lane) => noticeInside(database, lane, key, { kind: 'cancel', payload: { journey: key }, at: now() }));
      worker.wakeAll();
    },
    async setConsent(customer, consent) {
      const lane = laneOf(customer, lanes);
      await changeConsent(delivering, lane, customer, consent);
      if (consent.state !== 'granted') await untilNothingIsUnderWay(delivering, lane, customer);
      worker.wake(lane);
    },
    async setSentimentAllowed(customer, allowed) {
      const lane = laneOf(customer, lanes);
      await allowSentiment(delivering, lane, customer, allowed);
      worker.wake(lane);
    },
    async unsubscribe({ lane, customer, channel, topic }) {
      await changeConsent(delivering, lane, customer, { channel, topic, state: 'unsubscribed', source: 'link' });
      await untilNothingIsUnderWay(delivering, lane, customer);
      worker.wake(lane);
    },
    async decideTask({ lane, id }, decision) {
      const decided = await decide(delivering, lane, id, decision);
      if (decided.state === 'done') worker.wake(lane);
      return decided;
    },
    assignTask: ({ lane, id }, assignee) => assign(delivering, lane, id, assignee),
    async answerSurvey({ lane, id }, given) {
      const answered = await answer(delivering, lane, id, given);
      if (answered === 'answered') worker.wake(lane);
      return answered;
    },
    experiments: (journey) => viewExperiments(delivering, journey),
    chooseWinner: (journey, step, winner, by) => chooseWinner(delivering, journey, step, winner, by),
    async receive(name, request) {
      const receive = deps.channels.get(name)?.receive;
      if (!receive) return null;
      const received = await receive(request);
      if (!received.ok) return received;
      const { news, lanes: woken } = await takeFeedback(delivering, name, received.feedback);
      for (const lane of woken) worker.wake(lane);
      const { workspace } = await delivering.planner.at(database, await readRevision(database));
      return { ok: true, answer: received.answer(news, workspace.name) };
    },
    async track(message, hit) {
      const lane = await takeHit(delivering, message, hit);
      if (lane !== null) worker.wake(lane);
    },
    erase: (customer) => erase(delivering, customer),
    async start() {
      await worker.start();
      seconds = schedule('* * * * * *', async () => {
        try {
          await worker.second();
        } catch (error) {
          deps.log.error({ err: error }, 'asking what is due failed; it is asked again in a second');
        }
      }, { noOverlap: true, logger: quietly(deps.log) });
    },
    async stop() {
      await seconds?.stop();
      await worker.stop();
    },
    drain: () => worker.drain(),
    async lag() {
      const at = now();
      const { inbox, oldest, timers, messages } = await countWaiting(database, at);
      const oldestSeconds = oldest === null ? 0 : Math.max(0, (Date.parse(at) - Date.parse(fromTimestamp(oldest))) / 1000);
      return { inbox, oldestSeconds, timers, messages };
    },
  };
}

export type { AcceptedCall } from './accepted.ts';
export type { Answered, SurveyAnswer } from './answer-survey.ts';
export type { Decided, TaskDecision } from './decide-task.ts';
export type { Moving } from './items.ts';
export type { ControlView, ExperimentView } from './experiments.ts';
export type { Addressed, HookOutcome, HookRequest, Lag, Links, Role, Work, WorkDeps, WorkHooks } from './work.ts';
