import { z } from 'zod';
import { isObject, listOf, plain, strong, textsOf } from '../../draft.ts';
import { stepRef, timeOfDay, weekdays } from '../../fields.ts';
import type { Instant, Zone } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';
import { nextOpening, weekdaysInWords } from '../../time/index.ts';

const SAME_TIME = 'is the same as the beginning: choose a later time, or an earlier one for hours that reach past midnight';

const config = z
  .strictObject({
    weekdays: weekdays().optional().meta({ title: 'On', description: 'Every day where none is chosen. Hours that reach past midnight belong to the day on which they begin.', widget: 'weekdays' }),
    from: timeOfDay().meta({ title: 'From', description: 'By the clock where the customer lives.', placeholder: '09:00', widget: 'time' }),
    to: timeOfDay().meta({ title: 'Until', description: 'Where this is earlier than the beginning, the hours reach into the next day.', placeholder: '18:00', widget: 'time' }),
    also: z.array(z.strictObject({
      weekdays: weekdays().meta({ title: 'On', description: 'The days of these hours.', widget: 'weekdays' }),
      from: timeOfDay().meta({ title: 'From', placeholder: '10:00', widget: 'time' }),
      to: timeOfDay().meta({ title: 'Until', placeholder: '14:00', widget: 'time' }),
    }).refine(({ from, to }) => from !== to, { path: ['to'], message: SAME_TIME })).max(10).optional().meta({ title: 'Other hours on other days', description: 'Hours besides those above, e.g. on Saturday from 10:00 to 14:00.', widget: 'list' }),
    except: z.array(z.iso.date('is not a date such as 2026-12-25')).max(366).optional().meta({ title: 'Not on', description: 'Dates on which nobody is let through, e.g. 2026-12-25.', placeholder: '2026-12-25', widget: 'tags' }),
    next: stepRef(),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: SAME_TIME });
type Config = z.infer<typeof config>;

const hoursOf = ({ from, to, also = [] }: Config) => [{ from, to }, ...also].map((hours) => `${hours.from}–${hours.to}`).join(' or ');

/** The first moment from now on inside any of the hours, or null where none comes. */
function openingOf({ weekdays: days, from, to, also = [], except }: Config, now: Instant, zone: Zone): Instant | null {
  const openings = [{ weekdays: days, from, to }, ...also].map((hours) => nextOpening(now, { ...hours, except }, zone));
  return openings.filter((opening) => opening !== null).sort()[0] ?? null;
}

function enter(config: Config, { now, zone }: StepContext): StepAnswer {
  const opens = openingOf(config, now, zone);
  // Nothing that a calendar holds; nobody may be held for ever because of it.
  if (opens === null) return { go: 'next', outcome: 'skipped', because: `did not wait: the hours ${hoursOf(config)} never come in ${zone}`, used: { zone } };
  if (opens === now) return { go: 'next', because: `it is within ${hoursOf(config)} (${zone})`, used: { zone } };
  return { wait: { due: opens }, because: `waits for ${hoursOf(config)} (${zone})`, used: { due: opens, zone } };
}

export const window = defineNode<Config>({
  kind: 'window',
  version: 1,
  title: 'Only at certain hours',
  help: 'Holds the customer until it is this time of the day, on these days, where they live. Whoever comes within the hours goes on at once.',
  icon: 'sun',
  category: 'timing',
  config,
  waits: true,
  restsAtLeast: () => 'PT0S',
  defaults: () => ({ weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }),
  ports: () => [{ id: 'next', label: '', at: ['next'] }],
  summary({ weekdays: given, from, to, also, except }) {
    const days = textsOf(given);
    const dates = textsOf(except);
    return [
      plain('Go on between'), strong(from), plain('and'), strong(to),
      ...(days.length > 0 ? [plain('on'), strong(weekdaysInWords(days))] : []),
      ...listOf(also).filter(isObject).flatMap((hours) => [plain('or'), strong(hours['from']), plain('and'), strong(hours['to']), plain('on'), strong(weekdaysInWords(textsOf(hours['weekdays'])))]),
      ...(dates.length > 0 ? [plain('but not on'), strong(dates.length > 2 ? `${dates.length} dates` : dates.join(', '))] : []),
    ];
  },
  needs: () => ({}),
  passages: () => [{ port: 'next' }],
  enter,
  // Whoever is let through is let through by the hours that hold now.
  rejoin: enter,
  resume: (config, { waiting }, signal) => (signal.type === 'timer' ? { go: 'next', because: `the hours ${hoursOf(config)} began`, used: { due: waiting?.due ?? null } } : null),
  examples: [
    { title: 'On workdays, but not at Christmas', config: { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00', except: ['2026-12-25'] } },
    { title: 'Shop hours with a short Saturday', config: { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00', also: [{ weekdays: ['sat'], from: '10:00', to: '14:00' }] } },
    { title: 'In the evening and at night', config: { from: '20:00', to: '06:00' } },
  ],
});
