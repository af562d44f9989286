import { z } from 'zod';
import { evaluate, explainAnswer } from '../../condition/index.ts';
import { isObject, plain, strong, textOf, textsOf } from '../../draft.ts';
import { condition, duration, instant, stepRef, timeOfDay, weekdays } from '../../fields.ts';
import type { Instant, Json, Zone } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext, type SummaryPart } from '../../node-kind.ts';
import { addDaysOn, addDuration, durationInWords, hasCalendarPart, momentInWords, nextDayOn, nextLocalTime, parseDuration, readMoment, startOfDay, weekdaysInWords } from '../../time/index.ts';

const timeUntil = z.strictObject({
  time: timeOfDay().meta({ title: 'Time', description: 'The next time it is this late where the customer lives.', placeholder: '09:00', widget: 'time' }),
  weekdays: weekdays().optional().meta({ title: 'On', description: 'Only on these days; every day where none is chosen.', widget: 'weekdays' }),
}).meta({ title: 'a time of day' });
const instantUntil = z.strictObject({
  at: instant().meta({ title: 'Moment', description: 'One moment, the same for everybody.', placeholder: '2026-12-24T18:00:00+01:00', widget: 'moment' }),
}).meta({ title: 'a fixed moment' });
const valueUntil = z.strictObject({
  value: condition().refine((value) => value !== undefined, 'is missing: choose the date to wait for').meta({ title: 'Date', description: 'A date of the customer or the event, e.g. {"var": "event.properties.delivered_at"}.', widget: 'property' }),
  offset: z.string().max(60).refine((value) => parseDuration(value) !== null, 'is not an ISO 8601 duration: write P1D for a day after, -P1D for a day before').optional()
    .meta({ title: 'Earlier or later by', description: 'E.g. a day before the appointment, or two hours after the delivery.', placeholder: '-P1D', widget: 'duration', signed: true }),
}).meta({ title: 'a date of the customer' });

const config = z
  .strictObject({
    for: duration().optional().meta({ title: 'How long', description: 'Days are counted on the customer\'s calendar, hours by the clock.', placeholder: 'P2D', widget: 'duration' }),
    workdays: z.number().int().min(1).max(366).optional().meta({ title: 'Working days', description: 'How many days pass, of which only working days count: Monday to Friday, or those chosen under "Only on".', placeholder: '3', widget: 'number', unit: 'days' }),
    until: z.union([timeUntil, instantUntil, valueUntil], 'needs one of: {"time": "09:00"}, {"at": "2026-12-24T18:00:00Z"}, {"value": {"var": "..."}}').optional()
      .meta({ title: 'Until', description: 'A time of day, a fixed moment, or a date of the customer.', widget: 'choice' }),
    atTime: timeOfDay().optional().meta({ title: 'At', description: 'The time of that day, where the customer lives: two days later at 09:00. With hours or minutes, the first time it is this late.', placeholder: '09:00', widget: 'time', onlyWith: ['for', 'workdays'] }),
    on: weekdays().optional().meta({ title: 'Only on', description: 'Where the day is another one, the next of these days is taken.', widget: 'weekdays', onlyWith: ['for', 'workdays'] }),
    except: z.array(z.iso.date('is not a date such as 2026-12-25')).max(366).optional().meta({ title: 'Not on', description: 'Dates that are no working days, e.g. 2026-12-25.', placeholder: '2026-12-25', widget: 'tags', onlyWith: 'workdays' }),
    ifPast: z.enum(['continue', 'exit']).optional().meta({
      title: 'If that is over already',
      description: 'What happens when the moment lies in the past.',
      onlyWith: 'until',
      widget: 'select',
      options: [{ value: 'continue', label: 'go on at once' }, { value: 'exit', label: 'end the journey' }],
    }),
    next: stepRef(),
  })
  .refine(({ for: span, workdays, until }) => [span, workdays, until].filter((one) => one !== undefined).length === 1, 'needs one of "for" (how long), "workdays" (how many working days) and "until" (a moment), and not more')
  .refine(({ until, atTime, on }) => until === undefined || (atTime === undefined && on === undefined), '"atTime" and "on" belong to "for" and "workdays"; "until" has a time of its own')
  .refine(({ workdays, except }) => except === undefined || workdays !== undefined, { path: ['except'], message: 'belongs to "workdays"' })
  .meta({ exclusive: ['for', 'workdays', 'until'] });
