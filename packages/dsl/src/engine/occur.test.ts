import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import type { Occurrence } from '../node-kind.ts';
import type { Program } from '../program.ts';
import { occur } from './occur.ts';
import { doorOf, eventOf, factsOf, programOf, T0, wayOf } from './testing.ts';
import type { Run } from './run.ts';

const REST = { pause: { kind: 'delay', for: 'P30D' } };

const happens = (name: string, properties: Readonly<Record<string, Json>> = {}): Occurrence => ({ type: 'event', event: eventOf(name, properties) });
const DAY2 = '2026-05-05T10:00:00.000Z';

describe('occur', () => {
  it('lets a customer in by the entry event, which is the event of the run', () => {
    const { entered } = doorOf(programOf(REST)).show(happens('Begun', { cart_id: 'k1' }));
    expect(entered?.run).toMatchObject({ id: 'r1', version: 3, customer: 'ana', entry: 0, event: { name: 'Begun', properties: { cart_id: 'k1' } }, enteredAt: T0 });
    expect(wayOf(entered ?? { trail: [] })).toEqual(['journey entered', 'pause waiting']);
  });

  it('does not show a run the event that started it', () => {
    const program = programOf({ wait: { kind: 'wait', for: [{ id: 'again', event: 'Begun' }] } });
    expect(doorOf(program).show(happens('Begun')).entered?.run.waiting?.step).toBe('wait');
  });

  it('says nothing of events that no entry takes, and why not where one would have', () => {
    const door = doorOf(programOf(REST, { entry: [{ kind: 'event', event: 'Begun', where: { '>': [{ var: 'event.properties.value' }, 20] } }], audience: { '!': { in_segment: 'staff' } } }), factsOf({ segments: ['staff'] }));
    expect(door.show(happens('Other'))).toEqual({ changed: [], entered: null, refused: null });
    expect(door.show(happens('Begun', { value: 10 })).refused).toBeNull();
    expect(door.show(happens('Begun', { value: 30 }))).toMatchObject({ entered: null, refused: { step: 'journey', outcome: 'refused', because: expect.stringContaining('not in the audience') as string } });
  });

  it('takes the first of several entries that fits', () => {
    const door = doorOf(programOf(REST, { entry: [{ kind: 'segment', segment: 'vip' }, { kind: 'event', event: 'Begun' }, { kind: 'manual', inputs: [{ name: 'why', required: true }] }] }));
    expect(door.show({ type: 'manual', inputs: {} }).entered).toBeNull();
    expect(door.show({ type: 'manual', inputs: { why: 'asked' } }).entered?.run).toMatchObject({ entry: 2, event: { name: 'Manual', properties: { why: 'asked' } } });
    door.runs.clear();
    expect(door.show({ type: 'segment', segment: 'vip', edge: 'leave' }).entered).toBeNull();
    expect(door.show({ type: 'segment', segment: 'vip', edge: 'enter' }).entered?.run).toMatchObject({ entry: 0, event: null });
  });

  it('takes a tick by the entry it is of, for those in its segment', () => {
    const program = programOf(REST, { entry: [{ kind: 'schedule', cron: '0 9 * * *' }, { kind: 'schedule', cron: '0 9 * * mon', segment: 'readers' }] });
    expect(doorOf(program).show({ type: 'tick', entry: 1, at: T0 }).entered).toBeNull();
    expect(doorOf(program, factsOf({ segments: ['readers'] })).show({ type: 'tick', entry: 1, at: T0 }).entered?.run.entry).toBe(1);
    expect(doorOf(program).show({ type: 'tick', entry: 0, at: T0 }).entered?.run.entry).toBe(0);
  });

  it('counts days in the customer\'s zone, in the workspace\'s where that is unknown, or in the journey\'s own', () => {
    const zoneFor = (timezone: string | undefined, own: string | undefined) => doorOf(programOf(REST, own === undefined ? {} : { timezone: own }), factsOf({ customer: { id: 'ana', ...(timezone === undefined ? {} : { timezone }) }, zone: 'Europe/Berlin' })).show(happens('Begun')).entered?.run.zone;
    expect(zoneFor('Asia/Tokyo', undefined)).toBe('Asia/Tokyo');
    expect(zoneFor('Mars/Olympus', 'customer')).toBe('Europe/Berlin');
    expect(zoneFor('Asia/Tokyo', 'America/New_York')).toBe('America/New_York');
  });
});

