import { useSyncExternalStore } from 'react';
import { words } from './words.ts';

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const near = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
const far = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An instant as a person says it, seen from `now` (milliseconds): `3 minutes ago`, `in 2 hours`, `May 3, 06:00 PM`, `May 3, 2011`. */
export function sayWhen(at: string, now: number): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return at;
  const distance = then - now;
  const size = Math.abs(distance);
  if (size < MINUTE) return relative.format(0, 'second');
  // What is past is counted in whole units gone; what is to come to the nearest, or three days would be two a minute later.
  const whole = distance < 0 ? Math.trunc : Math.round;
  if (size < HOUR) return relative.format(whole(distance / MINUTE), 'minute');
  if (size < DAY) return relative.format(whole(distance / HOUR), 'hour');
  if (size < 7 * DAY) return relative.format(whole(distance / DAY), 'day');
  return size < 300 * DAY ? near.format(then) : far.format(then);
}

/** An instant with date and time in the reader's locale. */
export const sayMoment = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : moment.format(Date.parse(at)));

// One clock for all dates of the page: it ticks each half minute while somebody looks.
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** A moment that something waits for, after words such as "goes on"; once it is past, that it is due now. */
export function Due({ at, words: lead }: { at: string; words: string }) {
  const current = useSyncExternalStore(subscribe, () => now);
  if (Date.parse(at) <= current) return <span title={exact.format(Date.parse(at))}>{words.common.dueNow}</span>;
  return <>{lead} <When at={at} /></>;
}

/** A date for people, with the exact instant as its title. `moment` writes date and time even where the distance would read nicer. */
export function When({ at, as = 'distance' }: { at: string | null; as?: 'distance' | 'moment' }) {
  const current = useSyncExternalStore(subscribe, () => now);
  if (at === null) return <span aria-hidden>–</span>;
  const valid = !Number.isNaN(Date.parse(at));
  // An instant newer than the last tick is "now", not "in 20 seconds".
  const seenFrom = Math.max(current, Math.min(Date.parse(at), current + 30_000));
  return <time dateTime={at} title={valid ? exact.format(Date.parse(at)) : at}>{as === 'moment' ? sayMoment(at) : sayWhen(at, seenFrom)}</time>;
}