type Config = z.infer<typeof config>;

const localWords = (moment: Instant, zone: Zone) => `${momentInWords(moment, zone)} (${zone})`;

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** How long it is in words, e.g. `2 days, at 09:00, on Mon, Tue`. */
function lengthInWords({ for: span, workdays, atTime, on }: Config): string {
  const length = workdays === undefined ? durationInWords(span ?? '') : `${workdays} working ${workdays === 1 ? 'day' : 'days'}`;
  return [length, ...(atTime === undefined ? [] : [`at ${atTime}`]), ...(on === undefined || workdays !== undefined ? [] : [`on ${weekdaysInWords(on)}`])].join(', ');
}

/** A length of time, counted on the calendar of the zone: whole days lead to a day, and `atTime` is meant on it; hours lead to a moment. */
function afterLength({ for: span, workdays, atTime, on, except = [] }: Config, now: Instant, zone: Zone): Instant {
  if (workdays !== undefined) {
    const day = addDaysOn(now, workdays, on ?? WORKDAYS, except, zone);
    return atTime === undefined ? day : nextLocalTime(startOfDay(day, zone), atTime, undefined, zone);
  }
  const moment = addDuration(now, span ?? 'PT0S', zone);
  const parts = parseDuration(span ?? '');
  const wholeDays = parts !== null && hasCalendarPart(parts) && parts.clockMs === 0;
  if (atTime !== undefined) return nextLocalTime(wholeDays ? startOfDay(moment, zone) : moment, atTime, on, zone);
  return on === undefined ? moment : nextDayOn(moment, on, zone);
}

type Used = Readonly<Record<string, Json>>;
interface Due { readonly due: Instant; readonly why: string; readonly used?: Used }

function dueOf(config: Config, { now, zone, facts }: StepContext): Due | { readonly failed: string; readonly used?: Used } {
  const { for: span, workdays, until } = config;
  if (span !== undefined || workdays !== undefined) return { due: afterLength(config, now, zone), why: `waits ${lengthInWords(config)}` };
  if (until === undefined) return { failed: 'the delay says neither how long nor until when' };
  if ('time' in until) return { due: nextLocalTime(now, until.time, until.weekdays, zone), why: `waits until ${until.time} (${zone})` };
  if ('at' in until) return { due: new Date(until.at).toISOString(), why: `waits until a fixed moment, ${localWords(until.at, zone)}` };
  const answer = evaluate(until.value, facts);
  if (!answer.ok) return { failed: answer.issue.message };
  // The value itself, so that the moment can be worked out again.
  const { used } = explainAnswer(until.value, facts, answer);
  const moment = readMoment(answer.value, zone);
  if (moment === null) return { used, failed: `the date to wait for is ${answer.value === null || answer.value === undefined ? 'missing' : `no date: ${JSON.stringify(answer.value).slice(0, 80)}`}` };
  if (until.offset === undefined) return { due: moment, why: `waits until ${localWords(moment, zone)}`, used };
  return { used, due: addDuration(moment, until.offset, zone), why: `waits until ${durationInWords(until.offset)}${until.offset.startsWith('-') ? '' : ' after'} ${localWords(moment, zone)}` };
}

