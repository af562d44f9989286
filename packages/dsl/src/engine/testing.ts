import type { EventFact, HostFacts } from '../facts.ts';
import type { Instant, JsonObject } from '../json.ts';
import { withAt } from '../compile/place.ts';
import { stepKinds } from '../nodes/index.ts';
import type { Occurrence } from '../node-kind.ts';
import { PROGRAM_FORMAT, type Program } from '../program.ts';
import type { Random } from '../simulate/random.ts';
import { advance } from './advance.ts';
import { createRun } from './create-run.ts';
import { occur } from './occur.ts';
import type { Run } from './run.ts';
import type { Signal } from './signal.ts';
import type { Advance } from './work.ts';

/** For tests: small programs, facts and runs, so that a test shows only what it is about. */
export const T0 = '2026-05-04T10:00:00.000Z';

/** A program of these steps, begun at the first of them. */
export function programOf(steps: Program['steps'], more: Partial<Program> = {}): Program {
  return {
    dsl: PROGRAM_FORMAT,
    key: 'test',
    name: 'Test',
    category: 'service',
    entry: [{ kind: 'event', event: 'Begun' }],
    start: Object.keys(steps)[0] ?? '',
    steps,
    ...more,
  };
}

export function factsOf(more: Partial<HostFacts> = {}): HostFacts {
  return { customer: { id: 'ana' }, segments: [], sentiment: null, consent: {}, sentimentAllowed: true, history: {}, zone: 'UTC', ...more };
}

export function eventOf(name: string, properties: JsonObject = {}, at: Instant = T0): EventFact {
  return { name, at, properties };
}

export function runOf(program: Program, more: Partial<Parameters<typeof createRun>[1]> = {}): Run {
  return createRun(program, { id: 'r1', version: 1, customer: 'ana', entryKey: '', entry: 0, event: eventOf('Begun'), zone: 'UTC', now: T0, ...more });
}

/** A run that has taken its first steps. */
export function begin(program: Program, more: Partial<Parameters<typeof createRun>[1]> & { readonly facts?: HostFacts } = {}): Advance {
  const { facts = factsOf(), ...fresh } = more;
  return advance(program, runOf(program, fresh), { type: 'start' }, facts, fresh.now ?? T0);
}

/** Gives a run one signal after the other. */
export function follow(program: Program, run: Run, signals: readonly (readonly [Instant, Signal])[], facts = factsOf()): Advance {
  const all: Advance = { run, commands: [], trail: [] };
  return signals.reduce((before, [now, signal]) => {
    const after = advance(program, before.run, signal, facts, now);
    return { run: after.run, commands: [...before.commands, ...after.commands], trail: [...before.trail, ...after.trail] };
  }, all);
}

/** `step outcome` of every trail entry: the way a run took, at a glance. */
export function wayOf({ trail }: Pick<Advance, 'trail'>): string[] {
  return trail.map(({ step, outcome }) => `${step} ${outcome}`);
}

/** The timer signal that a waiting run is due for. */
export function timerOf(run: Run): Signal {
  return { type: 'timer', step: run.waiting?.step ?? '', visit: run.waiting?.visit ?? 0 };
}

const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A step of any kind there is, from its examples, each way out connected to one of `ids` or (where it may) to nothing. */
export function randomStep(random: Random, ids: readonly string[]): Program['steps'][string] {
  const kind = oneOf(random, stepKinds);
  let step: unknown = { kind: kind.kind, ...(oneOf(random, kind.examples).config as object) };
  for (const port of kind.ports(step)) if (port.required || random() < 0.8) step = withAt(step, port.at, oneOf(random, ids)) ?? step;
  return step as Program['steps'][string];
}

/** A valid journey of random steps that lead anywhere. */
export function randomProgram(random: Random, more: Partial<Program> = {}): Program {
  const ids = Array.from({ length: 3 + Math.floor(random() * 10) }, (_, index) => `s${index}`);
  return programOf(Object.fromEntries(ids.map((id) => [id, randomStep(random, ids)])), more);
}

/** A door with a memory: keeps the runs, as a host does. */
export function doorOf(program: Program, facts: HostFacts = factsOf()) {
  const runs = new Map<string, Run>();
  return {
    runs,
    show(occurrence: Occurrence, now = T0) {
      const all = [...runs.values()];
      const answer = occur(program, {
        version: 3, occurrence, facts, now,
        runs: all.filter((run) => run.status === 'open'),
        newRunId: () => `r${runs.size + 1}`,
        lastEntry: (key) => all.filter((run) => run.entryKey === key).map((run) => run.enteredAt).sort().at(-1) ?? null,
      });
      for (const { run } of [...answer.changed, ...(answer.entered ? [answer.entered] : [])]) runs.set(run.id, run);
      return answer;
    },
  };
}
