import type { EventFact, JsonObject, Occurrence, Signal } from '@attune/dsl';
import { fail, person as personIn, post, type Batch } from './batch.ts';
import { catchUp } from './dates.ts';
import { feel, fold, foldIdentity, takeCare } from './fold.ts';
import type { Item, Payload } from './items.ts';
import { newId } from './id.ts';
import { moveRuns } from './move.ts';
import { touched, type Person } from './person.ts';
import { showEvent, showOccurrence } from './react.ts';
import { openRun, signal } from './runs.ts';
import { lookAtSegments, settle } from './settle.ts';
import type { Touch } from './segment.ts';
import { laneOf } from '../store/lane.ts';

/** Carries out one item in memory. What it means for the customer is settled before the next one begins (ENG-7). */
export function handle(batch: Batch, item: Item): void {
  const { payload } = item;
  batch.chain = 'chain' in payload ? payload.chain ?? null : null;
  const now = batch.identities.get(item.customer);
  if (now !== undefined) { forward(batch, now, payload); return; }
  if (payload.kind === 'call') { takeCall(batch, item.customer, payload); return; }
  const person = personIn(batch, item.customer, batch.now);
  catchUp(batch, person);
  if (item.timer && item.timer.run.startsWith('segment:')) takeTimer(person, item.timer.due);
  act(batch, person, payload, item);
  settle(batch, person);
}

/** The row of the customer's timer goes with this pass. Where what was due is done already, another one stands for what comes next. */
function takeTimer(person: Person, due: string): void {
  if (person.recheckStored === due) person.recheckStored = null;
  if (person.recheckAt === due) { person.recheckAt = null; person.dirty = true; }
}

/** Whoever this was about is somebody else now, who may live in another lane. */
function forward(batch: Batch, to: string, payload: Payload): void {
  post(batch, laneOf(to, batch.lanes), to, payload.kind === 'call' ? { kind: 'call', call: { ...payload.call, userId: to } } : payload);
}

function takeCall(batch: Batch, customer: string, { call, again }: Extract<Payload, { kind: 'call' }>): void {
  const kept = batch.known.has(call.messageId);
  if (kept && again !== true) return;
  batch.known.add(call.messageId);
  const person = personIn(batch, customer, call.at);
  catchUp(batch, person);
  fold(batch, person, call);
  foldIdentity(batch, call);
  const event: EventFact = { id: call.messageId, name: call.name ?? `$${call.type}`, at: call.at, properties: call.properties as JsonObject };
  happen(batch, person, event, { receivedAt: call.receivedAt, named: call.name !== null, kept });
}

/** `named`: journeys may listen to it. `kept`: it is in the history already, and is only to be reacted to. */
interface Happening { readonly receivedAt: string; readonly named: boolean; readonly kept: boolean }

/** An event of a customer: history, mood and care first, then segments, then the journeys, which see all of it. */
function happen(batch: Batch, person: Person, event: EventFact, { receivedAt, named, kept }: Happening): void {
  const sentiment = named ? feel(batch, person, event) : null;
  if (!kept) batch.out.events.push({ message_id: event.id ?? '', customer: person.id, name: event.name, at: event.at, received_at: receivedAt, properties: event.properties, sentiment });
  if (named) {
    if (batch.historyNames.has(event.name) && !person.history[event.name]?.some((past) => past.id === event.id)) (person.history[event.name] ??= []).push(event);
    takeCare(batch, person, event);
    touched(person, batch.plan.segments.length === 0 ? {} : { events: new Set([event.name]) }, { row: false });
    if (batch.plan.segments.length > 0) {
      const touch = person.touch as Touch;
      const edges = lookAtSegments(batch, person, touch);
      person.touch = { ...withoutLooked(touch), moved: [...(touch.moved ?? []), ...edges], ...(edges.length > 0 ? { segments: true } : {}) };
    }
    showEvent(batch, person, event);
  }
  settle(batch, person);
}

