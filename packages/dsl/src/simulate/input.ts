import { z } from 'zod';
import type { Content } from '../engine/command.ts';
import type { ConsentFacts, SentimentFact } from '../facts.ts';
import { pointer, type Issue } from '../issue.ts';
import type { Instant, Json, JsonObject } from '../json.ts';
import type { GatePolicy } from '../gate/gate-types.ts';
import { normalInstant } from '../time/index.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const moment = z
  .string()
  .refine((value) => MOMENT.test(value) && !Number.isNaN(Date.parse(value)), 'is not a moment such as 2026-05-03T18:00:00Z')
  .transform((value): Instant => normalInstant(value));
const values = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject, JsonObject>;
const consent = z.record(z.string(), z.record(z.string(), z.boolean())) as z.ZodType<ConsentFacts, ConsentFacts>;
const mood = z.strictObject({
  label: z.enum(['negative', 'neutral', 'positive']),
  score: z.number().min(-1).max(1).optional(),
  confidence: z.number().min(0).max(1).optional(),
  at: moment.optional(),
  source: z.string().optional(),
  samples: z.number().int().min(1).optional(),
  evidence: z.string().optional(),
});

/** What happens to the simulated customer, each at its moment. */
const itemSchema = z.union(
  [
    z.strictObject({ at: moment, event: z.string().min(1), properties: values.optional() }),
    z.strictObject({ at: moment, set: values }),
    z.strictObject({ at: moment, segment: z.string().min(1), edge: z.enum(['enter', 'leave']) }),
    z.strictObject({ at: moment, sentiment: mood.nullable() }),
    z.strictObject({ at: moment, consent }),
    z.strictObject({ at: moment, enrol: values }),
    z.strictObject({ at: moment, result: z.strictObject({ step: z.string().min(1), outcome: z.string().min(1), reason: z.string().optional(), data: z.unknown().optional() }) }),
  ],
  'is none of {at, event, properties}, {at, set}, {at, segment, edge}, {at, sentiment}, {at, consent}, {at, enrol}, {at, result: {step, outcome}}',
);

const customerSchema = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String).default('customer'),
  timezone: z.string().nullish(),
  locale: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  traits: values.optional(),
  segments: z.array(z.string()).optional(),
  consent: consent.optional(),
  sentiment: mood.nullish(),
  sentimentAllowed: z.boolean().optional(),
});

const contentSchema = z.looseObject({ subject: z.string().nullish(), body: z.string(), html: z.string().nullish() });
const policySchema = z.looseObject({ quietHours: z.looseObject({ from: z.string(), to: z.string() }).nullable(), caps: z.array(z.looseObject({ limit: z.number(), within: z.string() })), guardrails: z.boolean(), zone: z.string() });

const inputSchema = z.looseObject({
  customer: customerSchema.default({ id: 'customer' }),
  timeline: z.array(itemSchema).max(20_000).default([]),
  from: moment.optional(),
  until: moment.optional(),
  seed: z.union([z.string(), z.number()]).optional(),
  templates: z.union([z.array(contentSchema.extend({ key: z.string() })), z.record(z.string(), contentSchema)]).optional(),
  segments: z.array(z.looseObject({ key: z.string(), condition: z.unknown() })).optional(),
  policy: policySchema.optional(),
  winners: z.record(z.string(), z.string()).optional(),
});

/** One thing that happens at a moment. */
export type TimelineItem = z.infer<typeof itemSchema>;
type Mood = z.infer<typeof mood>;

/**
 * A made-up customer. Traits may stand flat or under `traits`. What is left out is assumed to let messages through, since a trial is about the journey:
 * no `consent` means consent to everything (`{}` means none), no `email` or `phone` means there is one (`null` means there is none), no
 * `timezone` means the workspace's. Mood is not assumed: no `sentiment` is no mood.
 */
export type SimulatedCustomer = z.input<typeof customerSchema>;

/** What a simulation is made from. */
export interface SimulationInput {
  readonly customer?: SimulatedCustomer;
  /** In any order; at the same moment they are taken as listed. What lies before `from` is past: it is known, but starts nothing. */
  readonly timeline?: readonly z.input<typeof itemSchema>[];
  /** The first moment; that of the first item where absent. */
  readonly from?: Instant;
  /** The last moment, inclusive; 90 days after the last item where absent. */
  readonly until?: Instant;
  /** Feeds the splits and the control group; the program's own where absent, so that a real customer's way can be foretold. */
  readonly seed?: string | number;
  /** Words of message templates, by key. Without them a message that uses one is shown by its key. */
  readonly templates?: readonly ({ readonly key: string } & Content)[] | Readonly<Record<string, Content>>;
  /** Conditions of segments, for membership to follow what happens. */
  readonly segments?: readonly { readonly key: string; readonly condition: Json }[];
  /** The workspace's rules of sending; the default ones where absent. */
  readonly policy?: GatePolicy;
  /** Arms that have won an experiment, by step: to try a journey as it is afterwards. */
  readonly winners?: Readonly<Record<string, string>>;
}

