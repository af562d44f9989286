import { advance } from '../engine/advance.ts';
import type { Command, SendCommand, TrailEntry } from '../engine/command.ts';
import { occur } from '../engine/occur.ts';
import type { Run } from '../engine/run.ts';
import type { Signal } from '../engine/signal.ts';
import type { Advance } from '../engine/work.ts';
import type { ConsentFacts, SentimentFact } from '../facts.ts';
import { defaultPolicy } from '../gate/index.ts';
import type { Instant, Json, Zone } from '../json.ts';
import type { Occurrence } from '../node-kind.ts';
import { entryKind } from '../nodes/index.ts';
import { programFacts } from '../program-facts.ts';
import type { Program } from '../program.ts';
import { byMoment, moodAt, type Scenario, type TimelineItem } from './input.ts';
import { Post, type Letter, type SimulatedMessage } from './post.ts';
import { Dates } from './dates.ts';
import { SimulatedPerson, type Edge } from './simulated-person.ts';
import { Schedules } from './schedules.ts';

/** A run as it went. */
export interface SimulatedRun {
  readonly id: string;
  readonly entryKey: string;
  readonly enteredAt: Instant;
  readonly version: number;
  readonly trail: readonly TrailEntry[];
  /** Where the run rests at the last moment; without `due` only something that happens can move it. Null where it is over. */
  readonly waiting: { readonly step: string; readonly since: Instant; readonly due?: Instant } | null;
  readonly finish: Run['finish'];
  readonly goals: Run['goals'];
  /** The experiments it took part in: the arm, and whether it was a success. */
  readonly trials?: NonNullable<Run['trials']>;
}

type Result = Extract<TimelineItem, { result: unknown }>['result'];
/** `links`: how many journeys' events or additions led to it, one after the other, at this moment. */
type Task = { readonly type: 'occur'; readonly occurrence: Occurrence; readonly links?: number } | { readonly type: 'signal'; readonly run: string; readonly signal: Signal };

/** Things that may follow from each other at one moment before it is called a circle. */
const MOST_AT_ONCE = 10_000;
/** As in earnest (ENG-23). */
const MOST_LINKS = 25;

/** One customer in one journey on a virtual clock: the same `occur`, `advance`, gate and words as in earnest, with no side effects. */
export class Simulation {
  readonly messages: SimulatedMessage[] = [];
  readonly refused: TrailEntry[] = [];
  endless = false;
  private readonly program: Program;
  private readonly scenario: Scenario;
  private readonly person: SimulatedPerson;
  private readonly post: Post;
  private readonly schedules: Schedules;
  private readonly dates: Dates;
  private readonly runs = new Map<string, { run: Run; readonly trail: TrailEntry[] }>();
  private readonly held: { readonly at: Instant; readonly letter: Letter }[] = [];
  /** Letters and calls whose outcome the timeline tells, by step. */
  private readonly open = new Map<string, { readonly run: string; readonly command: Command }[]>();
  private readonly told = new Map<string, Result[]>();
  /** Place in the timeline of the last result of each step. */
  private readonly lastResult: ReadonlyMap<string, number>;
  private tasks: Task[] = [];
  private next = 0;
  private links = 0;
  private otherMood: string | null = null;
  private now: Instant;

  constructor(program: Program, scenario: Scenario) {
    this.program = program;
    this.scenario = scenario;
    this.now = scenario.from;
    this.lastResult = new Map(scenario.timeline.flatMap((item, index) => ('result' in item ? [[item.result.step, index] as const] : [])));
    const zone = (scenario.policy ?? defaultPolicy).zone;
    this.person = new SimulatedPerson(scenario, zone, assumedConsent(program));
    this.post = new Post(this.person, scenario.templates, scenario.policy);
    this.schedules = new Schedules(program, zone, scenario.from);
    this.dates = new Dates(program);
  }

