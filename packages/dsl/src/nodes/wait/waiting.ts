import { recheckAt } from '../../condition/index.ts';
import { decide } from '../../decide.ts';
import type { EventFact, Facts } from '../../facts.ts';
import type { Instant, Json } from '../../json.ts';
import { matches, matchUsed } from '../../match.ts';
import type { StepAnswer, StepContext } from '../../node-kind.ts';
import type { Signal } from '../../engine/signal.ts';
import { addDuration, durationInWords } from '../../time/index.ts';
import { MOST_RESETS, type WaitConfig } from './node.ts';

type Branch = WaitConfig['for'][number];

/** What a wait remembers: when its time is up, and the conditions that held already and so have to become true anew. */
interface Memory {
  readonly until: Instant | null;
  readonly held: readonly string[];
  /** How often the time began anew. */
  readonly resets: number;
  /** When the time began anew last; absent where it never did. */
  readonly begun?: Instant;
}

/** Begins to wait. With `alreadyTrue: skip` a condition that holds on arrival passes at once (ENG-9). */
export function enter(config: WaitConfig, context: StepContext): StepAnswer {
  return arrive(config, context, context.now);
}

/** Waits by branches and a limit that have changed, as though it had done so from the beginning: what was waited already counts (DIFF-5). */
export function rejoin(config: WaitConfig, context: StepContext): StepAnswer {
  const { begun, resets } = memoryOf(context.waiting?.data);
  const answer = arrive(config, context, begun ?? context.waiting?.since ?? context.now, begun === undefined ? {} : { begun, resets });
  const until = 'wait' in answer ? memoryOf(answer.wait.data).until : null;
  return until !== null && until <= context.now ? timeUp(config, until) : answer;
}

function arrive(config: WaitConfig, context: StepContext, since: Instant, before: Partial<Memory> = {}): StepAnswer {
  const doubts: string[] = [];
  const held: string[] = [];
  const used: Record<string, Json> = {};
  for (const branch of config.for) {
    if (branch.when === undefined) continue;
    const answer = decide(branch.when, context.facts);
    if (!answer.ok) doubts.push(doubt(branch, answer.because));
    else if (answer.yes) {
      if (config.alreadyTrue === 'skip') return { go: branch.id, because: `already so: ${answer.because}`, used: { ...used, ...answer.used } };
      held.push(branch.id);
    }
    if (answer.ok) Object.assign(used, answer.used);
  }
  const until = config.timeout ? addDuration(since, config.timeout.after, context.zone) : null;
  const answer = rest(config, { resets: 0, ...before, until, held }, context, doubts);
  return config.alreadyTrue === 'skip' ? { ...answer, used: { ...used, ...answer.used } } : answer;
}

/**
 * Looks at what has come: the events of the branches in their order, then what begins the time anew, then the time, then the conditions. An event
 * of the very moment at which the time is up still counts; one that happened later does not, also where the timer is late (ENG-29).
 */
export function resume(config: WaitConfig, context: StepContext, signal: Signal): StepAnswer | null {
  if (signal.type !== 'event' && signal.type !== 'change' && signal.type !== 'timer') return null;
  const memory = memoryOf(context.waiting?.data);
  const doubts: string[] = [];
  const { until } = memory;
  const late = until !== null && context.now > until && signal.type === 'event' && signal.event.at > until;
  const byEvent = signal.type === 'event' && !late ? takeEvent(config, context, signal.event, doubts) ?? beginAnew(config, memory, context, signal.event, doubts) : null;
  if (byEvent) return byEvent;
  if (until !== null && (late || (signal.type === 'timer' && context.now >= until))) return timeUp(config, until);
  return takeConditions(config, memory, context, doubts);
}

function timeUp({ timeout }: WaitConfig, due: Instant): StepAnswer {
  return { go: 'timeout', because: `nothing of it came within ${timeout ? durationInWords(timeout.after) : 'the time'}`, used: { due } };
}

const doubt = ({ label, id }: Pick<Branch, 'label' | 'id'>, because: string) => `“${label ?? id}” could not be decided: ${because}`;

/** Where the event is the one that begins the time anew, the wait with a fresh time; null where it is not, or has been so often enough. */
function beginAnew(config: WaitConfig, memory: Memory, context: StepContext, event: EventFact, doubts: string[]): StepAnswer | null {
  const { resetOn, timeout } = config;
  if (!resetOn || !timeout || resetOn.event !== event.name || memory.resets >= (resetOn.most ?? MOST_RESETS)) return null;
  if (resetOn.match && !matches(resetOn.match, context.run.event, event)) return null;
  const match = resetOn.match ? matchUsed(resetOn.match, context.run.event, event) : {};
  const fits = fitsWhere({ ...resetOn, id: 'anew' }, { ...context.facts, event }, doubts);
  if (!fits) return null;
  const resets = memory.resets + 1;
  const until = addDuration(context.now, timeout.after, context.zone);
  const answer = rest(config, { ...memory, until, resets, begun: context.now }, context, doubts);
  return { ...answer, used: { ...match, ...fits.used, event: event.name, at: event.at, until, resets, zone: context.zone }, again: `${fits.because}, so the time begins anew (${resets} of at most ${resetOn.most ?? MOST_RESETS})` };
}

