import { z } from 'zod';
import { named, plain, strong, textOf } from '../../draft.ts';
import { timeOfDay } from '../../fields.ts';
import type { Json } from '../../json.ts';
import { defineEntry } from '../../node-kind.ts';
import { readPath } from '../../path.ts';
import { durationInWords, nextRecurrence, parseDuration } from '../../time/index.ts';

const EVERY = [{ value: 'once', label: 'once' }, { value: 'year', label: 'every year' }, { value: 'month', label: 'every month' }, { value: 'week', label: 'every week' }] as const;
const FEB29 = [{ value: 'feb28', label: '28 February' }, { value: 'mar1', label: '1 March' }, { value: 'skip', label: 'leave that year out' }] as const;

const config = z.strictObject({
  attribute: z.string().min(1, 'is empty: choose the date of the customer').max(200).meta({ title: 'Date', description: 'A date or a date and time of the customer, e.g. customer.birthday. A month and a day (05-14) will do for what comes every year.', placeholder: 'customer.birthday', widget: 'property' }),
  every: z.enum(['once', 'year', 'month', 'week']).optional().meta({ default: 'once', title: 'Again', description: 'Once for a date such as an appointment, every year for a birthday.', widget: 'select', options: EVERY }),
  offset: z.string().max(60).refine((value) => parseDuration(value) !== null, 'is not an ISO 8601 duration: write P1D for a day after, -P14D for two weeks before').optional()
    .meta({ title: 'Earlier or later by', description: 'E.g. two weeks before the renewal. On the day itself where empty.', placeholder: '-P14D', widget: 'duration', signed: true }),
  at: timeOfDay().optional().meta({ title: 'At', description: 'Time of day where the customer lives. The date\'s own time where empty; a date alone begins at midnight.', placeholder: '09:00', widget: 'time' }),
  feb29: z.enum(['feb28', 'mar1', 'skip']).optional().meta({ default: 'feb28', title: 'Those born on 29 February', description: 'Their day in years that have none.', widget: 'select', options: FEB29, onlyWith: 'every', advanced: true }),
});
type Config = z.infer<typeof config>;

/** The path inside the customer: `birthday` and `customer.birthday` are the same. */
const pathOf = (attribute: unknown): string => textOf(attribute).replace(/^customer\./, '');
const dateOf = ({ attribute }: Config, customer: unknown): Json | undefined => readPath(customer, pathOf(attribute)) as Json | undefined;

function whenInWords(offset: unknown): string {
  const words = textOf(offset);
  // no offset, half a one, or one of nothing at all
  if (parseDuration(words) === null || !/[1-9]/.test(words)) return 'on';
  return words.startsWith('-') ? durationInWords(words) : `${durationInWords(words)} after`;
}

export const entryDate = defineEntry<Config>({
  kind: 'entry-date',
  version: 1,
  title: 'On a date of theirs',
  help: 'A customer starts the journey on a date of their own, or some days before or after it: a birthday, a renewal, an appointment. The time of day is the one where they live.',
  icon: 'cake',
  category: 'start',
  takes: 'date',
  config,
  defaults: () => ({ attribute: 'customer.birthday', every: 'year', at: '09:00' }),
  ports: () => [{ id: 'next', label: '', at: [], required: true }],
  summary: ({ attribute, every, offset, at }) => [
    plain(whenInWords(offset)), strong(pathOf(attribute).replaceAll('_', ' ')),
    ...(textOf(at) === '' ? [] : [plain('at'), strong(at)]),
    ...(every === undefined || every === 'once' ? [] : [plain(EVERY.find(({ value }) => value === every)?.label ?? '')]),
  ],
  needs: ({ attribute }) => ({ traits: named(pathOf(attribute).split('.')[0]) }),
  check({ every = 'once' }, context) {
    if (every === 'once' || context.reentry !== 'never') return [];
    return [context.issue({ code: 'comes-once', severity: 'warning', at: ['every'], message: 'The date comes again, but the journey lets everybody in only once. Allow them to come again under "Again" of the journey, or take the date once.' })];
  },
  moment(entry, facts, zone, after) {
    const { every = 'once', feb29 = 'feb28', offset = 'PT0S', at = null } = entry;
    return nextRecurrence(dateOf(entry, facts.customer), { every, feb29, offset, at }, zone, after);
  },
  accepts(entry, occurrence, facts) {
    if (occurrence.type !== 'date') return { yes: false, because: `waits for ${pathOf(entry.attribute)}` };
    const date = dateOf(entry, facts.customer) ?? null;
    const words = typeof date === 'string' || typeof date === 'number' ? ` (${String(date).slice(0, 40)})` : '';
    return { yes: true, because: `it was ${whenInWords(entry.offset) === 'on' ? '' : `${whenInWords(entry.offset)} `}their ${pathOf(entry.attribute)}${words}`, used: { [`customer.${pathOf(entry.attribute)}`]: date, moment: occurrence.at } };
  },
  examples: [
    { title: 'On the birthday, at nine in the morning', config: { attribute: 'customer.birthday', every: 'year', at: '09:00', feb29: 'mar1' } },
    { title: 'Two weeks before the contract is renewed', config: { attribute: 'customer.renews_on', every: 'year', offset: '-P14D', at: '10:00' } },
    { title: 'Two hours after the appointment', config: { attribute: 'customer.appointment_at', offset: 'PT2H' } },
  ],
});