  /** Runs from the first moment to the last. */
  run(): void {
    this.rememberPast();
    for (const entry of this.program.entry) {
      const occurrence = entryKind(entry.kind)?.onPublish?.(entry);
      if (occurrence && this.isSoAlready(occurrence)) this.tasks.push({ type: 'occur', occurrence });
    }
    this.settle();
    while (!this.endless && this.step()) this.settle();
  }

  /** By whose clock the customer lives now. */
  get zone(): Zone {
    return this.person.localZone();
  }

  history(): SimulatedRun[] {
    return [...this.runs.values()].map(({ run: { id, entryKey, enteredAt, version, waiting, finish, goals, trials }, trail }) => ({
      id, entryKey, enteredAt, version, trail, finish, goals,
      waiting: waiting && { step: waiting.step, since: waiting.since, ...(waiting.due === undefined ? {} : { due: waiting.due }) },
      ...(trials === undefined ? {} : { trials }),
    }));
  }

  /** What lies before the first moment is known, but starts nothing. */
  private rememberPast(): void {
    for (let item = this.scenario.timeline[this.next]; item && item.at < this.scenario.from; item = this.scenario.timeline[this.next]) {
      this.now = item.at;
      this.takeItem(item);
      this.tasks = [];
      this.next += 1;
    }
    this.now = this.scenario.from;
    this.person.reconsider(this.now);
  }

  private isSoAlready(occurrence: Occurrence): boolean {
    return occurrence.type !== 'segment' || this.person.facts().segments.includes(occurrence.segment) === (occurrence.edge === 'enter');
  }

  /** Goes on to the next thing that is due; false where nothing is due any more. At one moment the timeline comes first, then held letters, timers, schedules, dates. */
  private step(): boolean {
    const { until, timeline } = this.scenario;
    const item = timeline[this.next];
    const letter = this.held[0];
    const timer = this.nextTimer();
    const tick = this.schedules.next();
    const date = this.dates.next(this.person.facts(), this.now);
    const due = earliest(earliest(item?.at, letter?.at), earliest(timer?.waiting?.due, earliest(tick?.at, date?.at)));
    if (due === undefined || due > until) return false;
    if (due > this.now) this.now = due;
    if (item?.at === due) {
      this.next += 1;
      this.takeItem(item);
    } else if (letter?.at === due) {
      this.held.shift();
      this.deliver(letter.letter, null);
    } else if (timer?.waiting?.due === due) {
      this.tasks.push({ type: 'signal', run: timer.id, signal: { type: 'timer', step: timer.waiting.step, visit: timer.waiting.visit } });
    } else if (tick?.at === due) {
      this.schedules.pass(tick);
      this.tasks.push({ type: 'occur', occurrence: { type: 'tick', entry: tick.entry, at: tick.at } });
    } else if (date) {
      this.dates.pass(date);
      this.tasks.push({ type: 'occur', occurrence: { type: 'date', entry: date.entry, at: date.at } });
    }
    return true;
  }

  private nextTimer(): Run | null {
    let first: Run | null = null;
    for (const { run } of this.runs.values()) {
      const due = run.waiting?.due;
      if (due !== undefined && (first?.waiting?.due === undefined || due < first.waiting.due)) first = run;
    }
    return first;
  }

  private takeItem(item: TimelineItem): void {
    const { now, person } = this;
    if ('event' in item) {
      const event = { name: item.event, at: now, properties: item.properties ?? {} };
      person.act(event);
      this.tasks.push({ type: 'occur', occurrence: { type: 'event', event } });
      this.showEdges(person.reconsider(now));
    } else if ('set' in item) {
      person.set(item.set);
      this.changed([]);
    } else if ('segment' in item) {
      const edge = person.move(item);
      if (edge) this.changed([edge]);
    } else if ('sentiment' in item) {
      const before = person.sentiment;
      person.feel(item.sentiment && moodAt(item.sentiment, now));
      const mood = person.sentiment;
      if (mood) this.tasks.push({ type: 'occur', occurrence: this.turn(before, mood) });
      this.changed([]);
    } else if ('consent' in item) {
      person.agree(item.consent);
      this.changed([]);
    } else if ('enrol' in item) this.tasks.push({ type: 'occur', occurrence: { type: 'manual', inputs: item.enrol } });
    else this.takeResult(item.result);
  }

