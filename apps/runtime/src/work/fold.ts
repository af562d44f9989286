import { careAfter, type EventFact, type Json, type JsonObject } from '@attune/dsl';
import type { AcceptedCall } from './accepted.ts';
import { post, type Batch } from './batch.ts';
import { afterWord, consentKey, readConsent } from './consent.ts';
import { laneOf } from '../store/lane.ts';
import { turnOf, withText } from './mood.ts';
import { touched, type Person } from './person.ts';

/** How much older than the call the note of "last seen" may get, so that not every event writes the customer's row. */
const SEEN_STEP_MS = 600_000;

const REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

/** Takes what a call says about the customer into their traits, zone, language and consent. */
export function fold(batch: Batch, person: Person, call: AcceptedCall): void {
  const traits = hasAny(call.traits) ? Object.entries(call.traits).filter(([key]) => !REFUSED.has(key)) as [string, Json][] : NO_TRAITS;
  if (traits.some(([key, value]) => !same(person.traits[key], value))) {
    person.traits = { ...person.traits, ...Object.fromEntries(traits) };
    touched(person, { traits: true }, { row: true });
  }
  const zone = call.timezone ?? textOf(call.traits['timezone']);
  const locale = call.locale ?? textOf(call.traits['locale']);
  if ((zone !== null && zone !== person.timezone) || (locale !== null && locale !== person.locale)) {
    person.timezone = zone ?? person.timezone;
    person.locale = locale ?? person.locale;
    touched(person, { traits: true }, { row: true });
  }
  if (call.consent !== null) foldConsent(batch, person, call.consent, call.at);
  // as texts first: reading two moments of every call took a microsecond
  if (call.at > person.seenAt && (person.dirty || Date.parse(call.at) - Date.parse(person.seenAt) > SEEN_STEP_MS)) {
    person.seenAt = call.at;
    person.dirty = true;
  }
}

const NO_TRAITS: readonly [string, Json][] = [];
const hasAny = (object: object) => { for (const _key in object) return true; return false; };
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const same = (a: Json | undefined, b: Json) => a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

function foldConsent(batch: Batch, person: Person, given: Readonly<Record<string, boolean>>, at: string): void {
  const allowed = given['sentiment'];
  if (typeof allowed === 'boolean' && allowed !== person.sentimentAllowed) {
    person.sentimentAllowed = allowed;
    touched(person, { sentiment: true, consent: true }, { row: true });
  }
  for (const { channel, topic, yes } of readConsent(given, batch.channels)) {
    const key = consentKey(channel, topic);
    const before = person.consents.get(key);
    const after = afterWord(before, yes);
    if (after === before) continue;
    person.consents.set(key, after);
    batch.out.consents.push({ customer: person.id, channel, topic, state: after, at, source: 'call' });
    touched(person, { consent: true }, { row: false });
  }
}

/** Who an anonymous visitor turned out to be: their rows move to the customer's lane in a pass of their own. */
export function foldIdentity(batch: Batch, call: AcceptedCall): void {
  if (call.userId === null || (call.type !== 'identify' && call.type !== 'alias')) return;
  const others = [call.anonymousId === null ? null : `anon:${call.anonymousId}`, ...(call.previousId === null ? [] : [call.previousId, `anon:${call.previousId}`])];
  for (const from of new Set(others)) {
    if (from === null || from === call.userId || batch.linked.has(`${from}\n${call.userId}`)) continue;
    post(batch, laneOf(from, batch.lanes), from, { kind: 'merge', into: call.userId });
    batch.out.linked.push(`${from}\n${call.userId}`);
  }
}

const paths = new Map<string, readonly string[]>();

function keysOf(path: string): readonly string[] {
  let keys = paths.get(path);
  if (!keys) paths.set(path, keys = path.split('.'));
  return keys;
}

/** The value at a dotted path, own properties only. */
function at(properties: JsonObject, path: string): unknown {
  let value: unknown = properties;
  for (const key of keysOf(path)) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Reads the mood of an event's text, where the customer allows it. Answers what is kept with the event. */
export function feel(batch: Batch, person: Person, event: EventFact): unknown {
  if (!person.sentimentAllowed) return null;
  for (const path of batch.plan.sentimentProperties) {
    const text = at(event.properties, path);
    if (typeof text !== 'string' || text.trim() === '') continue;
    const score = batch.scorer.score(text, person.locale);
    const before = person.mood;
    const source = path.includes('.') ? path.slice(0, path.indexOf('.')) : event.name;
    const mood = withText(before, { at: event.at, source, text }, score);
    if (mood !== before && mood !== null) {
      const turn = turnOf(before, mood, batch.now);
      person.mood = { ...mood, was: turn.from };
      touched(person, { sentiment: true, mood: turn }, { row: true });
    }
    return { label: score.label, score: score.score, confidence: score.confidence, emotions: score.emotions, model: score.model, version: score.version, source };
  }
  return null;
}

/** Opens and closes what the empathy guardrails look at; a solved case is evidence of recovery. */
export function takeCare(batch: Batch, person: Person, event: EventFact): void {
  const after = careAfter(person.care, event, batch.plan.careEvents);
  if (after === null) return;
  person.care = after.care;
  if (after.closed && person.mood !== null) person.mood = { ...person.mood, recoveredAt: event.at };
  touched(person, {}, { row: true });
}
