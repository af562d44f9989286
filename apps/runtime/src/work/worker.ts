import { maintain } from '../store/maintain.ts';
import { readRevision } from '../store/revision.ts';
import { lanesWithWork } from '../store/work-poll.ts';
import { callLane } from './calls.ts';
import { deliverLane, settleOrphans, type Delivering } from './deliver.ts';
import { isolatedPass } from './isolate.ts';
import type { LaneGate } from './lane-gate.ts';
import type { PassResult } from './step.ts';
import { createRetainer } from './retain.ts';
import { tick } from './tick.ts';

const DELIVERIES = 200;
const CALLS = 20;
/** Between two tasks of one sort in a lane, unless the first left work behind: under load the next one then finds many items instead of a few. */
const PAUSE_MS = 20;
/** How often other processes' inboxes are looked for. */
const POLL_MS = 250;
/** After an error a lane is left alone for this long, so that a broken database is not hammered. */
const REST_MS = 1000;
/** Failures of tasks that `drain` tries again after; more than these are no accident. */
const PATIENCE = 5;

export interface Worker {
  /** There may be something to pass over in this lane. */
  wake(lane: number): void;
  /** A pass over this lane is wanted or under way; over any lane where none is named. */
  isBusy(lane?: number): boolean;
  wakeAll(): void;
  /** Takes up what a pass left to do. */
  after(lane: number, result: PassResult): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  drain(): Promise<void>;
  /** What the clock calls once a second. */
  second(): Promise<void>;
}

/** Items after which the planner is told how tables have grown: soon at first, then each time as much work again was done, up to a step. */
const FIRST_CARE = 500;
const LONGEST_STEP = 200_000;

type Job = 'pass' | 'messages' | 'calls';
const nameOf = (job: Job, lane: number) => `${job} ${lane}`;

