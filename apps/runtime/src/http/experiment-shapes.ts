import { z } from '@hono/zod-openapi';
import { instant } from './shapes.ts';

/** A value with the range in which it lies for sure, at every look. `high` null: nothing bounds it yet. */
const figureShape = z.object({ value: z.number().nullable(), low: z.number(), high: z.number().nullable() }).meta({ id: 'Figure' });
const comparisonShape = z.object({
  /** How many times as often. */
  times: figureShape,
  /** How sure it is that there is a difference, 0..1. */
  confidence: z.number(),
});
const groupShape = z.object({ entered: z.number(), reached: z.number(), rate: figureShape });

export const experimentShape = z.object({
  step: z.string(),
  /** What it compares, with everything filled in: Experiment of @attune/dsl. */
  experiment: z.object({ arms: z.array(z.unknown()), metric: z.unknown(), window: z.string(), guardrails: z.array(z.unknown()), mode: z.enum(['auto', 'manual']), minimum: z.number(), confidence: z.number(), longest: z.string().nullable(), onInconclusive: z.enum(['continue', 'control', 'best']), sticky: z.boolean() }),
  /** The hour of the first customer. */
  since: instant.nullable(),
  /** The arm that everybody takes; null while it goes on. */
  winner: z.string().nullable(),
  /** `auto`, or who chose. */
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  stopped: z.array(z.object({ arm: z.string(), because: z.string(), at: instant })),
  verdict: z.object({
    /** The arm that the figures speak for. */
    proposed: z.string().nullable(),
    because: z.string(),
    arms: z.array(z.object({
      id: z.string(), label: z.string(), control: z.boolean(), stopped: z.boolean(), entered: z.number(), converted: z.number(), rate: figureShape,
      against: comparisonShape.extend({ arm: z.string() }).nullable(),
      guardrails: z.array(z.object({ event: z.string(), count: z.number(), rate: figureShape })),
    })),
  }),
}).meta({ id: 'Experiment' });

/** The experiments of a journey's published version, and what its control group shows. */
export const experimentsShape = z.object({
  experiments: z.array(experimentShape),
  control: z.object({
    /** Of all who come in. */
    percent: z.number(),
    goals: z.array(z.object({ goal: z.string(), effect: comparisonShape.extend({ treated: groupShape, held: groupShape, because: z.string() }) })),
  }).nullable(),
}).meta({ id: 'Experiments' });