  /** What a mood read anew is to the entries. */
  private turn(before: SentimentFact | null, { label, confidence }: SentimentFact): Occurrence {
    const same = before?.label === label;
    if (!same) this.otherMood = before?.label ?? null;
    return { type: 'sentiment', from: this.otherMood, to: label, confidence, before: same ? before.confidence : 0 };
  }

  /** The customer is another one now: segments follow, and waits for conditions look again. */
  private changed(edges: readonly Edge[]): void {
    this.showEdges([...edges, ...this.person.reconsider(this.now)]);
    for (const { run } of this.runs.values()) if (run.waiting?.watches) this.tasks.push({ type: 'signal', run: run.id, signal: { type: 'change' } });
  }

  private showEdges(edges: readonly Edge[]): void {
    for (const edge of edges) this.tasks.push({ type: 'occur', occurrence: { type: 'segment', ...edge } });
  }

  /** Carries out all that follows at this moment. */
  private settle(): void {
    for (let done = 0; this.tasks.length > 0;) {
      const tasks = this.tasks;
      this.tasks = [];
      done += tasks.length;
      if (done > MOST_AT_ONCE) {
        this.endless = true;
        return;
      }
      for (const task of tasks) this.carryOut(task);
    }
  }

  private carryOut(task: Task): void {
    const facts = this.person.facts();
    this.links = task.type === 'occur' ? task.links ?? 0 : 0;
    if (task.type === 'signal') {
      const held = this.runs.get(task.run);
      if (held) this.take(advance(this.program, held.run, task.signal, facts, this.now));
      return;
    }
    const all = [...this.runs.values()].map(({ run }) => run);
    const { changed, entered, refused } = occur(this.program, {
      version: 1,
      runs: all.filter((run) => run.status === 'open' || run.scoresUntil !== undefined),
      occurrence: task.occurrence,
      facts,
      now: this.now,
      newRunId: () => `run-${this.runs.size + 1}`,
      lastEntry: (key) => all.filter((run) => run.entryKey === key).map((run) => run.enteredAt).sort().at(-1) ?? null,
      ...(this.scenario.seed === undefined ? {} : { seed: this.scenario.seed }),
    });
    for (const step of changed) this.take(step);
    if (entered) this.take(entered);
    if (refused) this.refused.push(refused);
  }

  private take({ run, commands, trail }: Advance): void {
    const held = this.runs.get(run.id) ?? { run, trail: [] };
    held.run = run;
    held.trail.push(...trail);
    this.runs.set(run.id, held);
    for (const command of commands) this.perform(run, command);
  }

  private perform(run: Run, command: Command): void {
    if (command.type === 'update') this.changed(this.person.change(command.change));
    else if (command.type === 'emit') this.emit(command.event, command.properties);
    // Other journeys are not played here; this one may start itself.
    else if (command.type === 'enrol' && command.journey === this.program.key) this.lead({ type: 'manual', inputs: command.inputs });
    else if (command.type === 'send' || command.type === 'call' || command.type === 'createTask') this.ask(run, command);
  }

  private emit(name: string, properties: Readonly<Record<string, Json>>): void {
    this.person.take({ name, at: this.now, properties });
    this.lead({ type: 'event', event: { name, at: this.now, properties } });
    this.showEdges(this.person.reconsider(this.now));
  }

  /** One thing that the journey did leads to another; in a circle this would never end. */
  private lead(occurrence: Occurrence): void {
    if (this.links >= MOST_LINKS) this.endless = true;
    else this.tasks.push({ type: 'occur', occurrence, links: this.links + 1 });
  }

