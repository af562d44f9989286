import type { Arrival, Passage } from '../../node-kind.ts';
import { operationOf } from '../../condition/rule.ts';
import { durationMillis } from '../span.ts';
import type { View, ViewNode } from '../view.ts';
import { afterTime, assume, covers, keeping, nothingKnown, sayingOf, without, type Known, type State } from './state.ts';

/** How an entry lets people in; `arrival` is null where the kind does not tell. */
export interface Start {
  readonly entry: ViewNode;
  readonly arrival: Arrival | null;
}

/** A place that people can be at, with what must be so of them there and the way they came. */
export interface Stop {
  readonly node: string;
  readonly state: State;
  readonly start: Start;
  /** Where they came from, and by what; null at the first step. */
  readonly from: { readonly stop: Stop; readonly passage: Passage } | null;
  /** How often each limited way was taken, `step.port`; a way that is not counted exactly is absent. */
  readonly taken: ReadonlyMap<string, number>;
  /** True where what was known had to be let go, since there were too many cases: the way may be contradictory. */
  readonly blurred?: true;
}

export interface Walked {
  /** The places people can come to. A step that is absent is reached by nobody. */
  readonly stops: ReadonlyMap<string, readonly Stop[]>;
  /** The ways that can be taken, `step.port`. */
  readonly ways: ReadonlySet<string>;
  /** The starts by which somebody can come in. */
  readonly open: ReadonlySet<ViewNode>;
  /** False where the walk was broken off: then nothing that is absent is known to be out of reach. */
  readonly whole: boolean;
}

/** What a check may add on the way. */
export interface Rules {
  /** Names of what the check looks for: people who differ in it are never taken for the same. */
  readonly keeps?: readonly string[];
  /** What else is worth remembering although one step alone asks for it. */
  matters?(known: Known): boolean;
  /** The cases in which somebody stands at the first step; the state as it is where absent. */
  begin?(state: State, start: Start): readonly State[];
  /** The cases after a way was taken; `rested` where time may have passed. */
  pass?(before: State, after: State, node: ViewNode, passage: Passage): readonly State[];
}

const MOST_CASES_A_STEP = 5;
const MOST_STOPS = 20_000;
/** A limit above this is not counted: both ways are open then. */
const MOST_COUNTED = 3;

const known = new WeakMap<ViewNode, readonly Passage[]>();

/** The passages of a step: what its kind tells, or every port, with time going by. */
export function passagesOf(node: ViewNode): readonly Passage[] {
  let passages = known.get(node);
  if (passages === undefined) known.set(node, (passages = readPassages(node)));
  return passages;
}

function readPassages(node: ViewNode): readonly Passage[] {
  if (node.kind.role !== 'step') return [];
  const connected = (port: string): boolean => node.ways.some((w) => w.port.id === port && w.to !== null);
  if (node.sound && node.kind.passages !== undefined) return node.kind.passages(node.config, connected);
  const answers = node.sound ? (node.kind.answers?.(node.config) ?? []) : [];
  return node.ways.map(({ port }) => ({ port: port.id, ...(answers.includes(port.id) ? { result: port.id } : {}) }));
}

/** Where a port leads: a port that is not connected leads where the one does that it falls back to. */
export function targetOf(node: ViewNode, port: string): string | null {
  const way = node.ways.find((w) => w.port.id === port);
  if (way === undefined) return null;
  return way.to ?? (way.port.fallsBackTo === undefined ? null : (node.ways.find((w) => w.port.id === way.port.fallsBackTo)?.to ?? null));
}

/** A rule about the event that has just come, with `event` named apart from the one that started the run. */
function aboutComer(rule: unknown): unknown {
  if (Array.isArray(rule)) return rule.map(aboutComer);
  const found = operationOf(rule);
  if (found === null) return rule;
  const [first] = found.args;
  if (found.op === 'var' && typeof first === 'string' && /^event(\.|$)/.test(first)) return { var: [`came.${first}`, ...found.args.slice(1)] };
  // `where` of the past has an event of its own.
  return ['happened', 'count', 'sum', 'latest', 'since'].includes(found.op) ? rule : { [found.op]: found.args.map(aboutComer) };
}