describe('re-entry', () => {
  const once = (reentry: Program['reentry']) => doorOf(programOf(REST, { reentry, exits: [{ id: 'out', event: 'Out' }] }));

  it('ENG-8: `never` lets a customer in once, also after the run is over', () => {
    const door = once({ mode: 'never' });
    expect(door.show(happens('Begun')).entered).not.toBeNull();
    expect(door.show(happens('Begun')).refused?.because).toContain('already');
    door.show(happens('Out'));
    expect(door.show(happens('Begun')).refused?.because).toContain('once only');
  });

  it('ENG-8, ENG-16: `after-exit` lets a customer in again once the run is over', () => {
    const door = once({ mode: 'after-exit' });
    door.show(happens('Begun'));
    expect(door.show(happens('Begun')).refused?.because).toBe('is in the journey already');
    door.show(happens('Out'));
    expect(door.show(happens('Begun')).entered).not.toBeNull();
  });

  it('ENG-8, ENG-16: `always` lets a customer in beside an open run, and the runs have keys of their own', () => {
    const door = once({ mode: 'always' });
    for (let time = 0; time < 3; time += 1) expect(door.show(happens('Begun')).entered).not.toBeNull();
    expect(new Set([...door.runs.values()].map((run) => run.entryKey)).size).toBe(3);
  });

  it('ENG-16: without a rule a customer may come again once they are out', () => {
    const door = doorOf(programOf(REST, { exits: [{ id: 'out', event: 'Out' }] }));
    door.show(happens('Begun'));
    expect(door.show(happens('Begun')).entered).toBeNull();
    door.show(happens('Out'));
    expect(door.show(happens('Begun')).entered).not.toBeNull();
  });

  it('ENG-8: `after` is compared with >=', () => {
    for (const mode of ['after-exit', 'always'] as const) {
      const door = once({ mode, after: 'P1D' });
      door.show(happens('Begun'));
      door.show(happens('Out'));
      expect(door.show(happens('Begun'), '2026-05-05T09:59:59.999Z').refused?.because).toContain('less than 1 day');
      expect(door.show(happens('Begun'), DAY2).entered).not.toBeNull();
    }
  });

  it('ENG-8: `key` makes runs distinct by value; without a value nobody comes in', () => {
    const door = once({ mode: 'never', key: 'event.properties.cart_id' });
    expect(door.show(happens('Begun', { cart_id: 'k1' })).entered?.run.entryKey).toBe('k1');
    expect(door.show(happens('Begun', { cart_id: 2 })).entered?.run.entryKey).toBe('2');
    expect(door.show(happens('Begun', { cart_id: 'k1' })).entered).toBeNull();
    for (const properties of [{}, { cart_id: null }, { cart_id: { id: 'k3' } }]) {
      expect(door.show(happens('Begun', properties)).refused?.because).toContain('event.properties.cart_id');
    }
  });

  it('ENG-8: the event that ends a run may start the next one', () => {
    const door = doorOf(programOf(REST, { exits: [{ id: 'renewed', event: 'Begun' }] }));
    door.show(happens('Begun'));
    const answer = door.show(happens('Begun'), DAY2);
    expect(answer.changed.map(({ run }) => run.finish?.id)).toEqual(['renewed']);
    expect(answer.entered?.run.id).toBe('r2');
  });

  it('ENG-8: runs that have seen the occurrence elsewhere count, and are not shown it again', () => {
    const program = programOf(REST, { exits: [{ id: 'out', event: 'Begun' }] });
    const run = doorOf(program).show(happens('Begun')).entered?.run as Run;
    const answer = occur(program, { version: 4, runs: [run], settled: new Set([run.id]), occurrence: happens('Begun'), facts: factsOf(), now: DAY2, newRunId: () => 'r9', lastEntry: () => T0 });
    expect(answer).toMatchObject({ changed: [], entered: null, refused: { because: 'is in the journey already' } });
  });

  it('ENG-44: a journey with a window lets people in from its start on and until before its end, and who is inside stays', () => {
    const door = doorOf(programOf(REST, { reentry: { mode: 'always' }, window: { start: '2026-05-04T12:00:00+02:00', end: DAY2 } }));
    expect(door.show(happens('Begun'), '2026-05-04T09:59:59.999Z').refused).toMatchObject({ because: 'the journey lets people in from 2026-05-04T10:00:00.000Z on' });
    expect(door.show(happens('Begun')).entered).not.toBeNull();
    expect(door.show(happens('Begun'), DAY2).refused).toMatchObject({ because: expect.stringContaining('let people in until') as string });
    expect([...door.runs.values()].map((run) => run.status)).toEqual(['open']);
  });

  it('a customer without a zone is in the one the journey falls back to, before the workspace\'s', () => {
    const zoneOf = (customer: Readonly<Record<string, Json>>, more: Partial<Program>) => doorOf(programOf(REST, more), factsOf({ customer: { id: 'ana', ...customer }, zone: 'UTC' })).show(happens('Begun')).entered?.run.zone;
    expect(zoneOf({}, { fallbackTimezone: 'Asia/Tokyo' })).toBe('Asia/Tokyo');
    expect(zoneOf({ timezone: 'Europe/Berlin' }, { fallbackTimezone: 'Asia/Tokyo' })).toBe('Europe/Berlin');
    expect(zoneOf({ timezone: 'nowhere' }, {})).toBe('UTC');
  });
});