  /** A letter, a call or a task: its outcome is the one the timeline tells, and where it tells none, a good one at once. */
  private ask(run: Run, command: Command): void {
    const told = this.told.get(command.step)?.shift();
    const later = (this.lastResult.get(command.step) ?? -1) >= this.next;
    if (command.type === 'send' && command.survey) this.askCustomer(run, command, told, later);
    else if (told) this.resolve(run.id, command, told);
    else if (later) this.open.set(command.step, [...(this.open.get(command.step) ?? []), { run: run.id, command }]);
    else if (command.type === 'send') this.deliver({ command, run }, null);
    else if (command.type === 'call') this.tell(run.id, command, 'next');
  }

  /** A question goes out at once; the answer is what the timeline tells of the step, where that is not that the message failed. */
  private askCustomer(run: Run, command: SendCommand, told: Result | undefined, later: boolean): void {
    const failed = told !== undefined && LOST.has(told.outcome);
    this.deliver({ command, run }, failed ? told.reason ?? told.outcome : null);
    if (told && !failed && !GOOD.has(told.outcome)) this.tell(run.id, command, told.outcome, told.reason, told.data as Json | undefined);
    else if (later && command.survey?.reminder !== true) this.open.set(command.step, [...(this.open.get(command.step) ?? []), { run: run.id, command }]);
  }

  private takeResult(result: Result): void {
    const asked = this.open.get(result.step)?.shift();
    if (asked) this.resolve(asked.run, asked.command, result);
    else if (this.now >= this.scenario.from) this.told.set(result.step, [...(this.told.get(result.step) ?? []), result]);
  }

  private resolve(run: string, command: Command, { outcome, reason, data }: Result): void {
    const held = this.runs.get(run);
    if (!held) return;
    if (command.type === 'send' && !command.survey) this.deliver({ command, run: held.run }, GOOD.has(outcome) ? null : reason ?? outcome);
    else this.tell(run, command, outcome, reason, data as Json | undefined);
  }

  private deliver(letter: Letter, refused: string | null): void {
    const posted = this.post.post(letter, this.now, refused, this.runs.get(letter.run.id)?.run.withdrawn === true);
    if (posted.status === 'deferred') {
      this.held.push({ at: posted.until, letter: { ...letter, waited: letter.waited === true || letter.command.bestTime !== undefined } });
      this.held.sort(byMoment);
      return;
    }
    this.messages.push(posted.message);
    this.tell(letter.run.id, letter.command, posted.status, posted.message.reason);
  }

  private tell(run: string, { step, visit }: Command, outcome: string, reason?: string, data?: Json): void {
    const signal: Signal = { type: 'result', step, visit, outcome, ...(reason === undefined ? {} : { reason }), ...(data === undefined ? {} : { data }) };
    this.tasks.push({ type: 'signal', run, signal });
  }
}

const earliest = (a: Instant | undefined, b: Instant | undefined): Instant | undefined => (a === undefined || (b !== undefined && b < a) ? b : a);

/** Outcomes of a delivery that went well. */
const GOOD: ReadonlySet<string> = new Set(['sent', 'delivered', 'next', 'ok']);
/** Outcomes of a delivery of a question that went wrong; any other is the answer. */
const LOST: ReadonlySet<string> = new Set(['skipped', 'failed', 'bounced', 'rejected', 'undelivered']);

const assumed = new WeakMap<Program, ConsentFacts>();

/** Consent to every topic of the journey on every channel of it; worked out once a program, since a crowd asks for each customer. */
function assumedConsent(program: Program): ConsentFacts {
  let consent = assumed.get(program);
  if (!consent) {
    const { channels, topics } = programFacts(program);
    consent = Object.fromEntries(channels.map((channel) => [channel, Object.fromEntries(topics.map((topic) => [topic, true]))]));
    assumed.set(program, consent);
  }
  return consent;
}
