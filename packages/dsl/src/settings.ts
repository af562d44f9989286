import { z } from 'zod';
import { condition, dataPath, duration, eventName, instant, slug, zone } from './fields.ts';

/** What a journey says as a whole; the same in graph and program. */
export const categorySchema = z.enum(['marketing', 'service', 'transactional', 'survey']);
export type JourneyCategory = z.infer<typeof categorySchema>;

export const reentrySchema = z.strictObject({
  mode: z.enum(['never', 'after-exit', 'always']).meta({ title: 'Again', description: 'Whether a customer may come in a second time.' }),
  after: duration().optional().meta({ title: 'Not before', description: 'Time since the last entry that must have passed (counted with >=).', widget: 'duration' }),
  key: dataPath().optional().meta({ title: 'One run for each', description: 'A value of the entry event that makes runs distinct, e.g. event.properties.cart_id.', widget: 'property' }),
});

export const exitSchema = z.strictObject({
  id: slug(),
  event: eventName(),
  where: condition().optional(),
  match: z.strictObject({ entry: z.string().min(1), event: z.string().min(1) }).optional()
    .meta({ title: 'Same', description: 'Ends only the run whose entry value equals the event\'s, e.g. both properties.cart_id.' }),
  goal: z.boolean().optional(),
});

export const goalSchema = z.strictObject({
  id: slug().optional(),
  event: eventName(),
  where: condition().optional(),
  within: duration().optional(),
  primary: z.boolean().optional(),
});

const windowSchema = z
  .strictObject({
    start: instant().optional().meta({ title: 'From', description: 'Nobody comes in before this moment.', widget: 'moment' }),
    end: instant().optional().meta({ title: 'Until', description: 'Nobody comes in from this moment on.', widget: 'moment' }),
  })
  .refine(({ start, end }) => start === undefined || end === undefined || Date.parse(start) < Date.parse(end), { path: ['end'], message: 'is not after the start: choose a later moment' });

export const settingsSchema = z.strictObject({
  key: slug().meta({ title: 'Key', description: 'A short name without spaces, unique in the workspace.' }),
  name: z.string().min(1).max(200).meta({ title: 'Name' }),
  description: z.string().max(2000).optional(),
  category: categorySchema,
  timezone: z.union([z.literal('customer'), zone()]).optional(),
  /** For customers whose zone is unknown; the workspace's where absent. */
  fallbackTimezone: zone().optional().meta({ title: 'Where a zone is unknown', description: 'The zone for customers of whom none is known; the workspace\'s where empty.', widget: 'zone' }),
  audience: condition().optional(),
  reentry: reentrySchema.optional(),
  exits: z.array(exitSchema).max(10).optional(),
  goals: z.array(goalSchema).max(4).optional(),
  /** Percent of entrants in the control group: they go through the journey, are measured, and get nothing (GATE-4). */
  holdout: z.number().min(0).max(50).optional(),
  /** Feeds the splits; the key where absent, so a copy of a journey under a new key splits anew (ENG-10). */
  seed: z.string().max(100).optional(),
  window: windowSchema.optional().meta({ title: 'Lets people in', description: 'The time during which people can come in. Who is inside stays.', widget: 'group' }),
  maxDuration: duration().optional().meta({ title: 'Ends at the latest after', description: 'Whoever is still inside after this long leaves as "expired".', placeholder: 'P90D', widget: 'duration' }),
  priority: z.number().int().min(0).max(100).optional().meta({ default: 50, title: 'Priority', description: 'From 0 to 100. Where messages of several journeys are due at once, those of the higher priority go first.', widget: 'number', advanced: true }),
  tags: z.array(z.string().min(1).max(60)).max(20).optional().meta({ title: 'Tags', description: 'Words to find the journey by.', widget: 'tags', advanced: true }),
  owner: z.string().min(1).max(200).optional().meta({ title: 'Owner', description: 'Whom to ask about it.', widget: 'text', advanced: true }),
});
export type JourneySettings = z.infer<typeof settingsSchema>;