function enter(config: Config, context: StepContext): StepAnswer {
  const answer = dueOf(config, context);
  // A date that cannot be read is the data's fault, not the customer's: they go on, and the trail says why nobody waited (ENG-12).
  if ('failed' in answer) return { go: 'next', outcome: 'skipped', because: `did not wait: ${answer.failed}`, ...(answer.used ? { used: answer.used } : {}) };
  const { due, why } = answer;
  const used = { ...answer.used, due, zone: context.zone };
  if (due > context.now) return { wait: { due }, because: why, used };
  if (due === context.now) return { go: 'next', because: 'that is now', used };
  if (config.ifPast === 'exit') return { finish: 'expired', because: `the moment to wait for was over: ${localWords(due, context.zone)}`, used };
  return { go: 'next', because: `the moment to wait for was over: ${localWords(due, context.zone)}`, used };
}

function lengthSummary({ for: span, workdays, atTime, on }: Config): readonly SummaryPart[] {
  const days = textsOf(on);
  const length = workdays === undefined ? durationInWords(textOf(span)) : `${Number(workdays)} working ${Number(workdays) === 1 ? 'day' : 'days'}`;
  return [
    plain('Wait'), strong(length),
    ...(textOf(atTime) === '' ? [] : [plain('until'), strong(atTime)]),
    ...(days.length > 0 ? [plain(workdays === undefined ? 'on' : 'of'), strong(weekdaysInWords(days))] : []),
  ];
}

function summary(config: Config): readonly SummaryPart[] {
  const { for: span, workdays, until: given } = config;
  if (span !== undefined || workdays !== undefined) return lengthSummary(config);
  const until: unknown = given;
  if (!isObject(until)) return [plain('Wait'), strong('')];
  if ('time' in until) {
    const days = textsOf(until['weekdays']);
    return [plain('Wait until'), strong(until['time']), ...(days.length > 0 ? [plain('on'), strong(weekdaysInWords(days))] : [])];
  }
  if ('at' in until) return [plain('Wait until'), strong(until['at'])];
  const value = until['value'];
  const offset = textOf(until['offset']);
  const date = strong(isObject(value) && typeof value['var'] === 'string' ? value['var'] : 'a date');
  if (offset === '') return [plain('Wait until'), date];
  return [plain('Wait until'), strong(durationInWords(offset)), ...(offset.startsWith('-') ? [] : [plain('after')]), date];
}

export const delay = defineNode<Config>({
  kind: 'delay',
  version: 1,
  title: 'Wait a while',
  help: 'Holds the customer for some time, or until a moment. Days are counted on the customer\'s calendar, also when clocks change.',
  icon: 'clock',
  category: 'timing',
  config,
  waits: true,
  // a time of the day may bring the end nearer by up to a day, and none of the days can be told
  restsAtLeast: ({ for: span, workdays, atTime }) => (workdays !== undefined && atTime === undefined ? 'P1D' : atTime === undefined ? span ?? 'PT0S' : 'PT0S'),
  defaults: () => ({ for: 'P1D' }),
  ports: () => [{ id: 'next', label: '', at: ['next'] }],
  summary,
  needs({ until }) {
    const given: unknown = until;
    return { conditions: isObject(given) && given['value'] !== undefined ? [{ at: ['until', 'value'], condition: given['value'] }] : [] };
  },
  passages: () => [{ port: 'next' }],
  enter,
  resume: (_config, { waiting }, signal) => (signal.type === 'timer' ? { go: 'next', because: 'the time was up', used: { due: waiting?.due ?? null } } : null),
  examples: [
    { title: 'Two days', config: { for: 'P2D' } },
    { title: 'Two days later, in the morning', config: { for: 'P2D', atTime: '09:00' } },
    { title: 'Three working days, but not at Christmas', config: { workdays: 3, except: ['2026-12-25'] } },
    { title: 'The next weekday morning', config: { until: { time: '09:00', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] } } },
    { title: 'A fixed moment, and nobody who comes too late', config: { until: { at: '2026-12-24T17:00:00Z' }, ifPast: 'exit' } },
    { title: 'A day before the appointment', config: { until: { value: { var: 'event.properties.starts_at' }, offset: '-P1D' }, ifPast: 'continue' } },
  ],
});
