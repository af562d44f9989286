import { advance } from '../../engine/advance.ts';
import { occur } from '../../engine/occur.ts';
import type { Run } from '../../engine/run.ts';
import type { Signal } from '../../engine/signal.ts';
import type { Advance } from '../../engine/work.ts';
import type { EventFact } from '../../facts.ts';
import type { Witness } from '../../issue.ts';
import type { Instant, Json, JsonObject } from '../../json.ts';
import type { Occurrence, Passage } from '../../node-kind.ts';
import type { Program } from '../../program.ts';
import { nextTick, parseCron, parseZone } from '../../time/index.ts';
import type { View, ViewNode } from '../view.ts';
import { Stage, fitting, propertiesIn } from './stage.ts';
import { assume, touches, type Known, type State } from './state.ts';
import type { Start } from './walk.ts';

/** One step of a way with what must be so before and after it. */
export interface Hop {
  readonly node: ViewNode;
  readonly passage: Passage;
  readonly before: State;
  readonly after: State;
}

/** A way through a journey, from an entry to a step. */
export interface Way {
  readonly start: Start;
  readonly hops: readonly Hop[];
  /** What must be so at the beginning. */
  readonly begin: State;
  readonly to: string;
}

const MINUTE = 60_000;
const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();

/** What is to be so from a hop on until time passes again: all that the steps ask for. What one of them changes is seen by the others only after that. */
function untilNextRest(first: State, hops: readonly Hop[]): State {
  const wanted = new Map<string, Known>(first);
  const changed: string[] = [];
  const want = (state: State): void => {
    for (const [key, known] of state) if (!wanted.has(key) || !touches(known, changed)) wanted.set(key, known);
  };
  let at: State = first;
  for (const { passage, after } of hops) {
    want((passage.easily ?? []).reduce<State>((state, rule) => assume(state, rule, true)[0] ?? state, at));
    if (passage.atOnce !== true) break;
    changed.push(...(passage.forgets ?? []));
    want(after);
    at = after;
  }
  return wanted;
}

const lasting = (state: State): State => new Map([...state].filter(([, known]) => known.lasting));

function withPath(properties: JsonObject, path: string, value: Json): JsonObject {
  const [first, name, ...rest] = path.split('.');
  if (first !== 'properties' || name === undefined || rest.length > 0 || properties[name] !== undefined) return properties;
  return { ...properties, [name]: value };
}

/** Brings a customer in and along a way, by the engine's own rules, making what each part of the way asks for true. */
class Enactment {
  readonly stage: Stage;
  private now: Instant;
  private run: Run | null = null;
  private readonly program: Program;
  private readonly way: Way;
  private readonly event: EventFact | null = null;

  private readonly entries: readonly ViewNode[];
  /** The customer before they come in. */
  past: Record<string, unknown> = {};

  constructor(program: Program, entries: readonly ViewNode[], way: Way, from: Instant, id: string) {
    this.program = program;
    this.entries = entries;
    this.way = way;
    this.now = later(from, MINUTE);
    this.stage = new Stage(program, id);
    const last = way.hops.at(-1)?.after ?? way.begin;
    const occurrence = way.start.arrival?.occurrence;
    if (occurrence?.type === 'event' || occurrence?.type === 'manual') this.event = { name: occurrence.type === 'event' ? occurrence.name : 'Manual', at: this.now, properties: this.properties(lasting(last)) };
  }

  /** The last moment that matters, or null where the run did not come to the end of the way. */
  play(from: Instant): Instant | null {
    const first = untilNextRest(this.way.begin, this.way.hops);
    const occurrence = this.come(from, first);
    if (occurrence === null) return null;
    const facts = this.stage.facts();
    const { entered } = occur(this.program, { version: 1, runs: [], occurrence, facts, now: this.now, newRunId: () => 'run-1', lastEntry: () => null });
    if (entered === null) return null;
    this.take(entered);
    for (let i = 0; i < this.way.hops.length; i += 1) {
      const hop = this.way.hops[i] as Hop;
      if (hop.passage.atOnce === true) continue;
      if (this.run?.waiting?.step === hop.node.id && !this.rest(hop, untilNextRest(hop.after, this.way.hops.slice(i + 1)))) return null;
      if (this.run?.status === 'finished') break;
    }
    return this.run !== null && (this.run.visits[this.way.to] ?? 0) > 0 ? later(this.now, MINUTE) : null;
  }

  private properties(state: State): JsonObject {
    let properties = propertiesIn(state, this.now);
    const arrival = this.way.start.arrival?.occurrence;
    const named = [...this.way.hops.flatMap(({ passage }) => passage.event?.match?.entry ?? []), ...(this.program.reentry?.key?.replace(/^event\./, '') ?? '').split(' '), ...(arrival?.type === 'manual' ? arrival.required.map((name) => `properties.${name}`) : [])];
    for (const path of named) properties = withPath(properties, path, 'witness-1');
    return properties;
  }

