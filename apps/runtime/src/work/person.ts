import { customerFacts, type Care, type EventFact, type HostFacts, type JsonObject, type Run } from '@attune/dsl';
import type { CustomerRow } from '../store/lane-read.ts';
import { fromTimestamp } from '../store/instant.ts';
import { consentFacts, type Consents } from './consent.ts';
import { sentimentFact, type Mood } from './mood.ts';
import type { Touch } from './segment.ts';

/** An open run, and what the database holds of it. */
export interface Held {
  run: Run;
  /** The due time of its row in `timers`; null where it has none. */
  due: string | null;
  readonly isNew: boolean;
  changed: boolean;
}

/** A customer in the middle of a pass. What changes here is written at its end. */
export interface Person {
  readonly id: string;
  readonly isNew: boolean;
  traits: JsonObject;
  timezone: string | null;
  locale: string | null;
  mood: Mood | null;
  sentimentAllowed: boolean;
  care: Care;
  recheckAt: string | null;
  readonly createdAt: string;
  seenAt: string;
  readonly consents: Consents;
  readonly segments: Set<string>;
  /** As the database has them. */
  readonly segmentsStored: Set<string>;
  /** The due time of the customer's row in `timers`, as the database has it. */
  recheckStored: string | null;
  readonly runs: Map<string, Held>;
  /** When the customer last came in, by `<journey>\n<entry key>`. */
  readonly entries: Map<string, string>;
  readonly history: Record<string, EventFact[]>;
  /** True where the customer's own row must be written. */
  dirty: boolean;
  /** What segments must be looked at for; null where nothing happened since they were. */
  touch: Touch | null;
  facts: HostFacts | null;
}

export function newPerson(id: string, at: string): Person {
  return {
    id, isNew: true, traits: {}, timezone: null, locale: null, mood: null, sentimentAllowed: true, care: {}, recheckAt: null, createdAt: at, seenAt: at,
    consents: new Map(), segments: new Set(), segmentsStored: new Set(), recheckStored: null, runs: new Map(), entries: new Map(), history: Object.create(null) as Record<string, EventFact[]>, dirty: true, touch: { all: true }, facts: null,
  };
}

export function personOf(row: CustomerRow): Person {
  return {
    ...newPerson(row.id, fromTimestamp(row.created_at)),
    isNew: false, dirty: false, touch: null,
    traits: row.traits as JsonObject, timezone: row.timezone, locale: row.locale, mood: row.mood as Mood | null, sentimentAllowed: row.sentiment_allowed,
    care: row.care as Care, recheckAt: fromTimestamp(row.recheck_at), recheckStored: fromTimestamp(row.recheck_at), seenAt: fromTimestamp(row.seen_at),
  };
}

/** What the language sees of a person now. Kept until something of the person changes; history grows in place. */
export function factsOf(person: Person, world: { readonly zone: string; readonly channels: Iterable<string> }, now: string): HostFacts {
  person.facts ??= {
    customer: customerFacts({ id: person.id, traits: person.traits, timezone: person.timezone, locale: person.locale }),
    segments: [...person.segments],
    sentiment: person.sentimentAllowed ? sentimentFact(person.mood, now) : null,
    consent: consentFacts(person.consents, world.channels),
    sentimentAllowed: person.sentimentAllowed,
    history: person.history,
    zone: world.zone,
  };
  return person.facts;
}

/** Notes a change of a person, for what depends on it: their facts, their segments, their row. */
export function touched(person: Person, touch: Touch, options: { readonly row: boolean }): void {
  person.facts = null;
  if (options.row) person.dirty = true;
  const before = person.touch;
  if (before === null) { person.touch = touch; return; }
  person.touch = {
    ...before, ...touch,
    ...(before.events && touch.events ? { events: new Set([...before.events, ...touch.events]) } : {}),
    ...(before.moved && touch.moved ? { moved: [...before.moved, ...touch.moved] } : {}),
  };
}
