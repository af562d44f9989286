export { addDaysOn, addDuration, nextDayOn, nextLocalTime, readMoment, startOfDay } from './calendar.ts';
export { nextOpening, type Hours } from './opening.ts';
export { hasCalendarPart, parseDuration, roughMs, type DurationParts } from './duration.ts';
export { durationInWords, weekdaysInWords } from './words.ts';
export { momentInWords } from './moment-words.ts';
export { instantOf, normalInstant, parseZone } from './zone.ts';
export { cronInWords, parseCron, type Cron } from './cron.ts';
export { nextTick } from './next-tick.ts';
export { nextRecurrence, type Recurrence } from './recurrence.ts';
