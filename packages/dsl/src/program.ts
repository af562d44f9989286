import { z } from 'zod';
import { slug } from './fields.ts';
import { entryKinds, stepKinds } from './nodes/index.ts';
import { settingsSchema } from './settings.ts';

export const PROGRAM_FORMAT = 'attune/journey@1';

const common = {
  /** The card's title where the marketer gave one. */
  label: z.string().max(120).optional(),
  expectedMood: z.number().min(-2).max(2).optional(),
  stage: z.string().max(80).optional(),
};

/** `kind` and the common fields beside the config of a kind: how a step stands in a program. */
const asStep = (kind: string, config: z.ZodType) => (config as unknown as z.ZodObject).extend({ kind: z.literal(kind), ...common });

type Option = z.ZodObject<{ kind: z.ZodLiteral<string> }>;
const stepSchema = z.discriminatedUnion('kind', stepKinds.map((k) => asStep(k.kind, k.config)) as unknown as [Option, ...Option[]]);
const entrySchema = z.discriminatedUnion('kind', entryKinds.map((k) => asStep(k.kind.replace(/^entry-/, ''), k.config).extend({ id: slug().optional() })) as unknown as [Option, ...Option[]]);

/** A step of a program: its kind, its config, and the ids of the steps its ports lead to. */
export interface Step {
  kind: string;
  label?: string;
  expectedMood?: number;
  stage?: string;
  [field: string]: unknown;
}
export interface Entry extends Step {
  /** The node's id where it is not `entry-<n>`. */
  id?: string;
}

/** The JSON DSL that `compile` returns and the runtime executes. No positions. Readable and writable by hand. */
export const programSchema = settingsSchema
  .extend({
    dsl: z.literal(PROGRAM_FORMAT),
    entry: z.array(entrySchema as unknown as z.ZodType<Entry>).min(1).max(20),
    start: slug(),
    steps: z.record(slug(), stepSchema as unknown as z.ZodType<Step>),
  })
  .meta({ id: 'JourneyProgram', title: 'Attune journey program' });
export type Program = z.infer<typeof programSchema>;
