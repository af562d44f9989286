import { z } from 'zod';
import { decide } from '../../decide.ts';
import { named, plain, strong, textOf } from '../../draft.ts';
import { condition, slug, zone } from '../../fields.ts';
import type { Json } from '../../json.ts';
import { defineEntry } from '../../node-kind.ts';
import { cronInWords, momentInWords, parseCron, parseZone } from '../../time/index.ts';

const config = z.strictObject({
  cron: z.string().max(100).refine((value) => parseCron(value) !== null, 'is not a schedule of five fields such as "0 9 * * mon" (minute, hour, day, month, weekday)')
    .meta({ title: 'When', description: 'Minute, hour, day of the month, month, day of the week: 0 9 * * mon is every Monday at 9:00.', placeholder: '0 9 * * mon', widget: 'cron' }),
  timezone: zone().optional().meta({ title: 'Time zone', description: 'The zone the times are meant in; the workspace\'s where empty.', placeholder: 'Europe/Berlin', widget: 'zone' }),
  segment: slug().optional().meta({ title: 'Segment', description: 'Who starts: members of this segment at that moment.', widget: 'segment' }),
  audience: condition().optional().meta({ title: 'Who', description: 'Who starts: customers for whom this holds at that moment.', widget: 'condition' }),
  missed: z.enum(['skip', 'once']).optional().meta({
    default: 'skip',
    title: 'If the moment was missed',
    description: 'What to do about moments that passed while the system was down.',
    widget: 'select',
    options: [{ value: 'skip', label: 'leave it out' }, { value: 'once', label: 'catch up once' }],
  }),
});

export const entrySchedule = defineEntry<z.infer<typeof config>>({
  kind: 'entry-schedule',
  version: 1,
  title: 'On a schedule',
  help: 'At set times, everyone in the segment or audience at that moment starts the journey.',
  icon: 'calendar-clock',
  category: 'start',
  takes: 'tick',
  config,
  defaults: () => ({ cron: '0 9 * * mon', missed: 'skip' }),
  ports: () => [{ id: 'next', label: '', at: [], required: true }],
  summary: ({ cron, timezone, segment }) => [
    strong(cronInWords(textOf(cron))),
    ...(timezone ? [plain(`(${timezone})`)] : []),
    ...(segment ? [plain('for'), strong(segment)] : []),
  ],
  needs: ({ segment, audience }) => ({
    segments: named(segment),
    conditions: audience === undefined ? [] : [{ at: ['audience'], condition: audience }],
  }),
  schedule: ({ cron, timezone, segment, missed = 'skip' }) => ({ cron, timezone: timezone ?? null, missed, segment: segment ?? null }),
  arrivals: ({ segment, audience }) => [{ occurrence: { type: 'tick' }, holds: [...(segment === undefined ? [] : [{ in_segment: segment }]), ...(audience === undefined ? [] : [audience])] }],
  accepts({ cron, timezone, segment, audience }, occurrence, facts) {
    if (occurrence.type !== 'tick') return { yes: false, because: `waits for ${cronInWords(cron)}` };
    const moment = `it was ${momentInWords(occurrence.at, parseZone(timezone) ?? facts.zone)} (${cronInWords(cron)})`;
    if (segment !== undefined && !facts.segments.includes(segment)) return { yes: false, because: `${moment}, but not in the segment ${segment}` };
    const asked: Readonly<Record<string, Json>> = { at: occurrence.at, ...(segment === undefined ? {} : { [`in_segment(${segment})`]: true }) };
    if (audience === undefined) return { yes: true, because: moment, used: asked };
    const answer = decide(audience, facts);
    if (!answer.ok) return { yes: false, because: `${moment}, but the audience could not be decided: ${answer.because}` };
    return { yes: answer.yes, because: `${moment} and ${answer.because}`, used: { ...asked, ...answer.used } };
  },
  examples: [
    { title: 'Monday mornings, the newsletter\'s readers', config: { cron: '0 9 * * mon', timezone: 'Europe/Berlin', segment: 'readers', missed: 'once' } },
    { title: 'The first of the month, everyone with points', config: { cron: '30 8 1 * *', timezone: 'Europe/Berlin', audience: { '>': [{ var: 'customer.points' }, 0] }, missed: 'skip' } },
  ],
});
