import { describe, expect, it } from 'vitest';
import type { Zone } from '../json.ts';
import { quietUntil } from '../gate/quiet-hours.ts';
import { randomOf, type Random } from '../simulate/random.ts';
import { addDuration, nextLocalTime, readMoment } from './calendar.ts';
import { clockAt } from './clock.ts';
import { parseCron, type Cron } from './cron.ts';
import { nextTick } from './next-tick.ts';
import { nextOpening, type Hours } from './opening.ts';
import { addOnCalendar, changesOf, DAY, instantText, momentByOracle, RENAMED, shownAt, ZONES } from './testing.ts';
import { parseZone } from './zone.ts';

/*
 * ENG-6 in every zone of the world, around every change of its clocks in four years, held against another library. Where the two differ, a customer
 * somewhere would be woken at night or written to twice.
 */
const [FROM, UNTIL] = [2024, 2028];
const MINUTE = 60_000;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Moments worth asking about: just around two changes of clocks, each question other ones, and any moment. */
function momentsOf(zone: Zone, random: Random): number[] {
  const drawn = Date.UTC(FROM, 0, 1) + Math.floor(random() * (UNTIL - FROM) * 365 * 24 * 4) * 15 * MINUTE;
  const changes = changesOf(zone, FROM, UNTIL);
  const first = below(random, changes.length);
  const near = [changes[first], changes[first + 1]].flatMap((change) => (change === undefined ? [] : [change.at]));
  return [drawn, ...near.flatMap((at) => [at, at - DAY + Math.floor(random() * 180 - 90) * MINUTE, at + Math.floor(random() * 240 - 120) * MINUTE - below(random, 2)])];
}

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const clockText = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const weekdayOf = (day: number) => new Date(day * DAY).getUTCDay();

/** A time of day that clocks are likely to skip or repeat, or any other. */
const someMinute = (random: Random) => (random() < 0.6 ? (1320 + below(random, 20) * 15) % 1440 : below(random, 1440));
const someDays = (random: Random) => {
  const days = WEEKDAYS.filter(() => random() < 0.4);
  return days.length === 0 || random() < 0.4 ? undefined : days;
};

/** What ours and the oracle's answers differ in, over every zone, or every so-manieth where asking is slow. */
function mismatches(seed: number, ask: (zone: Zone, ms: number, random: Random) => string | null, every = 1): string[] {
  const random = randomOf(seed);
  return ZONES.filter((_, index) => index % every === seed % every).flatMap((zone) => momentsOf(zone, random).flatMap((ms) => ask(zone, ms, random) ?? []));
}

const differ = (asked: string, ours: unknown, theirs: unknown) => (ours === theirs ? null : `${asked}: ${String(ours)}, by the oracle ${String(theirs)}`);

