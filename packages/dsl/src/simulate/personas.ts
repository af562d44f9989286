import { z } from 'zod';
import { murmur3 } from '../engine/hash.ts';
import { pointer, type Issue } from '../issue.ts';
import type { Duration, Instant, JsonObject, Zone } from '../json.ts';
import { addDuration, parseDuration, parseZone, roughMs } from '../time/index.ts';
import type { SimulatedCustomer, SimulationInput } from './input.ts';
import { randomOf, type Random } from './random.ts';

const span = z.string().refine((value) => parseDuration(value) !== null && !value.startsWith('-'), 'is not an ISO 8601 duration such as P2D');

/** Something a kind of customer may do. */
const habitSchema = z.looseObject({
  /** How likely it is, 0 to 1. */
  chance: z.number().min(0).max(1).optional(),
  /** How long after the customer's first moment it comes at the earliest. */
  after: span.optional(),
  /** Over how long it may be spread beyond that. */
  within: span.optional(),
  /** How often it comes again, until the end. */
  every: span.optional(),
});

const personaSchema = z.looseObject({
  name: z.string().min(1),
  weight: z.number().min(0).optional(),
  customer: z.looseObject({}).optional(),
  habits: z.array(habitSchema).max(200).optional(),
});

const crowdSchema = z.looseObject({
  personas: z.array(personaSchema).min(1),
  count: z.number().int().min(1).max(1_000_000),
  days: z.number().int().min(1).max(3660),
  seed: z.union([z.string(), z.number()]).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
});

/** Something a kind of customer may do: a timeline item without its moment, and when and how likely it comes. */
export type Habit = { readonly chance?: number; readonly after?: Duration; readonly within?: Duration; readonly every?: Duration } & (
  | { readonly event: string; readonly properties?: JsonObject }
  | { readonly set: JsonObject }
  | { readonly segment: string; readonly edge: 'enter' | 'leave' }
  | { readonly sentiment: { readonly label: 'negative' | 'neutral' | 'positive'; readonly confidence?: number } | null }
  | { readonly result: { readonly step: string; readonly outcome: string; readonly data?: JsonObject } }
  | { readonly enrol: JsonObject }
);

/** A kind of customer. */
export interface Persona {
  readonly name: string;
  /** How many there are of them against the others; 1 where absent. */
  readonly weight?: number;
  readonly customer?: Omit<SimulatedCustomer, 'id'>;
  readonly habits?: readonly Habit[];
}

/** A crowd to try a journey on. */
export interface Crowd extends Pick<SimulationInput, 'templates' | 'segments' | 'policy'> {
  readonly personas: readonly Persona[];
  /** How many customers. */
  readonly count: number;
  /** Over how many days; each customer's first moment lies in the first of them. */
  readonly days: number;
  readonly seed?: string | number;
  /** The first day's beginning; 1 January 2026 in UTC where absent, so that the same seed always shows the same. */
  readonly from?: Instant;
}

/** Checks a crowd; the answer is what was wrong with it. */
export function crowdIssues(crowd: unknown): Issue[] {
  const parsed = crowdSchema.safeParse(crowd);
  return (parsed.error?.issues ?? []).map((issue) => ({ code: 'simulation-input', severity: 'error', path: pointer(issue.path), message: `${issue.path.join('.') || 'The crowd'}: ${issue.message}` }));
}

const DAY = 86_400_000;
/** Repeated habits of one customer; beyond it a habit is more of a machine. */
const MOST_REPEATS = 1000;

/** One customer of a crowd. */
export interface Member {
  readonly persona: string;
  readonly input: SimulationInput;
}

/** Makes up the customer of a number: always the same one for the same seed. */
export function memberOf(crowd: Crowd, index: number): Member {
  const random = randomOf(murmur3(`${crowd.seed ?? 0}\u0000${index}`));
  const persona = pick(crowd.personas, random());
  const start = Date.parse(crowd.from ?? '2026-01-01T00:00:00.000Z');
  const until = new Date(start + crowd.days * DAY).toISOString();
  const begins = new Date(start + Math.floor(random() * DAY)).toISOString();
  const zone = parseZone(persona.customer?.timezone) ?? 'UTC';
  return {
    persona: persona.name,
    input: {
      customer: { ...persona.customer, id: `${persona.name}-${index + 1}` },
      timeline: (persona.habits ?? []).flatMap((habit) => momentsOf(habit, begins, until, zone, random).map((at) => happeningAt(habit, at))),
      from: new Date(start).toISOString(),
      until,
      ...(crowd.seed === undefined ? {} : { seed: crowd.seed }),
      ...(crowd.templates === undefined ? {} : { templates: crowd.templates }),
      ...(crowd.segments === undefined ? {} : { segments: crowd.segments }),
      ...(crowd.policy === undefined ? {} : { policy: crowd.policy }),
    },
  };
}

function pick(personas: readonly Persona[], drawn: number): Persona {
  const total = personas.reduce((sum, { weight = 1 }) => sum + weight, 0);
  let left = drawn * total;
  for (const persona of personas) {
    left -= persona.weight ?? 1;
    if (left < 0) return persona;
  }
  return personas.at(-1) ?? { name: 'nobody' };
}

function momentsOf({ chance = 1, after, within, every }: Habit, begins: Instant, until: Instant, zone: Zone, random: Random): Instant[] {
  const moments: Instant[] = [];
  for (let first = after === undefined ? begins : addDuration(begins, after, zone); first <= until && moments.length < MOST_REPEATS;) {
    // Both numbers are drawn each time, so that one habit's chance does not shift the others.
    const [happens, spread] = [random() < chance, random()];
    const at = new Date(Date.parse(first) + Math.floor(spread * (within === undefined ? 0 : roughMs(within) ?? 0))).toISOString();
    if (happens && at <= until) moments.push(at);
    const next = every === undefined ? first : addDuration(first, every, zone);
    if (next <= first) break;
    first = next;
  }
  return moments;
}

type Happening = NonNullable<SimulationInput['timeline']>[number];

function happeningAt({ chance: _chance, after: _after, within: _within, every: _every, ...happening }: Habit, at: Instant): Happening {
  return { ...happening, at };
}
