import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDuration, nextLocalTime } from './calendar.ts';
import { instantOf, localOf, momentOf } from './zone.ts';

/** A seeded draw of whole numbers below a limit, so that a failure can be repeated. */
function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Casablanca', 'America/St_Johns', 'Pacific/Apia', 'UTC'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

describe('the quick way of counting days', () => {
  it('ENG-6: agrees with the calendar on random moments of random zones, also around clock changes', () => {
    const draw = drawer(7);
    for (let round = 0; round < 3000; round += 1) {
      const zone = ZONES[draw(ZONES.length)] ?? 'UTC';
      const ms = Date.UTC(2025, 0, 1) + draw(2 * 365 * 24 * 4) * 900_000 + draw(3) * 1000;
      const days = draw(80) - 20;
      const slow = instantOf(momentOf(localOf(ms, zone).add({ days }), zone));
      const text = days < 0 ? `-P${-days}D` : `P${days}D`;
      if (days !== 0) expect(addDuration(instantOf(ms), text, zone), `${instantOf(ms)} ${text} ${zone}`).toBe(slow);
    }
  }, 60_000);

  it('ENG-6: agrees on the next time of day', () => {
    const draw = drawer(11);
    for (let round = 0; round < 1500; round += 1) {
      const zone = ZONES[draw(ZONES.length)] ?? 'UTC';
      const ms = Date.UTC(2026, 0, 1) + draw(365 * 24 * 4) * 900_000 + draw(2);
      const time = `${String(draw(24)).padStart(2, '0')}:${String(draw(4) * 15).padStart(2, '0')}`;
      const days = WEEKDAYS.filter(() => draw(2) === 0);
      const weekdays = days.length > 0 ? days : undefined;
      expect(nextLocalTime(instantOf(ms), time, weekdays, zone), `${instantOf(ms)} ${time} ${days.join()} ${zone}`).toBe(byHand(ms, time, weekdays, zone));
    }
  }, 60_000);
});

function byHand(ms: number, time: string, weekdays: readonly string[] | undefined, zone: string): string {
  const today = localOf(ms, zone).toPlainDate();
  for (let ahead = 0; ; ahead += 1) {
    const date = today.add({ days: ahead });
    const moment = momentOf(date.toPlainDateTime(Temporal.PlainTime.from(time)), zone);
    if (moment >= ms && (!weekdays || weekdays.includes(WEEKDAYS[date.dayOfWeek - 1] ?? ''))) return instantOf(moment);
  }
}