  private come(from: Instant, state: State): Occurrence | null {
    const { entry, arrival } = this.way.start;
    const { stage } = this;
    if (arrival === null) return null;
    const { occurrence } = arrival;
    if (occurrence.type === 'tick') this.now = this.tick(from, entry) ?? this.now;
    // What is being handled is the last thing that happened.
    if (this.event !== null && occurrence.type === 'event') stage.remember(this.event);
    stage.make(state, this.now, this.event, false);
    const { id, traits, segments, sentiment } = stage.customer;
    this.past = { ...traits, id, segments, sentiment, ...(stage.consent === null ? {} : { consent: stage.consent }) };
    switch (occurrence.type) {
      case 'event':
        if (this.event === null) return null;
        stage.write(this.event);
        return { type: 'event', event: this.event };
      case 'manual':
        stage.timeline.push({ at: this.now, enrol: this.event?.properties ?? {} });
        return { type: 'manual', inputs: this.event?.properties ?? {} };
      case 'segment': {
        const { segment, edge } = occurrence;
        this.past['segments'] = segments.filter((s) => s !== segment).concat(edge === 'leave' ? [segment] : []);
        stage.customer.segments = stage.customer.segments.filter((s) => s !== segment).concat(edge === 'enter' ? [segment] : []);
        stage.timeline.push({ at: this.now, segment, edge });
        return occurrence;
      }
      case 'sentiment': {
        const { to, from: was, confidence } = occurrence;
        const source = sentiment?.source;
        this.past['sentiment'] = was === null ? null : { label: was };
        stage.customer.sentiment = { label: to, score: to === 'negative' ? -0.6 : to === 'positive' ? 0.6 : 0, confidence, at: this.now, ...(source === undefined ? {} : { source }) };
        stage.timeline.push({ at: this.now, sentiment: { label: to, confidence, ...(source === undefined ? {} : { source }) } });
        return { type: 'sentiment', from: was, to, confidence };
      }
      case 'tick':
        return this.tick(from, entry) === null ? null : { type: 'tick', entry: Math.max(0, this.entries.indexOf(entry)), at: this.now };
      default:
        return null;
    }
  }

  private tick(from: Instant, { kind, config }: ViewNode): Instant | null {
    const schedule = kind.role === 'entry' ? kind.schedule?.(config) : null;
    const cron = schedule ? parseCron(schedule.cron) : null;
    return schedule && cron ? nextTick(cron, parseZone(schedule.timezone) ?? 'UTC', from) : null;
  }

  private take({ run, commands }: Advance): void {
    this.run = run;
    this.stage.perform(commands, this.now);
  }

  private signal(signal: Signal): void {
    if (this.run !== null) this.take(advance(this.program, this.run, signal, this.stage.facts(), this.now));
  }

  /** Passes a rest the way it should be left; false where the run does not leave it so. */
  private rest(hop: Hop, wanted: State): boolean {
    const waiting = this.run?.waiting;
    if (!waiting) return false;
    const stays = (): boolean => this.run?.waiting?.step === waiting.step && this.run.waiting.visit === waiting.visit;
    const left = waiting.due === undefined ? Infinity : Date.parse(waiting.due) - Date.parse(this.now);
    this.now = later(this.now, Math.max(1, Math.min(MINUTE, Math.floor(left / 2))));
    const { passage } = hop;
    for (const event of this.stage.make(wanted, this.now, this.event, true)) if (stays() && event.name !== passage.event?.name) this.signal({ type: 'event', event });
    if (stays() && this.run?.waiting?.watches === true) this.signal({ type: 'change' });
    if (passage.result !== undefined && stays()) {
      this.stage.timeline.push({ at: this.now, result: { step: hop.node.id, outcome: passage.result } });
      this.signal({ type: 'result', step: hop.node.id, visit: waiting.visit, outcome: passage.result });
    } else if (passage.event !== undefined && stays()) {
      const { name, where, match } = passage.event;
      let properties = fitting(where, this.now);
      const shared = match === undefined ? undefined : this.event?.properties[match.entry.replace(/^properties\./, '')];
      if (match !== undefined && shared !== undefined) properties = { ...properties, [match.event.replace(/^properties\./, '')]: shared };
      const event: EventFact = { name, at: this.now, properties };
      this.stage.take(event);
      this.signal({ type: 'event', event });
    }
    // Time alone leads on; a wait for conditions may look up several times before.
    for (let i = 0; i < 50 && stays(); i += 1) {
      const due = this.run?.waiting?.due;
      if (due === undefined) return false;
      this.now = due;
      this.signal({ type: 'timer', step: waiting.step, visit: waiting.visit });
    }
    return !stays();
  }
}

/** A customer and events made for this way; null where the engine does not go it. Who is drawn otherwise by an experiment is tried as somebody else. */
export function enact(view: View, way: Way, from: Instant): Witness | null {
  const { program } = view;
  if (program === null || way.start.arrival === null) return null;
  const tries = way.hops.some(({ passage }) => (passage.share ?? 1) < 1) ? 48 : 1;
  for (let i = 1; i <= tries; i += 1) {
    const one = new Enactment(program, view.entries, way, from, i === 1 ? 'witness' : `witness-${i}`);
    const until = one.play(from);
    if (until === null) continue;
    return { customer: one.past, timeline: one.stage.timeline as unknown as Witness['timeline'], from, until, step: way.to };
  }
  return null;
}