/** A checked input, with everything filled in. */
export interface Scenario {
  readonly id: string;
  readonly traits: JsonObject;
  readonly timezone: string | null | undefined;
  readonly locale: string | null | undefined;
  readonly email: string | null | undefined;
  readonly phone: string | null | undefined;
  readonly memberOf: readonly string[];
  readonly consent: ConsentFacts | null;
  readonly sentiment: SentimentFact | null;
  readonly sentimentAllowed: boolean;
  readonly timeline: readonly TimelineItem[];
  readonly from: Instant;
  readonly until: Instant;
  readonly seed: string | undefined;
  readonly templates: ReadonlyMap<string, Content> | null;
  readonly segments: readonly { readonly key: string; readonly condition: Json }[];
  readonly policy: GatePolicy | null;
  readonly winners: Readonly<Record<string, string>> | undefined;
}

const WITHOUT_END_MS = 90 * 86_400_000;

/** Sorts by moment; instants are written alike, so that they compare as texts. */
export const byMoment = (a: { readonly at: Instant }, b: { readonly at: Instant }): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** Checks what a simulation is to be made from. */
export function readInput(input: unknown): { readonly ok: true; readonly value: Scenario } | { readonly ok: false; readonly issues: Issue[] } {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    return { ok: false, issues: parsed.error.issues.map((issue) => problem(pointer(issue.path), `${issue.path.join('.') || 'The input'}: ${issue.message}`)) };
  }
  const { customer, timeline, from, until, seed, templates, segments, policy, winners } = parsed.data;
  const moments = timeline.map((item) => item.at).sort();
  const first = from ?? moments[0];
  if (first === undefined) return { ok: false, issues: [problem('/from', 'Say when the trial begins: "from" is missing, and the timeline is empty.')] };
  const last = until ?? new Date(Date.parse(moments.at(-1) ?? first) + WITHOUT_END_MS).toISOString();
  if (last < first) return { ok: false, issues: [problem('/until', `The trial ends before it begins: "until" must not lie before ${first}.`)] };
  const { id, timezone, locale, email, phone, traits, segments: memberOf, consent: given, sentiment, sentimentAllowed, ...flat } = customer;
  return {
    ok: true,
    value: {
      id, timezone, locale, email, phone,
      traits: { ...(flat as JsonObject), ...traits },
      memberOf: memberOf ?? [],
      consent: given ?? null,
      sentiment: sentiment ? moodAt(sentiment, first) : null,
      sentimentAllowed: sentimentAllowed ?? true,
      // `sort` is stable: items of one moment stay as they were listed.
      timeline: [...timeline].sort(byMoment),
      from: first,
      until: last,
      seed: seed === undefined ? undefined : String(seed),
      templates: templatesOf(templates),
      segments: (segments ?? []) as Scenario['segments'],
      policy: (policy as GatePolicy | undefined) ?? null,
      winners,
    },
  };
}

const problem = (path: string, message: string): Issue => ({ code: 'simulation-input', severity: 'error', path, message });

const SCORES = { negative: -0.6, neutral: 0, positive: 0.6 } as const;

/** A mood in full: what was left out is a clear one, of that moment. */
export function moodAt({ label, score, confidence, at, source, samples, evidence }: Mood, now: Instant): SentimentFact {
  return {
    label,
    score: score ?? SCORES[label],
    confidence: confidence ?? 0.9,
    at: at ?? now,
    ...(source === undefined ? {} : { source }),
    ...(samples === undefined ? {} : { samples }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

type GivenContent = z.infer<typeof contentSchema>;

function templatesOf(given: z.infer<typeof inputSchema>['templates']): ReadonlyMap<string, Content> | null {
  if (given === undefined) return null;
  const pairs: [string, GivenContent][] = Array.isArray(given) ? given.map((one) => [one.key, one]) : Object.entries(given);
  return new Map(pairs.map(([key, { subject, body, html }]) => [key, { body, ...(subject == null ? {} : { subject }), ...(html == null ? {} : { html }) }]));
}