const withoutComer = (state: State): State => keeping(state, (key) => !key.includes('came.event'));

/** What an event that leads on says: that it happened, and what it was like. */
const comers = new WeakMap<Passage, readonly unknown[]>();

function rulesOfComer(passage: Passage): readonly unknown[] {
  let rules = comers.get(passage);
  if (rules === undefined) {
    const { event } = passage;
    rules = event === undefined ? [] : [{ happened: [event.name] }, ...(event.where === undefined ? [] : [aboutComer(event.where)])];
    comers.set(passage, rules);
  }
  return rules;
}

/** What must be so after leaving `node` by a passage; no case where nobody can. */
export function leave(state: State, node: ViewNode, passage: Passage): State[] {
  let states: State[] = [passage.atOnce === true ? state : afterTime(state)];
  const also = (rules: readonly unknown[], holds: boolean): void => {
    for (const rule of rules) states = states.flatMap((s) => assume(s, rule, holds));
  };
  if (passage.event !== undefined) {
    also(rulesOfComer(passage), true);
    states = states.map(withoutComer);
  }
  also(passage.holds ?? [], true);
  also(passage.fails ?? [], false);
  const own = [node.id, ...(node.needs.keeps ?? [])].map((name) => `steps.${name}`);
  states = states.map((s) => without(s, [...own, ...(passage.forgets ?? [])]));
  return states.slice(0, 32);
}

/** The limited ways after one more was taken; null where it may not be. */
function count(taken: ReadonlyMap<string, number>, node: ViewNode, passage: Passage, passages: readonly Passage[]): ReadonlyMap<string, number> | null {
  const key = `${node.id}.${passage.port}`;
  if (passage.atMost !== undefined && passage.atMost <= MOST_COUNTED) {
    const so = taken.get(key) ?? 0;
    return so >= passage.atMost ? null : new Map(taken).set(key, so + 1);
  }
  if (passage.after !== undefined) {
    const limit = passages.find((p) => p.port === passage.after)?.atMost;
    if (limit !== undefined && limit <= MOST_COUNTED && (taken.get(`${node.id}.${passage.after}`) ?? 0) < limit) return null;
  }
  return taken;
}

