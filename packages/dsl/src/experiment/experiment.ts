import { z } from 'zod';
import { condition, duration, eventName, slug } from '../fields.ts';
import type { Duration, Json } from '../json.ts';

/** How long after the draw something counts, where an experiment does not say. */
export const DEFAULT_WINDOW = 'P7D';

const share = (max: number) => z.number().min(0).max(max);

const metricSchema = z
  .strictObject({
    event: eventName().optional().meta({ title: 'Event', description: 'What the customer does.', placeholder: 'Order Completed', widget: 'event' }),
    goal: slug().optional().meta({ title: 'Goal', description: 'The name of one of the journey\'s goals.', placeholder: 'goal-1', widget: 'text' }),
    where: condition().optional().meta({ title: 'Only if', description: 'Conditions on that event and the customer.', widget: 'condition', onlyWith: 'event' }),
  })
  .refine((value) => (value.goal === undefined) !== (value.event === undefined), 'needs either "goal" (one of the journey\'s goals) or "event" (something the customer does), and not both')
  .meta({ exclusive: ['event', 'goal'] });

const guardrailSchema = z
  .strictObject({
    event: eventName().meta({ title: 'Event', description: 'What must not happen more often, e.g. Unsubscribed or Complaint Opened.', placeholder: 'Unsubscribed', widget: 'event' }),
    where: condition().optional().meta({ title: 'Only if', description: 'Conditions on that event and the customer.', widget: 'condition' }),
    relative: z.number().min(1).max(100).optional().meta({ title: 'Against the others', description: 'At most so many times as often as on the usual way, or on the others; 1 is "not more often".', widget: 'number', unit: 'times' }),
    most: share(1).optional().meta({ title: 'Share at most', description: 'The share of a way\'s customers of whom this may happen; more, for sure, stops the way.', widget: 'number', unit: 'share' }),
  })
  .refine((value) => value.most === undefined || value.relative === undefined, 'has two limits: keep "most" (a share of customers) or "relative" (times as often as elsewhere)')
  .meta({ exclusive: ['relative', 'most'] });

/** What makes a split an experiment; see `Experiment` for what is meant where something is left out. */
export const experimentSchema = z.strictObject({
  metric: metricSchema.meta({ title: 'Success is', description: 'What a customer should do after taking one of the ways; it counts once a run.', widget: 'group' }),
  window: duration().optional().meta({ default: DEFAULT_WINDOW, title: 'Within', description: 'How long after taking their way what a customer does still counts, also when the journey is over for them.', placeholder: DEFAULT_WINDOW, widget: 'duration' }),
  guardrails: z.array(guardrailSchema).max(5).optional().meta({ title: 'Stop a way that does harm', description: 'A way on which this happens too often, for sure, gets no more customers.', widget: 'list' }),
  winner: z.strictObject({
    mode: z.enum(['auto', 'manual']).optional().meta({
      default: 'auto', title: 'The better way', widget: 'select', description: 'Whether everybody goes the better way as soon as it is clear, or a person decides.',
      options: [{ value: 'auto', label: 'is taken by everybody as soon as it is clear' }, { value: 'manual', label: 'is chosen by a person' }],
    }),
    minimum: z.number().int().min(1).max(1_000_000).optional().meta({ default: 100, title: 'Not before', description: 'Customers that each way must have had.', widget: 'number', unit: 'customers' }),
    confidence: z.number().min(0.5).max(0.999).optional().meta({ default: 0.95, title: 'Be at least this sure', description: 'It may be looked at as often as one likes: the chance to be wrong stays below the rest.', widget: 'number', unit: 'share' }),
  }).optional().meta({ title: 'Deciding', widget: 'group' }),
  longest: duration().optional().meta({ title: 'Decide within', description: 'Counted from the first customer. Without a limit the experiment runs until it is clear.', placeholder: 'P30D', widget: 'duration' }),
  onInconclusive: z.enum(['continue', 'control', 'best']).optional().meta({
    default: 'continue', title: 'If nothing is clear by then', widget: 'select', description: 'What happens when the time is up and no way is better for sure.', onlyWith: 'longest',
    options: [{ value: 'continue', label: 'go on comparing' }, { value: 'control', label: 'everybody goes the usual way' }, { value: 'best', label: 'everybody goes the way that is ahead' }],
  }),
});
export type ExperimentConfig = z.infer<typeof experimentSchema>;

/** What counts as a success: one of the journey's goals, or an event. */
export type Metric = { readonly goal: string } | { readonly event: string; readonly where?: Json };

/** What must not happen more often on a way. `most`: a share of its customers. `relative`: times as often as on the way to compare with. */
export type Guardrail = { readonly event: string; readonly where?: Json } & ({ readonly most: number } | { readonly relative: number });

export interface Arm {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  /** The usual way, with which the others are compared. At most one arm is. */
  readonly control: boolean;
}

/** An experiment with everything filled in. */
export interface Experiment {
  /** Arms that customers are sent to at all. */
  readonly arms: readonly Arm[];
  readonly metric: Metric;
  readonly window: Duration;
  readonly guardrails: readonly Guardrail[];
  readonly mode: 'auto' | 'manual';
  /** Customers each arm must have had before anything is decided. */
  readonly minimum: number;
  /** 0..1 */
  readonly confidence: number;
  readonly longest: Duration | null;
  readonly onInconclusive: 'continue' | 'control' | 'best';
  /** Whether a customer who comes again takes the same arm; else they draw anew. */
  readonly sticky: boolean;
}

/** Fills in what a config leaves out. Arms of weight 0 get nobody and are not compared. */
export function experimentOf(config: ExperimentConfig, arms: readonly { readonly id: string; readonly label?: string | undefined; readonly weight: number; readonly control?: boolean | undefined }[], sticky: boolean): Experiment {
  const { metric, window = DEFAULT_WINDOW, guardrails = [], winner: { mode = 'auto', minimum = 100, confidence = 0.95 } = {}, longest = null, onInconclusive = 'continue' } = config;
  return {
    arms: arms.filter((arm) => arm.weight > 0).map(({ id, label = id, weight, control = false }) => ({ id, label, weight, control })),
    metric: metric.goal === undefined ? { event: metric.event ?? '', ...(metric.where === undefined ? {} : { where: metric.where }) } : { goal: metric.goal },
    window,
    guardrails: guardrails.map(({ event, where, most, relative = 1 }) => ({ event, ...(where === undefined ? {} : { where }), ...(most === undefined ? { relative } : { most }) })),
    mode, minimum, confidence, longest, onInconclusive, sticky,
  };
}
