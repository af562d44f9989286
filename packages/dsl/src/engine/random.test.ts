import { expect, it } from 'vitest';
import { parseProgram } from '../compile/index.ts';
import { randomOf, type Random } from '../simulate/random.ts';
import type { Program } from '../program.ts';
import { advance } from './advance.ts';
import type { Run } from './run.ts';
import type { Signal } from './signal.ts';
import { eventOf, factsOf, programOf, runOf, T0 } from './testing.ts';

const KINDS: readonly ((random: Random, ref: () => string) => Program['steps'][string])[] = [
  (_, ref) => ({ kind: 'delay', for: 'PT2H', next: ref() }),
  (_, ref) => ({ kind: 'delay', until: { value: { var: 'event.properties.at' } }, ifPast: 'exit', next: ref() }),
  (_, ref) => ({ kind: 'wait', for: [{ id: 'a', event: 'A', next: ref() }, { id: 'b', when: { in_segment: 'vip' }, next: ref() }], timeout: { after: 'P1D', next: ref() } }),
  (_, ref) => ({ kind: 'branch', paths: [{ id: 'x', when: { '==': [{ var: 'steps.s1.outcome' }, 'a'] }, next: ref() }], otherwise: ref() }),
  (_, ref) => ({ kind: 'sentiment', within: 'P30D', minConfidence: 0.6, negative: ref(), neutral: ref(), positive: ref(), unsure: ref() }),
  (_, ref) => ({ kind: 'split', arms: [{ id: 'p', weight: 1, next: ref() }, { id: 'q', weight: 2, next: ref() }], key: 'run' }),
  (_, ref) => ({ kind: 'message', channel: 'email', template: 't', next: ref(), skipped: ref() }),
  (_, ref) => ({ kind: 'message', channel: 'email', template: 't', next: ref() }),
  (_, ref) => ({ kind: 'update', set: { x: '{{customer.missing}}' }, next: ref() }),
  (_, ref) => ({ kind: 'webhook', url: 'https://shop.example/', next: ref(), failed: ref() }),
  (_, ref) => ({ kind: 'survey', survey: 'csat', question: 'Well?', channel: 'email', reminder: 'PT2H', timeout: { after: 'P1D', next: ref() }, high: ref(), mid: ref(), low: ref(), skipped: ref() }),
  (_, ref) => ({ kind: 'task', queue: 'care', title: 'Look', due: 'PT4H', outcomes: [{ id: 'sent', next: ref() }, { id: 'leave', next: ref() }], timeout: ref() }),
  (_, ref) => ({ kind: 'notify', to: 'care@shop.example', text: '{{customer.id}}', next: ref() }),
  (_, ref) => ({ kind: 'goto', step: ref(), max: 2, next: ref() }),
  () => ({ kind: 'exit', reason: 'out' }),
];

function randomProgram(random: Random): Program {
  const ids = Array.from({ length: 3 + Math.floor(random() * 10) }, (_, index) => `s${index}`);
  const ref = () => ids[Math.floor(random() * ids.length)] ?? 's0';
  const steps = Object.fromEntries(ids.map((id) => [id, (KINDS[Math.floor(random() * KINDS.length)] as (typeof KINDS)[number])(random, ref)]));
  return programOf(steps, { exits: [{ id: 'bye', event: 'Bye' }], goals: [{ event: 'A' }] });
}

function randomSignal(random: Random, run: Run): Signal {
  const drawn = Math.floor(random() * 12);
  const { step, visit } = run.waiting ?? { step: 's1', visit: 1 };
  if (drawn === 0) return { type: 'change' };
  if (drawn < 4) return { type: 'event', event: eventOf(['A', 'B', random() < 0.1 ? 'Bye' : 'C'][drawn - 1] ?? 'A') };
  if (drawn < 8) return { type: 'timer', step, visit };
  if (drawn < 11) return { type: 'result', step, visit, outcome: drawn === 8 ? 'failed' : drawn === 9 ? 'answered' : 'sent', reason: 'r', data: { score: 1 + Math.floor(random() * 6) } };
  return random() < 0.1 ? { type: 'cancel', reason: 'cancelled' } : { type: 'timer', step: 's2', visit: 7 };
}

it('ENG-1, ENG-2, ENG-13, ENG-14: random journeys under random signals keep what must be true of every run', () => {
  const random = randomOf(20_260_504);
  const reasons = new Set<string>();
  for (let journey = 0; journey < 300; journey += 1) {
    const program = randomProgram(random);
    expect(parseProgram(program).ok, JSON.stringify(program)).toBe(true);
    let run = runOf(program, { event: eventOf('Begun', { at: '2026-05-04T18:00:00Z' }) });
    const ids = new Set<string>();
    for (let turn = 0; turn < 25; turn += 1) {
      const signal: Signal = turn === 0 ? { type: 'start' } : randomSignal(random, run);
      const now = run.waiting?.due && random() < 0.8 ? run.waiting.due : new Date(Date.parse(T0) + turn * 600_000).toISOString();
      const facts = factsOf({ segments: random() < 0.5 ? ['vip'] : [] });
      const frozen = JSON.stringify(run);
      const answer = advance(program, run, signal, facts, now);
      expect(JSON.stringify(run)).toBe(frozen);
      expect(JSON.stringify(advance(program, JSON.parse(frozen) as Run, signal, facts, now))).toBe(JSON.stringify(answer));
      holdsAlways(program, run, answer.run, answer.commands.map(({ id }) => id), ids);
      if (run.status === 'finished') expect(answer).toEqual({ run, commands: [], trail: [] });
      if (answer.run.finish && !run.finish) {
        reasons.add(answer.run.finish.reason);
        expect(answer.commands.filter((command) => command.type === 'finish').length).toBe(1);
        expect(answer.trail.length).toBeGreaterThan(0);
      }
      run = answer.run;
    }
  }
  expect([...reasons].sort()).toEqual(['cancelled', 'exited', 'expired', 'failed']);
}, 60_000);

function holdsAlways(program: Program, before: Run, after: Run, commands: readonly string[], seen: Set<string>): void {
  expect(JSON.parse(JSON.stringify(after))).toStrictEqual(after);
  expect(after.status === 'finished').toBe(after.finish !== null);
  // Open and begun means resting at a step that can be left again.
  if (after.status === 'open') expect(Object.hasOwn(program.steps, after.waiting?.step ?? '')).toBe(true);
  else expect(after.waiting).toBeNull();
  for (const [step, visits] of Object.entries(before.visits)) expect(after.visits[step]).toBeGreaterThanOrEqual(visits);
  for (const id of commands) {
    expect(seen.has(id), `the command id ${id} is used twice`).toBe(false);
    seen.add(id);
  }
}