const wordsOf = (taken: ReadonlyMap<string, number>): string => taken.size === 0 ? '' : JSON.stringify([...taken].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** How people can come in, with what must be so of them: the entry's own conditions, and the audience. */
export function startsOf(view: View): { readonly start: Start; readonly state: State }[] {
  const { audience } = view.settings;
  return view.entries.flatMap((entry) => {
    const arrivals: readonly (Arrival | null)[] = entry.sound && entry.kind.role === 'entry' && entry.kind.arrivals !== undefined ? entry.kind.arrivals(entry.config) : [null];
    return arrivals.flatMap((arrival) => {
      const event = arrival?.occurrence.type === 'event' ? [{ happened: [arrival.occurrence.name] }] : [];
      const rules = [...event, ...(arrival?.holds ?? []), ...(audience === undefined ? [] : [audience])];
      const states = rules.reduce<State[]>((all, rule) => all.flatMap((s) => assume(s, rule, true)), [nothingKnown]);
      return states.map((state) => ({ start: { entry, arrival }, state }));
    });
  });
}

/** Names of what several steps ask for: what one alone asks for contradicts nothing elsewhere, and need not be carried along. */
function sharedTerms(view: View): ReadonlySet<string> {
  const asked = new Map<string, string>();
  const shared = new Set<string>();
  const note = (state: State, by: string): void => {
    for (const key of state.keys()) {
      const before = asked.get(key);
      if (before === undefined) asked.set(key, by);
      else if (before !== by) shared.add(key);
    }
  };
  for (const { state, start } of startsOf(view)) {
    note(state, start.entry.id);
    note(state, 'audience');
  }
  for (const node of view.steps) for (const passage of passagesOf(node)) for (const state of leave(nothingKnown, node, passage)) note(state, node.id);
  // What is absent as a whole has no parts.
  for (const key of asked.keys()) for (let dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) if (asked.has(key.slice(0, dot))) shared.add(key).add(key.slice(0, dot));
  return shared;
}

/**
 * Follows people through the journey with what must be so of them at each step. Bounded: at a step with too many cases what is known is let go, which never loses anybody.
 */
export function walk(view: View, rules: Rules = {}): Walked {
  const stops = new Map<string, Stop[]>();
  const ways = new Set<string>();
  const open = new Set<ViewNode>();
  const queue: Stop[] = [];
  let made = 0;
  const keeps = rules.keeps ?? [];
  const shared = sharedTerms(view);
  const matters = (key: string, one: Known): boolean => shared.has(key) || keeps.includes(key) || rules.matters?.(one) === true;
  const arrive = (come: Stop): void => {
    const stop = { ...come, state: keeping(come.state, matters) };
    const here = stops.get(stop.node) ?? [];
    const tally = wordsOf(stop.taken);
    const mark = sayingOf(stop.state, keeps);
    if (here.some((other) => covers(other.state, stop.state) && sayingOf(other.state, keeps) === mark && (other.blurred === true || wordsOf(other.taken) === tally))) return;
    const full = here.length >= MOST_CASES_A_STEP;
    const added: Stop = full ? { ...stop, state: keeping(stop.state, (key) => keeps.includes(key)), taken: new Map(), blurred: true } : stop;
    stops.set(stop.node, [...here, added]);
    made += 1;
    queue.push(added);
  };
  for (const { start, state } of startsOf(view)) {
    open.add(start.entry);
    for (const first of start.entry.ways.flatMap((w) => w.to ?? [])) {
      for (const begun of rules.begin?.(state, start) ?? [state]) arrive({ node: first, state: begun, start, from: null, taken: new Map() });
    }
  }
  // An entry that cannot be read lets anybody in.
  for (const entry of view.entries.filter((e) => !e.sound)) for (const first of entry.ways.flatMap((w) => w.to ?? [])) arrive({ node: first, state: nothingKnown, start: { entry, arrival: null }, from: null, taken: new Map(), blurred: true });
  for (let at = 0; at < queue.length && made < MOST_STOPS; at += 1) {
    const stop = queue[at] as Stop;
    const node = view.nodes.get(stop.node);
    if (node === undefined) continue;
    const passages = passagesOf(node);
    for (const passage of passages) {
      const taken = stop.blurred === true ? stop.taken : count(stop.taken, node, passage, passages);
      if (taken === null) continue;
      const states = leave(stop.state, node, passage).flatMap((after) => rules.pass?.(stop.state, after, node, passage) ?? [after]);
      if (states.length === 0) continue;
      ways.add(`${node.id}.${passage.port}`);
      const to = targetOf(node, passage.port);
      if (to === null || !view.nodes.has(to)) continue;
      for (const state of states) arrive({ node: to, state, start: stop.start, from: { stop, passage }, taken, ...(stop.blurred ? { blurred: true } : {}) });
    }
  }
  return { stops, ways, open, whole: made < MOST_STOPS };
}

/** The least time that passes on a way, in milliseconds; Infinity where only the customer's own doing leads there. */
export function pauseOf({ kind, config, sound }: ViewNode, port: string): number {
  if (kind.role !== 'step' || !sound || kind.restsAtLeast === undefined) return 0;
  const least = kind.restsAtLeast(config, port);
  return least === null ? Infinity : durationMillis(least);
}

