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
  const span = spanOf(crowd);
  const { persona, id, moments } = draw(crowd, span, index);
  const habits = persona.habits ?? [];
  return { persona: persona.name, input: inputOf(crowd, span, persona, id, moments.flatMap(({ habit, at }) => (habits[habit] === undefined ? [] : [happeningAt(habits[habit], at)]))) };
}

/** The first and the last moment of a crowd's trial. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

export function spanOf({ from, days }: Crowd): Span {
  const start = Date.parse(from ?? '2026-01-01T00:00:00.000Z');
  return { from: new Date(start).toISOString(), until: new Date(start + days * DAY).toISOString() };
}

/** What chance made of the customer of a number: who they are, and when each habit of theirs comes (by its place in the list). */
export interface Drawn {
  readonly persona: Persona;
  readonly id: string;
  readonly moments: readonly { readonly habit: number; readonly at: Instant }[];
}

export function draw(crowd: Crowd, { from, until }: Span, index: number): Drawn {
  const random = randomOf(murmur3(`${crowd.seed ?? 0}\u0000${index}`));
  const persona = pick(crowd.personas, random());
  const begins = new Date(Date.parse(from) + Math.floor(random() * DAY)).toISOString();
  const zone = parseZone(persona.customer?.timezone) ?? 'UTC';
  const moments: { habit: number; at: Instant }[] = [];
  for (const [habit, plan] of (persona.habits ?? []).entries()) for (const at of momentsOf(plan, begins, until, zone, random)) moments.push({ habit, at });
  return { persona, id: `${persona.name}-${index + 1}`, moments };
}

/** A customer of a crowd as `simulate` takes one. */
export function inputOf({ seed, templates, segments, policy }: Crowd, { from, until }: Span, persona: Persona, id: string, timeline: readonly Happening[]): SimulationInput {
  return {
    customer: { ...persona.customer, id },
    timeline, from, until,
    ...(seed === undefined ? {} : { seed }),
    ...(templates === undefined ? {} : { templates }),
    ...(segments === undefined ? {} : { segments }),
    ...(policy === undefined ? {} : { policy }),
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
    if (happens) {
      const at = within === undefined ? first : new Date(Date.parse(first) + Math.floor(spread * (roughMs(within) ?? 0))).toISOString();
      if (at <= until) moments.push(at);
    }
    const next = every === undefined ? first : addDuration(first, every, zone);
    if (next <= first) break;
    first = next;
  }
  return moments;
}

export type Happening = NonNullable<SimulationInput['timeline']>[number];

/** A habit as something that happens at a moment. */
export function happeningAt({ chance: _chance, after: _after, within: _within, every: _every, ...happening }: Habit, at: Instant): Happening {
  return { ...happening, at };
}