/** Runs passes, deliveries and calls of this process: woken by what happens here, and by looking every moment at what happened elsewhere. */
export function createWorker(delivering: Delivering, gate: LaneGate, limit: number): Worker {
  const { deps } = delivering;
  const can = (job: Job) => deps.roles.has(job === 'pass' ? 'work' : 'deliver');
  const wanted: Record<Job, Set<number>> = { pass: new Set(), messages: new Set(), calls: new Set() };
  const active = new Set<string>();
  const resting = new Map<string, number>();
  const under = new Set<Promise<void>>();
  const ended = new Map<string, number>();
  const pauses = new Map<string, NodeJS.Timeout>();
  let running = false;
  let draining = false;
  let failures: unknown[] = [];
  let done = 0;
  let turn = 0;
  let careAt = FIRST_CARE;
  let revision: number | null = null;
  let poller: NodeJS.Timeout | null = null;

  /** Answers whether there is more to do at once. */
  async function once(job: Job, lane: number): Promise<boolean> {
    if (job === 'pass') {
      const started = performance.now();
      const result = await gate.run(lane, () => isolatedPass(delivering, lane, limit));
      if (result.state === 'done' && result.items > 0) deps.hooks?.passed?.({ lane, items: result.items, seconds: (performance.now() - started) / 1000 });
      after(lane, result);
      return result.state === 'done' && result.more;
    }
    if (job === 'messages') {
      const { looked, told, more } = await deliverLane(delivering, lane, DELIVERIES);
      if (looked > 0) turn = (lane + 1) % deps.lanes;
      if (more) wanted.messages.add(lane);
      if (told) want('pass', lane);
      return more;
    }
    if (await callLane(delivering, lane, CALLS) === 0) return false;
    wanted.calls.add(lane);
    want('pass', lane);
    return true;
  }

  function want(job: Job, lane: number): void {
    if (!can(job)) return;
    wanted[job].add(lane);
    if (!running) return;
    if (performance.now() - (ended.get(nameOf(job, lane)) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) later(job, lane);
    else launch(job, lane);
  }

  function later(job: Job, lane: number): void {
    const name = nameOf(job, lane);
    if (active.has(name) || pauses.has(name)) return;
    pauses.set(name, setTimeout(() => { pauses.delete(name); if (running && wanted[job].has(lane)) launch(job, lane); }, PAUSE_MS));
  }

  /** One task a job and lane; what is wanted meanwhile is done when it ends. */
  function launch(job: Job, lane: number): void {
    const name = nameOf(job, lane);
    if (active.has(name) || (resting.get(name) ?? 0) > performance.now()) return;
    active.add(name);
    const task = (async () => {
      for (let go = true; running && (go || draining) && wanted[job].delete(lane);) go = await once(job, lane);
    })().catch((error: unknown) => {
      resting.set(name, performance.now() + REST_MS);
      if (failures.length <= PATIENCE) failures.push(error);
      wanted[job].add(lane);
      deps.log.error({ lane, job, err: error }, 'work on a lane failed; it is tried again');
      deps.hooks?.failed?.(job);
    }).finally(() => {
      active.delete(name);
      under.delete(task);
      ended.set(name, performance.now());
      if (running && wanted[job].has(lane)) later(job, lane);
    });
    under.add(task);
  }

  function takeCare(items: number): void {
    done += items;
    if (done < careAt) return;
    careAt = done + Math.min(done * 3, LONGEST_STEP);
    const task = maintain(deps.database).catch((error: unknown) => { deps.log.warn({ err: error }, 'telling the database how its tables have grown failed'); }).finally(() => { under.delete(task); });
    under.add(task);
  }

  function after(lane: number, result: PassResult): void {
    if (result.state !== 'done') return;
    takeCare(result.items);
    for (const late of result.lateness) deps.hooks?.fired?.(late);
    for (const other of result.posted) want('pass', other);
    if (result.more) want('pass', lane);
    if (result.messages > 0) want('messages', lane);
    if (result.calls > 0) want('calls', lane);
  }

  async function look(): Promise<boolean> {
    const found = await lanesWithWork(deps.database, new Date(deps.clock.now()).toISOString(), delivering.pace.closed(deps.clock.now()));
    // the lane after the one served last comes first, so that a channel that is paced serves all of them
    found.sort((a, b) => ((a.lane - turn + deps.lanes) % deps.lanes) - ((b.lane - turn + deps.lanes) % deps.lanes));
    for (const { lane, pass, messages, calls, orphans } of found) {
      if (orphans && can('messages')) await settleOrphans(delivering, lane, false);
      if (pass) want('pass', lane);
      if (messages) want('messages', lane);
      if (calls) want('calls', lane);
    }
    return found.some((row) => (row.pass && can('pass')) || ((row.messages || row.orphans) && can('messages')) || (row.calls && can('calls')));
  }

  async function watchRevision(): Promise<void> {
    const now = await readRevision(deps.database);
    if (revision !== now) wakeAll();
    revision = now;
  }

  /** Every task that is wanted or under way, until there is none. */
  async function settle(): Promise<void> {
    for (;;) {
      for (const job of ['pass', 'messages', 'calls'] as const) for (const lane of wanted[job]) launch(job, lane);
      if (under.size === 0) return;
      await Promise.all(under);
    }
  }

  function poll(): void {
    if (!running) return;
    const task = watchRevision().then(look).then(() => {}).catch((error: unknown) => { deps.log.error({ err: error }, 'looking for work failed; it is tried again'); })
      .finally(() => { under.delete(task); if (running) poller = setTimeout(poll, POLL_MS); });
    under.add(task);
  }

  const wakeAll = () => { for (let lane = 0; lane < deps.lanes; lane++) want('pass', lane); };
  const retainer = createRetainer(delivering);
  const second = async () => {
    if (!deps.roles.has('cron')) return;
    for (const lane of await tick(delivering)) want('pass', lane);
    await retainer.sweep();
  };

  return {
    wake: (lane) => want('pass', lane),
    isBusy: (lane) => running && (lane === undefined ? wanted.pass.size > 0 : wanted.pass.has(lane) || active.has(nameOf('pass', lane))),
    wakeAll,
    after,
    second,
    async start() {
      running = true;
      // on the embedded database no other process can be alive, so whatever is being sent was left behind
      if (deps.database.kind === 'embedded') for (let lane = 0; lane < deps.lanes; lane++) await settleOrphans(delivering, lane, true);
      wakeAll();
      poll();
    },
    async stop() {
      running = false;
      if (poller) clearTimeout(poller);
      for (const pause of pauses.values()) clearTimeout(pause);
      pauses.clear();
      await Promise.allSettled([...under]);
      await gate.idle();
    },
    async drain() {
      const before = running;
      running = true;
      draining = true;
      failures = [];
      try {
        do {
          resting.clear();
          await second();
          await settle();
          if (failures.length > PATIENCE) throw failures[0];
        } while (await look());
      } finally {
        running = before;
        draining = false;
      }
    },
  };
}
