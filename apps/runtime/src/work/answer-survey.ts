import { bandOf } from '@attune/dsl';
import { closeLane, writeInbox } from '../store/lane-write.ts';
import { waitForLane } from '../store/lane-read.ts';
import { answerSurvey, readSurvey, type SurveyRow } from '../store/lane-surveys.ts';
import type { Tx } from '../store/database.ts';
import type { Delivering } from './deliver.ts';

/** A customer's answer: a score where the question has a scale, words where they like. */
export interface SurveyAnswer { readonly score: number | null; readonly text: string | null }

/** `answered`: it was taken now. `before`: there is one already, and it stands. `expired`: its time is over. `invalid`: not an answer to this question. */
export type Answered = 'answered' | 'before' | 'expired' | 'invalid' | 'missing';

/**
 * Keeps the answer, and in the same transaction has the event `Survey Answered` and then the run told of it: so the run goes on with the mood that the words were read for. The first
 * answer stands, since the journey acts on it at once.
 */
export async function answer({ deps }: Delivering, lane: number, id: string, given: SurveyAnswer): Promise<Answered> {
  const at = new Date(deps.clock.now()).toISOString();
  return deps.database.transaction(async (tx): Promise<Answered> => {
    const [row] = await waitForLane(tx, lane);
    const survey = await readSurvey(tx, lane, id, true);
    if (survey === null) return 'missing';
    if (survey.answered_at !== null) return 'before';
    if (survey.expires_at !== null && new Date(survey.expires_at).toISOString() <= at) return 'expired';
    if (survey.kind === 'text' ? given.text === null || given.score !== null : bandOf(survey.kind, given.score) === null) return 'invalid';
    await answerSurvey(tx, lane, id, { ...given, at });
    await tell(tx, lane, survey, given, at);
    await closeLane(tx, lane, { fired: false, earliest: null, held: row?.held ?? false });
    return 'answered';
  });
}

async function tell(tx: Tx, lane: number, { id, run, step, visit, journey, customer, kind, question }: SurveyRow, { score, text }: SurveyAnswer, at: string): Promise<void> {
  const said = { ...(score === null ? {} : { score }), ...(text === null ? {} : { text }) };
  const event = { id: `survey:${id}`, name: 'Survey Answered', at, properties: { survey: kind, question, journey, step, ...said } };
  await writeInbox(tx, lane, [
    { kind: 'emit', customer, payload: { event }, at },
    { kind: 'result', customer, payload: { run, step, visit: Number(visit), outcome: 'answered', data: said }, at },
  ]);
}
