import { describe, expect, it } from 'vitest';
import { check } from '../../check/index.ts';
import { factsOf, programOf, T0 } from '../../engine/testing.ts';
import { programFacts } from '../../program-facts.ts';
import { simulate } from '../../simulate/index.ts';
import type { Program } from '../../program.ts';
import { entryDate } from './node.ts';

const greet = (entry: object, more: Partial<Program> = {}): Program =>
  programOf({ greet: { kind: 'message', channel: 'outbox', content: { body: 'Well!' } } }, { entry: [{ kind: 'date', ...entry }], ...more });
const play = (program: Program, traits: Record<string, string>, more = {}) => simulate(program, { customer: { timezone: 'Europe/Berlin', traits }, timeline: [], from: '2026-01-01T00:00:00Z', until: '2029-12-31T00:00:00Z', ...more });
const entered = (result: ReturnType<typeof play>) => result.runs.map(({ enteredAt }) => enteredAt);

describe('entry by date', () => {
  it('ENG-27: lets a customer in on their birthday, each year, by their clock', () => {
    const result = play(greet({ attribute: 'customer.birthday', every: 'year', at: '09:00', feb29: 'mar1' }), { birthday: '1996-02-29' });
    expect(entered(result)).toEqual(['2026-03-01T08:00:00.000Z', '2027-03-01T08:00:00.000Z', '2028-02-29T08:00:00.000Z', '2029-03-01T08:00:00.000Z']);
    expect(result.messages.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(result.runs[0]?.trail[0]).toMatchObject({ outcome: 'entered', because: 'it was their birthday (1996-02-29)', used: { 'customer.birthday': '1996-02-29', moment: '2026-03-01T08:00:00.000Z' } });
  });

  it('ENG-8, ENG-27: yearly runs come again with `after-exit` and a year between; with `never` only the first does', () => {
    const entry = { attribute: 'birthday', every: 'year', at: '09:00' };
    expect(entered(play(greet(entry, { reentry: { mode: 'after-exit', after: 'P1Y' } }), { birthday: '1990-05-14' })).length).toBe(4);
    const once = play(greet(entry, { reentry: { mode: 'never' } }), { birthday: '1990-05-14' });
    expect([entered(once).length, once.refused.length]).toEqual([1, 3]);
  });

  it('ENG-27: follows the customer: a date that changes, is set later or taken away', () => {
    const program = greet({ attribute: 'renews_on', offset: '-P14D', at: '10:00' });
    const timeline = [{ at: '2026-02-01T00:00:00Z', set: { renews_on: '2026-06-01' } }, { at: '2026-03-01T00:00:00Z', set: { renews_on: '2026-07-01' } }];
    expect(entered(play(program, {}, { timeline }))).toEqual(['2026-06-17T08:00:00.000Z']);
    expect(entered(play(program, { renews_on: '2026-06-01' }, { timeline: [{ at: '2026-02-01T00:00:00Z', set: { renews_on: null } }] }))).toEqual([]);
    // what a change puts into the past does not come any more
    expect(entered(play(program, {}, { timeline: [{ at: '2026-05-20T00:00:00Z', set: { renews_on: '2026-06-01' } }] }))).toEqual([]);
  });

  it('says "on their birthday" of an offset of nothing', () => {
    for (const offset of [undefined, 'P0D', '-PT0S']) {
      expect(entryDate.summary({ attribute: 'customer.birthday', every: 'year', at: '09:00', ...(offset === undefined ? {} : { offset }) })[0]?.text).toBe('on');
    }
  });

  it('ENG-27: two date entries of a journey each let in at their own moment', () => {
    const program = { ...greet({ attribute: 'renews_on', offset: '-P14D', at: '10:00' }), entry: [{ kind: 'date', attribute: 'renews_on', offset: '-P14D', at: '10:00' }, { kind: 'date', attribute: 'renews_on', at: '10:00' }] };
    expect(entered(play(program, { renews_on: '2026-06-15' }))).toEqual(['2026-06-01T08:00:00.000Z', '2026-06-15T08:00:00.000Z']);
  });

  it('takes nothing but dates, and tells its host which trait it reads', () => {
    const facts = { ...factsOf(), event: null, steps: {}, now: T0 };
    expect(entryDate.accepts({ attribute: 'birthday' }, { type: 'tick', entry: 0, at: T0 }, facts).yes).toBe(false);
    expect(programFacts(greet({ attribute: 'customer.pets.birthday' })).traits).toEqual(['pets']);
    expect(entryDate.config.safeParse({ attribute: 'x', offset: 'soon' }).error?.issues[0]?.message).toContain('-P14D');
  });

  it('warns of a trait nobody has, and of a date that comes again where customers may not', () => {
    const program = greet({ attribute: 'customer.birtday', every: 'year' }, { reentry: { mode: 'never' } });
    expect(check(program, { traits: ['birthday'] }).map(({ code, path }) => [code, path])).toEqual(expect.arrayContaining([['unknown-trait', '/entry/0/attribute'], ['comes-once', '/entry/0/every']]));
    expect(check(greet({ attribute: 'birthday', every: 'year' }), { traits: ['birthday'] }).filter(({ severity }) => severity !== 'hint')).toEqual([]);
  });
});