function takeEvent(config: WaitConfig, context: StepContext, event: EventFact, doubts: string[]): StepAnswer | null {
  // Also what kept the event from an earlier branch belongs to the decision.
  const asked: Record<string, Json> = {};
  for (const branch of config.for) {
    if (branch.event !== event.name) continue;
    if (branch.match) Object.assign(asked, matchUsed(branch.match, context.run.event, event));
    if (branch.match && !matches(branch.match, context.run.event, event)) continue;
    const fits = fitsWhere(branch, { ...context.facts, event }, doubts, asked);
    if (fits) return { go: branch.id, because: fits.because, used: { ...asked, ...fits.used, event: event.name, at: event.at }, data: { name: event.name, at: event.at, properties: event.properties }, ...(branch.keepAs === undefined ? {} : { keepAs: branch.keepAs }) };
  }
  return null;
}

function fitsWhere(branch: Pick<Branch, 'id' | 'label' | 'event' | 'where'>, facts: Facts, doubts: string[], asked: Record<string, Json> = {}): { because: string; used: Readonly<Record<string, Json>> } | null {
  if (branch.where === undefined) return { because: `${branch.event ?? ''} came`, used: {} };
  const answer = decide(branch.where, facts);
  // An error is not a "no" (COND-3), but nobody can be sent on for it either: they wait on, and the trail says what came and why it did not count.
  if (!answer.ok) doubts.push(doubt(branch, answer.because));
  else Object.assign(asked, answer.used);
  return answer.ok && answer.yes ? { because: `${branch.event ?? ''} came and ${answer.because}`, used: answer.used } : null;
}

function takeConditions(config: WaitConfig, memory: Memory, context: StepContext, doubts: string[]): StepAnswer | null {
  const stillHeld: string[] = [];
  const used: Record<string, Json> = {};
  let asked = doubts.length > 0;
  for (const branch of config.for) {
    if (branch.when === undefined) continue;
    asked = true;
    const answer = decide(branch.when, context.facts);
    if (!answer.ok) doubts.push(doubt(branch, answer.because));
    else if (answer.yes) {
      if (!memory.held.includes(branch.id)) return { go: branch.id, because: answer.because, used: { ...used, ...answer.used, ...(stillHeld.length > 0 ? { held: memory.held } : {}) } };
      stillHeld.push(branch.id);
    }
    if (answer.ok) Object.assign(used, answer.used);
  }
  return asked ? rest(config, { ...memory, held: stillHeld }, context, doubts) : null;
}

/** Waits on: until the time is up, or until the passing of time alone may make a condition true. */
function rest(config: WaitConfig, memory: Memory, { facts, now, zone }: StepContext, doubts: readonly string[]): Extract<StepAnswer, { readonly wait: unknown }> {
  const { events, whens } = aimsOf(config);
  let due = memory.until !== null && memory.until > now ? memory.until : undefined;
  for (const when of whens) {
    const moment = recheckAt(when, facts);
    if (moment !== null && moment > now && (due === undefined || moment < due)) due = moment;
  }
  const limit = config.timeout ? ` for up to ${durationInWords(config.timeout.after)}` : '';
  return {
    because: `waits${limit}`,
    used: memory.until === null ? {} : { until: memory.until, zone },
    ...(doubts.length > 0 ? { undecided: doubts.join('; ') } : {}),
    wait: {
      ...(due === undefined ? {} : { due }),
      ...(events.length > 0 ? { events } : {}),
      ...(whens.length > 0 ? { watches: true } : {}),
      data: { until: memory.until, held: memory.held, ...(memory.resets > 0 ? { resets: memory.resets } : {}), ...(memory.begun === undefined ? {} : { begun: memory.begun }) },
    },
  };
}

/** What a wait looks out for. */
interface Aims {
  readonly events: readonly string[];
  readonly whens: readonly Json[];
}

const known = new WeakMap<WaitConfig, Aims>();

/** The same for everybody who waits here, so it is gathered once. */
function aimsOf(config: WaitConfig): Aims {
  let aims = known.get(config);
  if (!aims) {
    const events = [...config.for.flatMap((branch) => (branch.event === undefined ? [] : [branch.event])), ...(config.resetOn ? [config.resetOn.event] : [])];
    aims = { events: [...new Set(events)], whens: config.for.flatMap((branch) => (branch.when === undefined ? [] : [branch.when])) };
    known.set(config, aims);
  }
  return aims;
}

function memoryOf(data: Json | undefined): Memory {
  const known = data as Partial<Memory> | undefined;
  return { until: known?.until ?? null, held: known?.held ?? [], resets: known?.resets ?? 0, ...(known?.begun === undefined ? {} : { begun: known.begun }) };
}