describe('the clocks of the world', () => {
  it('ENG-6: hundreds of zones are looked at, with thousands of changes; old and new names of a place mean the same', () => {
    expect(ZONES.length).toBeGreaterThan(420);
    expect(ZONES.reduce((sum, zone) => sum + changesOf(zone, FROM, UNTIL).length, 0)).toBeGreaterThan(1000);
    for (const [before, now] of RENAMED) {
      expect(parseZone(before)).toBe(before);
      for (const at of ['2024-03-30T22:30:00.000Z', '2026-10-24T22:30:00.000Z']) {
        expect(addDuration(at, 'P1D', before), before).toBe(addDuration(at, 'P1D', now));
        expect(nextLocalTime(at, '02:30', ['sun'], before), before).toBe(nextLocalTime(at, '02:30', ['sun'], now));
      }
    }
  }, 60_000);

  it('ENG-6: clocks show what the oracle says they show', () => {
    expect(mismatches(1, (zone, ms) => differ(`${zone} ${instantText(ms)}`, clockAt(ms, zone), shownAt(zone, ms)))).toEqual([]);
  }, 60_000);

  it('ENG-6: durations of years, months, weeks, days and hours land where the oracle lands', () => {
    expect(mismatches(2, (zone, ms, random) => {
      const [years, months, weeks, days] = [random() < 0.1 ? 1 : 0, random() < 0.3 ? below(random, 14) : 0, random() < 0.2 ? 1 : 0, below(random, 40)];
      const [hours, minutes] = random() < 0.3 ? [below(random, 30), below(random, 60)] : [0, 0];
      const sign = random() < 0.25 ? -1 : 1;
      const text = `${sign < 0 ? '-' : ''}P${years}Y${months}M${weeks}W${days}DT${hours}H${minutes}M`;
      const date = addOnCalendar(shownAt(zone, ms), { years: sign * years, months: sign * months, weeks: sign * weeks, days: sign * days });
      const moved = years + months + weeks + days === 0 ? ms : momentByOracle(zone, date);
      return differ(`${zone} ${instantText(ms)} ${text}`, addDuration(instantText(ms), text, zone), instantText(moved + sign * (hours * 60 + minutes) * MINUTE));
    })).toEqual([]);
  }, 60_000);

  it('ENG-6: the next time of day, on weekdays of the local calendar, is the oracle\'s', () => {
    expect(mismatches(3, (zone, ms, random) => {
      const [minute, weekdays] = [someMinute(random), someDays(random)];
      return differ(`${zone} ${instantText(ms)} ${clockText(minute)} ${weekdays?.join() ?? ''}`, nextLocalTime(instantText(ms), clockText(minute), weekdays, zone), instantText(nextByOracle(zone, ms, minute, weekdays)));
    })).toEqual([]);
  }, 60_000);

  it('ENG-22: hours of the day, overnight too, open and shut as the oracle says', () => {
    expect(mismatches(4, (zone, ms, random) => {
      const hours: Hours = { from: clockText(someMinute(random)), to: clockText(someMinute(random)), weekdays: someDays(random), except: random() < 0.3 ? [instantText(ms + below(random, 3) * DAY).slice(0, 10)] : [] };
      return differ(`${zone} ${instantText(ms)} ${JSON.stringify(hours)}`, nextOpening(instantText(ms), hours, zone), openingByOracle(zone, ms, hours));
    })).toEqual([]);
  }, 60_000);

  it('GATE-2: quiet hours end at the first moment at which the clock on the wall is out of them', () => {
    expect(mismatches(5, (zone, ms, random) => {
      const [from, to] = [someMinute(random), someMinute(random)];
      if (from === to) return null;
      const quiet = (at: number) => {
        const minute = Math.floor((shownAt(zone, at) % DAY) / MINUTE);
        return from < to ? minute >= from && minute < to : minute >= from || minute < to;
      };
      // A night that has begun is not broken off by a clock that is set back to before it.
      const again = (at: number) => changesOf(zone, FROM, UNTIL).some((change) => at >= change.at && at < change.at + change.before - change.after && quiet(change.at - 1) && !quiet(change.at));
      let end = ms;
      while (quiet(end) || (end > ms && again(end))) end = end - (end % (5 * MINUTE)) + 5 * MINUTE;
      // The oracle goes by five minutes, times of day by one: step back to the very minute.
      while (end > ms && !quiet(Math.max(ms, end - MINUTE)) && !again(end - MINUTE)) end = Math.max(ms, end - MINUTE);
      return differ(`${zone} ${instantText(ms)} ${clockText(from)} ${clockText(to)}`, quietUntil({ from: clockText(from), to: clockText(to) }, zone, 'UTC', instantText(ms)), end === ms ? null : instantText(end));
    }, 4)).toEqual([]);
  }, 60_000);

  it('ENG-6: a date or local time in a customer\'s data is the moment the oracle reads', () => {
    expect(mismatches(6, (zone, ms) => {
      const shown = Math.floor(shownAt(zone, ms) / MINUTE) * MINUTE;
      const text = instantText(shown).slice(0, 16);
      return differ(`${zone} ${text}`, readMoment(text, zone), instantText(momentByOracle(zone, shown)))
        ?? differ(`${zone} ${text.slice(0, 10)}`, readMoment(text.slice(0, 10), zone), instantText(momentByOracle(zone, Math.floor(shown / DAY) * DAY)));
    })).toEqual([]);
  }, 60_000);
});

function nextByOracle(zone: Zone, ms: number, minute: number, weekdays: readonly string[] | undefined): number {
  const today = Math.floor(shownAt(zone, ms) / DAY);
  for (let day = today - 2; ; day += 1) {
    if (weekdays && !weekdays.includes(WEEKDAYS[weekdayOf(day)] ?? '')) continue;
    const moment = momentByOracle(zone, day * DAY + minute * MINUTE);
    if (moment >= ms) return moment;
  }
}

function openingByOracle(zone: Zone, ms: number, { from, to, weekdays, except = [] }: Hours): string {
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const today = Math.floor(shownAt(zone, ms) / DAY);
  for (let day = today - 3; ; day += 1) {
    if (except.includes(instantText(day * DAY).slice(0, 10)) || (weekdays && !weekdays.includes(WEEKDAYS[weekdayOf(day)] ?? ''))) continue;
    const opens = momentByOracle(zone, day * DAY + minuteOf(from) * MINUTE);
    const shuts = momentByOracle(zone, (minuteOf(to) > minuteOf(from) ? day : day + 1) * DAY + minuteOf(to) * MINUTE);
    if (shuts > ms && shuts > opens) return instantText(Math.max(opens, ms));
  }
}

/** One field of a cron, drawn: a star, steps, a value, a range, a list. */
function someField(random: Random, lowest: number, highest: number): string {
  const value = () => lowest + below(random, highest - lowest + 1);
  const kind = random();
  if (kind < 0.3) return '*';
  if (kind < 0.45) return `*/${1 + below(random, Math.max(2, (highest - lowest) / 2))}`;
  if (kind < 0.7) return String(value());
  const [a, b] = [value(), value()].sort((x, y) => x - y) as [number, number];
  if (kind < 0.85) return random() < 0.5 ? `${a}-${b}` : `${a}-${b}/${1 + below(random, 3)}`;
  return [...new Set([value(), value(), value()])].join(',');
}

