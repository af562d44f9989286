import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { daysAgo, event, facts, NOW, pick, randomness } from './fixture.ts';
import { conditionNeeds } from './needs.ts';
import { recheckAt } from './recheck.ts';

const v = (path: string) => ({ var: path });
const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();
const DAY = 86_400_000;

describe('COND-2: what a condition reads is known before it runs', () => {
  test('events with the longest look-back, segments, traits, mood and consent', () => {
    const condition = {
      and: [
        { happened: ['Order Completed', { within: 'P30D' }] },
        { '>': [{ count: ['Order Completed', { within: 'P1M', where: { '==': [v('customer.address.city'), v('event.properties.city')] } }] }, 1] },
        { '!': { in_segment: 'staff' } },
        { in: ['vip', v('segments')] },
        { '>': [{ since: ['Signed Up'] }, 60] },
        { '==': [v('sentiment.label'), 'negative'] },
        { v: 1 },
      ].slice(0, 6),
    };
    expect(conditionNeeds(condition)).toEqual({ events: { 'Order Completed': 'P1M', 'Signed Up': null }, segments: ['staff', 'vip'], traits: ['address'], sentiment: true, consent: false });
  });
  test('a look-back for ever wins over any window, in either order', () => {
    const ever = { happened: ['X'] };
    const month = { happened: ['X', { within: 'P1M' }] };
    expect(conditionNeeds({ or: [ever, month] }).events).toEqual({ X: null });
    expect(conditionNeeds({ or: [month, ever] }).events).toEqual({ X: null });
  });
  test('variables of list items are not the customer\'s traits', () => {
    expect(conditionNeeds({ some: [v('customer.items'), { '>': [v('customer.price'), 5] }] }).traits).toEqual(['items']);
  });
  test('required traits count', () => expect(conditionNeeds({ '!': { missing: ['customer.email', 'consent.email'] } })).toMatchObject({ traits: ['email'], consent: true }));
  test('a malformed condition reads nothing', () => expect(conditionNeeds({ and: [] })).toMatchObject({ events: {}, traits: [] }));
});

describe('when to ask again', () => {
  test.each([
    ['a condition on the customer alone', { '==': [v('customer.plan'), 'pro'] }, null],
    ['a count without a window', { happened: ['Order Completed', { atLeast: 5 }] }, null],
    ['an event that leaves its window', { happened: ['Order Completed', { within: 'P7D' }] }, later(daysAgo(5), 7 * DAY + 1)],
    ['the one of several that turns the answer', { happened: ['Order Completed', { within: 'P60D', atLeast: 2 }] }, later(daysAgo(10), 60 * DAY + 1)],
    ['too few in the window: time brings no more', { happened: ['Order Completed', { within: 'P7D', atLeast: 2 }] }, null],
    ['too many in the window', { happened: ['Order Completed', { within: 'P60D', atMost: 1 }] }, later(daysAgo(10), 60 * DAY + 1)],
    ['any change of a count', { '>': [{ count: ['Order Completed', { within: 'P60D' }] }, 1] }, later(daysAgo(40), 60 * DAY + 1)],
    ['a time since an event', { '>': [{ since: ['Order Completed'] }, 10 * 86_400] }, later(daysAgo(5), 10 * DAY)],
    ['a time since nothing', { '>': [{ since: ['Nothing'] }, 10] }, null],
    ['a date to come', { after: [v('now'), '2026-06-01T00:00:00Z'] }, '2026-06-01T00:00:00.000Z'],
    ['a date gone by', { after: [v('now'), '2026-01-01T00:00:00Z'] }, null],
    ['a date that leaves its window', { within_last: [v('customer.created_at'), 'P7D'] }, later(daysAgo(3), 7 * DAY + 1)],
    ['a date that comes into its window', { within_last: ['2026-05-04T00:00:00Z', 'P7D'] }, '2026-05-04T00:00:00.000Z'],
    ['the first of several moments', { or: [{ after: [v('now'), '2026-06-01T00:00:00Z'] }, { after: [v('now'), '2026-05-10T00:00:00Z'] }] }, '2026-05-10T00:00:00.000Z'],
  ])('%s', (_name, condition, moment) => expect(recheckAt(condition, facts)).toBe(moment));
  test('arithmetic over time is asked again soon', () => expect(recheckAt({ '>': [{ '/': [{ since: ['Order Completed'] }, 60] }, 10_000] }, facts)).toBe('2026-05-03T12:05:00.000Z'));

  test('the answer never changes before the moment that was named', () => {
    const random = randomness(7);
    const spans = ['P1D', 'P7D', 'P1M', 'P2M', 'PT36H', 'P1Y'];
    const history = { A: Array.from({ length: 12 }, (_, index) => event('A', 80 - index * 7 + random(), { n: index })), B: [event('B', 1.5)] };
    const test = (): unknown => {
      const within = pick(random, spans);
      return pick(random, [
        { happened: ['A', { within, atLeast: 1 + Math.floor(random() * 4) }] },
        { happened: ['A', { within, atMost: Math.floor(random() * 4) }] },
        { '>': [{ count: ['A', { within, where: { '>': [v('event.properties.n'), 4] } }] }, Math.floor(random() * 4)] },
        { '>=': [{ since: ['B'] }, Math.floor(random() * 30 * 86_400)] },
        { within_last: [daysAgo(random() * 20 - 10), within] },
        { before: [v('now'), daysAgo(random() * 40 - 20)] },
      ]);
    };
    let turns = 0;
    for (let round = 0; round < 300; round += 1) {
      const condition = { [pick(random, ['and', 'or'])]: [test(), { '!': test() }] };
      const at = (now: string) => evaluate(condition, { ...facts, history, now });
      let now = NOW;
      for (let look = 0; look < 12; look += 1) {
        const next = recheckAt(condition, { ...facts, history, now });
        const end = next === null ? later(now, 500 * DAY) : later(next, -1);
        const length = Date.parse(end) - Date.parse(now);
        for (const share of [random(), random(), 1]) expect(at(later(now, Math.floor(length * share))), `${JSON.stringify(condition)} ${now} ${next ?? ''}`).toEqual(at(now));
        if (next === null) break;
        if (JSON.stringify(at(next)) !== JSON.stringify(at(now))) turns += 1;
        now = next;
      }
    }
    expect(turns).toBeGreaterThan(100);
  }, 60_000);
});