/** What a look at segments has dealt with; the rest is settled after the event was shown. */
function withoutLooked({ moved, mood }: Touch): Touch {
  return { ...(moved ? { moved } : {}), ...(mood ? { mood } : {}) };
}

function act(batch: Batch, person: Person, payload: Exclude<Payload, { kind: 'call' }>, item: Item): void {
  switch (payload.kind) {
    case 'emit':
      if (batch.known.has(payload.event.id)) return;
      batch.known.add(payload.event.id);
      happen(batch, person, payload.event, { receivedAt: batch.now, named: true, kept: false });
      return;
    case 'enrol': enrol(batch, person, payload); return;
    case 'tick': showOccurrence(batch, person, { type: 'tick', entry: payload.entry, at: payload.at }, payload.journey); return;
    case 'existing': if (isInPlace(person, payload.occurrence)) showOccurrence(batch, person, payload.occurrence, payload.journey); return;
    case 'timer': showTimer(batch, item, payload); return;
    case 'result': toRun(batch, item, payload.run, { type: 'result', step: payload.step, visit: payload.visit, outcome: payload.outcome, ...(payload.reason === undefined ? {} : { reason: payload.reason }), ...(payload.data === undefined ? {} : { data: payload.data as never }) }); return;
    case 'event': for (const held of [...person.runs.values()]) if (held.run.journey === payload.journey && held.run.status === 'open') signal(batch, person, held, { type: 'event', event: payload.event }); return;
    case 'notify': batch.out.calls.push({ ...payload.call, id: newId(batch.nowMs), customer: person.id, created_at: batch.now }); return;
    case 'recheck': touched(person, payload.segment === null ? { time: true } : { key: payload.segment }, { row: false }); return;
    case 'changed': touched(person, { all: true }, { row: false }); return;
    case 'cancel': for (const held of [...person.runs.values()]) if (held.run.journey === payload.journey) signal(batch, person, held, { type: 'cancel', reason: 'cancelled' }); return;
    case 'move': moveRuns(batch, person, payload); return;
    case 'merge': case 'adopt': case 'moveAll': throw new Error(`"${payload.kind}" is a pass of its own`);
  }
}

/** Somebody counts on it that the customer is let in: where no door can open, that has to be seen, and can be tried again (ENG-24). */
function enrol(batch: Batch, person: Person, payload: Extract<Payload, { kind: 'enrol' }>): void {
  const why = whyNoDoor(batch, payload.journey);
  if (why === null) showOccurrence(batch, person, { type: 'manual', inputs: payload.inputs as JsonObject }, payload.journey);
  else fail(batch, 'enrol', person.id, payload, `The customer was not added to the journey "${payload.journey}": ${why}`);
}

function whyNoDoor({ plan }: Batch, journey: string): string | null {
  const state = plan.states.get(journey);
  const live = plan.liveByKey.get(journey);
  if (state === undefined) return 'there is no such journey. Check its key.';
  if (!live) return `it is not live (${state}). Publish or resume it, then try again.`;
  return live.entries.has('manual') ? null : 'it has no start "Added by hand". Give it one and publish it, then try again.';
}

/** Whoever left the segment since the journey was published is no member to be let in any more. */
const isInPlace = (person: Person, occurrence: Occurrence) => occurrence.type !== 'segment' || person.segments.has(occurrence.segment);

function showTimer(batch: Batch, item: Item, { run, step, visit }: Extract<Payload, { kind: 'timer' }>): void {
  const found = openRun(batch, item.customer, run);
  if (!found) return;
  // its row is gone with this pass; should the run still wait for that moment afterwards, it gets a new one
  if (item.timer && found.held.due === item.timer.due) found.held.due = null;
  signal(batch, found.person, found.held, { type: 'timer', step, visit });
}

function toRun(batch: Batch, item: Item, run: string, shown: Signal): void {
  const found = openRun(batch, item.customer, run);
  if (found) signal(batch, found.person, found.held, shown);
}

