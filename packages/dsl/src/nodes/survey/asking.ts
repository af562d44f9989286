import { fillsUsed, fillText } from '../../fill.ts';
import { isObject } from '../../draft.ts';
import type { Signal } from '../../engine/signal.ts';
import type { Instant, Json } from '../../json.ts';
import type { CommandDraft, StepAnswer, StepContext } from '../../node-kind.ts';
import { sendingOf } from '../../sending.ts';
import { bandOf, plainQuestion, scaleOf } from '../../survey/index.ts';
import { addDuration, durationInWords } from '../../time/index.ts';
import type { SurveyConfig } from './node.ts';

/** As is good practice: one survey a quarter, whatever journey asks. */
export const COOLDOWN = 'P90D';

/** What a survey remembers while it waits: until when an answer counts, when the question went out, and whether it was put again. */
interface Memory {
  readonly question: string;
  readonly until: Instant;
  readonly sent: Instant | null;
  readonly reminded: boolean;
}

/** The message that asks. Its category is `survey` whatever the journey's is, since a question binds like a question. */
function ask(config: SurveyConfig, context: StepContext, { question, until }: Memory, reminder: boolean): CommandDraft {
  const words = config.template === undefined && config.content === undefined ? { content: plainQuestion } : {};
  return {
    ...sendingOf(config, context), ...words,
    category: 'survey',
    expires: until,
    survey: { kind: config.survey, question, expires: until, cooldown: config.cooldown ?? COOLDOWN, ...(reminder ? { reminder } : {}) },
  };
}

/** Asks, and waits for the answer. */
export function enter(config: SurveyConfig, context: StepContext): StepAnswer {
  const question = fillText(config.question, context.facts);
  if (!question.ok) return { go: 'skipped', because: `not asked: ${question.because}`, used: fillsUsed([config.question], context.facts) };
  const memory: Memory = { question: question.value, until: addDuration(context.now, config.timeout.after, context.zone), sent: null, reminded: false };
  const again = config.reminder === undefined ? null : addDuration(context.now, config.reminder, context.zone);
  return {
    ...rest(memory, again !== null && again < memory.until ? again : memory.until),
    because: `asks by ${config.channel}, and waits up to ${durationInWords(config.timeout.after)} for the answer`,
    used: { ...fillsUsed([config.question], context.facts), question: memory.question, until: memory.until, zone: context.zone },
    commands: [ask(config, context, memory, false)],
  };
}

function rest(memory: Memory, due: Instant): { readonly wait: { readonly due: Instant; readonly result: true; readonly data: Json } } {
  return { wait: { due, result: true, data: { ...memory } } };
}

/** Takes the answer, what became of the message, or the time that is up. */
export function resume(config: SurveyConfig, context: StepContext, signal: Signal): StepAnswer | null {
  const memory = memoryOf(context);
  if (signal.type === 'timer') return takeTime(config, context, memory);
  return signal.type === 'result' ? takeResult(config, context, memory, signal) : null;
}

function takeTime(config: SurveyConfig, context: StepContext, memory: Memory): StepAnswer {
  if (context.now >= memory.until) {
    return { go: 'timeout', because: memory.sent === null ? 'the time was up before the question could be sent' : `no answer within ${durationInWords(config.timeout.after)}`, used: { due: memory.until, sent: memory.sent } };
  }
  // Nobody is reminded of what they have not got: it may be held back still.
  if (memory.sent === null || memory.reminded) return { ...rest(memory, memory.until), because: 'the question is still on its way' };
  const reminded: Memory = { ...memory, reminded: true };
  return { ...rest(reminded, memory.until), because: 'no answer so far: asks once more', noted: 'reminded', commands: [ask(config, context, reminded, true)] };
}

type Result = Extract<Signal, { type: 'result' }>;

function takeResult(config: SurveyConfig, context: StepContext, memory: Memory, { outcome, reason, data }: Result): StepAnswer {
  const due = context.waiting?.due ?? memory.until;
  if (outcome === 'sent') return { ...rest({ ...memory, sent: memory.sent ?? context.now }, due), because: 'sent', noted: 'sent' };
  const band = outcome === 'answered' ? bandOf(config.survey, isObject(data) ? data['score'] : undefined) : bandNamed(config, outcome);
  if (band !== null) return { go: band, because: answerInWords(config, band, data), used: { result: outcome, answer: data ?? null }, ...(data === undefined ? {} : { data }) };
  if (outcome === 'answered') return { ...rest(memory, due), because: '', undecided: 'the answer has no score of this scale' };
  const why = reason ?? outcome;
  // Without the reminder the customer still has the question.
  if (memory.sent !== null) return { ...rest(memory, due), because: `not reminded: ${why}`, noted: 'skipped', used: { result: outcome, reason: why, sent: memory.sent } };
  return { go: 'skipped', because: `not asked: ${why}`, used: { result: outcome, reason: why }, data: { reason: why } };
}

/** The band where a trial names it instead of a score. */
function bandNamed({ survey }: SurveyConfig, outcome: string): string | null {
  return scaleOf(survey)?.bands.some(({ id }) => id === outcome) ? outcome : null;
}

function answerInWords({ survey }: SurveyConfig, band: string, data: Json | undefined): string {
  const { score, text } = isObject(data) ? data : {};
  const words = typeof text === 'string' && text !== '' ? `: “${text.slice(0, 160)}”` : '';
  const scale = scaleOf(survey);
  if (!scale) return `answered${words}`;
  return typeof score === 'number' ? `answered ${score} of ${scale.most} (${band})${words}` : `answered as ${band}${words}`;
}

function memoryOf({ waiting, now }: StepContext): Memory {
  const data = isObject(waiting?.data) ? waiting.data : {};
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
  return { question: text('question') ?? '', until: text('until') ?? now, sent: text('sent'), reminded: data['reminded'] === true };
}
