import { capsBind, type HourCounts } from '@attune/dsl';
import { readAsked, surveyId } from '../store/lane-surveys.ts';
import { readSent } from '../store/lane-read.ts';
import { readSuppressed } from '../store/suppressions.ts';
import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { count, fail, type Ask, type Batch } from './batch.ts';
import { hoursOf } from './best-hours.ts';
import { askGate, capsReach, surveysReach, type GateAnswer, type SentBefore } from './gate.ts';
import { signal } from './runs.ts';
import { settle } from './settle.ts';
import { storedCommand } from './stored-command.ts';

/** Rounds of "skipped, so the run went on, so it asked again" before we call it a circle. */
const MOST_ROUNDS = 50;

/** As the settings of a journey say where they say nothing. */
const DEFAULT_PRIORITY = 50;

const NOTHING: readonly SentBefore[] = [];

/** What the gate needs beside the people, gathered for all that ask in a pass. */
interface Known {
  /** What left before this pass, for people whom caps are asked about. */
  readonly sent: Map<string, SentBefore[]>;
  /** What this pass lets go, newest first. */
  readonly made: Map<string, SentBefore[]>;
  /** When people were last sent a question. */
  readonly asked: Map<string, string>;
  /** At which hours people do something, of those whose best one is asked for. */
  readonly hours: Map<string, HourCounts>;
  readonly suppressed: Set<string>;
}

/**
 * Decides on every message that steps asked for. A skip is told to the run in the same pass, which may make it ask for
 * another message, so this goes on until nobody asks any more.
 */
export async function decideAsks(tx: Tx, batch: Batch): Promise<void> {
  const known: Known = { sent: new Map(), made: new Map(), asked: new Map(), hours: new Map(), suppressed: new Set() };
  for (let round = 0; batch.asks.length > 0; round++) {
    if (round === MOST_ROUNDS) throw new Error(`Skipped messages keep leading to more messages: still not settled after ${MOST_ROUNDS} rounds.`);
    const asks = batch.asks;
    batch.asks = [];
    await learn(tx, batch, asks, known);
    for (const ask of asks) {
      try {
        decide(batch, ask, known);
      } catch (error) {
        fail(batch, 'send', ask.person.id, ask.command, error);
      }
    }
  }
}

async function learn(tx: Tx, batch: Batch, asks: readonly Ask[], known: Known): Promise<void> {
  const fresh = [...new Set(asks.filter((ask) => capsBind(ask.command.category)).map((ask) => ask.person.id))].filter((id) => !known.sent.has(id));
  for (const id of fresh) known.sent.set(id, []);
  const addresses = new Set<string>();
  for (const { person, command } of asks) {
    for (const name of [command.channel, ...command.fallback]) {
      const address = batch.channels.get(name)?.address({ id: person.id, traits: person.traits });
      if (address) addresses.add(address);
    }
  }
  const caps = batch.plan.policy.caps.length > 0 && fresh.length > 0;
  const questions = asks.filter(({ command }) => command.survey !== undefined);
  const reach = surveysReach(questions.map(({ command }) => command), batch.nowMs);
  const [suppressed, sent, surveys] = await Promise.all([
    readSuppressed(tx, [...addresses]),
    caps ? readSent(tx, batch.lane, fresh, capsReach(batch.plan.policy, batch.nowMs)) : [],
    reach === null ? [] : readAsked(tx, batch.lane, [...new Set(questions.map(({ person }) => person.id))], reach),
  ]);
  for (const row of surveys) noteAsked(known, row.customer, fromTimestamp(row.at));
  for (const [id, hours] of await hoursOf(tx, batch, asks, known.hours)) known.hours.set(id, hours);
  for (const one of suppressed) known.suppressed.add(one);
  // caps count what was sent (GATE-3): what is queued leaves in a moment, what is held back may never
  for (const row of sent) if (row.status !== 'deferred') known.sent.get(row.customer)?.push({ id: row.id, at: fromTimestamp(row.at), channel: row.channel, topic: row.topic });
}

function noteAsked({ asked }: Known, customer: string, at: string): void {
  if (at > (asked.get(customer) ?? '')) asked.set(customer, at);
}

function decide(batch: Batch, ask: Ask, known: Known): void {
  const { person, run, command } = ask;
  const made = known.made.get(person.id) ?? NOTHING;
  const sent = capsBind(command.category) ? [...made, ...known.sent.get(person.id) ?? NOTHING] : NOTHING;
  const hours = command.bestTime === undefined ? undefined : known.hours.get(person.id);
  const answer = askGate({ command, receiver: person, sent, lastSurvey: known.asked.get(person.id) ?? null, ...(hours === undefined ? {} : { hours }), suppressed: known.suppressed, channels: batch.channels, policy: batch.plan.policy, now: batch.now });
  write(batch, ask, answer);
  if (answer.decision.answer === 'send' && command.category !== 'transactional') known.made.set(person.id, [{ id: command.id, at: batch.now, channel: answer.channel, topic: command.topic }, ...made]);
  if (command.survey !== undefined && answer.decision.answer !== 'skip') survey(batch, ask, known, answer);
  if (answer.decision.answer !== 'skip') return;
  count(batch, run, command.step, `skipped:${answer.decision.reason}`);
  const held = person.runs.get(run.id);
  const waiting = held?.run.waiting;
  if (!held || !waiting?.result || waiting.step !== command.step || waiting.visit !== command.visit) return;
  signal(batch, person, held, { type: 'result', step: command.step, visit: command.visit, outcome: 'skipped', reason: answer.decision.reason });
  settle(batch, person);
}

/** The page on which the question is answered; it is there as soon as the message may leave. */
function survey(batch: Batch, { person, run, command: { step, visit, survey: ask } }: Ask, known: Known, { decision }: GateAnswer): void {
  if (ask === undefined || ask.reminder === true) return;
  if (decision.answer === 'send') noteAsked(known, person.id, batch.now);
  batch.out.surveys.push({
    id: surveyId({ run: run.id, step, visit }), run: run.id, step, visit, journey: run.journey, version: run.version, customer: person.id, kind: ask.kind, question: ask.question,
    created_at: batch.now, expires_at: ask.expires ?? null,
  });
}

function write(batch: Batch, { person, run, command }: Ask, { channel, to, decision }: GateAnswer): void {
  const program = batch.versions.get(run.journey, run.version)?.program;
  batch.out.messages.push({
    id: command.id, run: run.id, step: command.step, visit: command.visit, channel, journey: run.journey, version: run.version, customer: person.id,
    status: decision.answer === 'send' ? 'queued' : decision.answer === 'defer' ? 'deferred' : 'skipped',
    reason: decision.answer === 'skip' ? decision.reason : null,
    category: command.category, topic: command.topic, priority: program?.priority ?? DEFAULT_PRIORITY, command: storedCommand(command, { channel, run, own: program?.steps[command.step] }), decision, to, created_at: batch.now,
    due_at: decision.answer === 'send' ? batch.now : decision.answer === 'defer' ? decision.until : null,
  });
}