/** Two hundred rules: some for the hours at which clocks change, some for anything. */
function cronRules(random: Random): string[] {
  return Array.from({ length: 200 }, (_, index) => {
    const hours = index % 2 === 0 ? ['2', '1', '0', '23', '1-3', '*', '0,2,3', '2-3', '*/2', '3'][below(random, 10)] ?? '2' : someField(random, 0, 23);
    const minutes = index % 4 === 0 ? ['0', '30', '15,45', '59'][below(random, 4)] ?? '0' : someField(random, 0, 59);
    return `${minutes} ${hours} ${random() < 0.6 ? '*' : someField(random, 1, 31)} ${random() < 0.8 ? '*' : someField(random, 1, 12)} ${random() < 0.6 ? '*' : someField(random, 0, 7)}`;
  });
}

/** Reads a field by trying a value, so that no list of values is shared with the code under test. */
function fieldHas(field: string, value: number): boolean {
  return field.split(',').some((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [low, high = range === '*' || part.includes('/') ? 99 : low] = range === '*' ? [0] : range.split('-').map(Number);
    const first = low ?? 0;
    return value >= first && value <= (high ?? first) && (value - first) % Number(step) === 0;
  });
}

function dayFits(rule: string, day: number): boolean {
  const [, , days = '*', months = '*', weekdays = '*'] = rule.split(' ');
  const date = new Date(day * DAY);
  const stepFrom = (field: string) => field.replace(/^\*\//, '1-31/');
  const byDay = fieldHas(stepFrom(days), date.getUTCDate());
  const byWeekday = fieldHas(weekdays, date.getUTCDay()) || (date.getUTCDay() === 0 && !weekdays.startsWith('*') && fieldHas(weekdays, 7));
  const month = fieldHas(months.replace(/^\*\//, '1-12/'), date.getUTCMonth() + 1);
  return month && (days !== '*' && weekdays !== '*' ? byDay || byWeekday : byDay && byWeekday);
}

/** All ticks between two moments: each time of day that fits, once, at the moment the oracle gives it. */
function ticksByOracle(rule: string, zone: Zone, from: number, until: number): string[] {
  const [minutes = '*', hours = '*'] = rule.split(' ');
  const ticks = new Set<number>();
  // No clock is set further than three hours, so other times of day cannot fall between the two moments.
  const [first, last] = [shownAt(zone, from) - 4 * 3_600_000, shownAt(zone, until) + 4 * 3_600_000];
  for (let day = Math.floor(from / DAY) - 2; day <= Math.floor(until / DAY) + 2; day += 1) {
    if (!dayFits(rule, day)) continue;
    for (let hour = 0; hour < 24; hour += 1) {
      if (!fieldHas(hours, hour)) continue;
      for (let minute = 0; minute < 60; minute += 1) {
        const shown = day * DAY + (hour * 60 + minute) * MINUTE;
        if (shown >= first && shown <= last && fieldHas(minutes, minute)) ticks.add(momentByOracle(zone, shown));
      }
    }
  }
  return [...ticks].filter((tick) => tick > from && tick <= until).sort((a, b) => a - b).map(instantText);
}

describe('schedules', () => {
  it('ENG-6: 200 rules, each in several zones around changes of clocks, tick exactly when the oracle says', () => {
    const random = randomOf(7);
    const changing = ZONES.filter((zone) => changesOf(zone, FROM, UNTIL).length > 0);
    const wrong: string[] = [];
    let compared = 0;
    for (const rule of cronRules(random)) {
      const cron = parseCron(rule) as Cron;
      expect(cron, rule).not.toBeNull();
      for (let round = 0; round < 4; round += 1) {
        const zone = (round === 0 ? ZONES[below(random, ZONES.length)] : changing[below(random, changing.length)]) ?? 'UTC';
        const changes = changesOf(zone, FROM, UNTIL);
        const middle = changes[below(random, changes.length)]?.at ?? Date.UTC(FROM + below(random, UNTIL - FROM), below(random, 12), 28);
        const dense = cron.minutes.length * cron.hours.length > 100;
        const [from, until] = [middle - (dense ? 2 : 30) * 3_600_000 - below(random, 3) * 1000, middle + (dense ? 3 : 48) * 3_600_000];
        const theirs = ticksByOracle(rule, zone, from, until);
        const ours: string[] = [];
        for (let at = nextTick(cron, zone, instantText(from)); at !== null && at <= instantText(until); at = nextTick(cron, zone, at)) ours.push(at);
        compared += theirs.length;
        if (ours.join() !== theirs.join()) wrong.push(`${rule} in ${zone} from ${instantText(from)}: ${ours.join()}, by the oracle ${theirs.join()}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(2000);
  }, 60_000);
});
