import { z } from 'zod';
import { condition, dataPath, duration, eventName, slug, zone } from './fields.ts';

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

export const settingsSchema = z.strictObject({
  key: slug().meta({ title: 'Key', description: 'A short name without spaces, unique in the workspace.' }),
  name: z.string().min(1).max(200).meta({ title: 'Name' }),
  description: z.string().max(2000).optional(),
  category: categorySchema,
  timezone: z.union([z.literal('customer'), zone()]).optional(),
  audience: condition().optional(),
  reentry: reentrySchema.optional(),
  exits: z.array(exitSchema).max(10).optional(),
  goals: z.array(goalSchema).max(4).optional(),
  /** Percent of entrants in the control group: they go through the journey, are measured, and get nothing (GATE-4). */
  holdout: z.number().min(0).max(50).optional(),
  /** Feeds the splits; the key where absent, so a copy of a journey under a new key splits anew (ENG-10). */
  seed: z.string().max(100).optional(),
});
export type JourneySettings = z.infer<typeof settingsSchema>;
