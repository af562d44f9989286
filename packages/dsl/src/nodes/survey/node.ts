import { z } from 'zod';
import { plain, strong, textOf } from '../../draft.ts';
import { duration, stepRef, text } from '../../fields.ts';
import { defineNode, type Port, type SummaryPart } from '../../node-kind.ts';
import { channelInWords, sendingFields, sendingNeeds } from '../../sending.ts';
import { scaleOf, type SurveyKind } from '../../survey/index.ts';
import { durationInWords } from '../../time/index.ts';
import { COOLDOWN, enter, resume } from './asking.ts';

const KINDS = [
  { value: 'nps', label: 'NPS: would you recommend us? (0-10)' },
  { value: 'csat', label: 'CSAT: how satisfied are you? (1-5)' },
  { value: 'ces', label: 'CES: was it easy? (1-7)' },
  { value: 'text', label: 'a question in words' },
] as const;

const { channel, template, content, topic, fallback } = sendingFields();
const config = z
  .strictObject({
    survey: z.enum(['nps', 'csat', 'ces', 'text']).meta({ title: 'What is asked', description: 'It decides the scale and the ways out.', widget: 'select', options: KINDS }),
    question: text().min(1, 'is empty: write the question').max(1000).meta({ title: 'Question', description: 'May hold merge fields.', placeholder: 'How likely are you to recommend us to a friend?', widget: 'text', rows: 2 }),
    channel,
    timeout: z.strictObject({
      after: duration().meta({ title: 'At most', description: 'After this long the customer goes on the "no answer" way, and the page takes no answer any more. Silence is not a neutral answer.', placeholder: 'P14D', widget: 'duration' }),
      next: stepRef(),
    }, 'is missing: say how long to wait for an answer, e.g. {"after": "P14D"}').meta({ title: 'At most' }),
    template: template.meta({ title: 'A saved message', description: 'Around the question. It may use {{survey.url}}, {{survey.question}} and {{survey.scores}}; without them the question and its link come at its end.', placeholder: 'how-was-it', widget: 'template' }),
    content: content.meta({ title: 'Own words', description: 'Around the question, as with a saved message. Without either, the question stands alone.', widget: 'content' }),
    topic,
    fallback,
    reminder: duration().optional().meta({ title: 'Remind after', description: 'Asks once more after this long without an answer.', placeholder: 'P4D', widget: 'duration' }),
    cooldown: duration().optional().meta({ default: COOLDOWN, title: 'Not if asked within', description: 'Nobody is asked again, by any journey, within this time.', placeholder: COOLDOWN, widget: 'duration', advanced: true }),
    promoter: stepRef(), passive: stepRef(), detractor: stepRef(),
    high: stepRef(), mid: stepRef(), low: stepRef(),
    answered: stepRef(),
    skipped: stepRef(),
  })
  .refine((value) => value.template === undefined || value.content === undefined, 'takes either "template" (a saved message) or "content" (the words), and not both')
  .meta({ exclusive: ['template', 'content'] });
/** The config of a survey. */
export type SurveyConfig = z.infer<typeof config>;

const isKind = (value: unknown): value is SurveyKind => KINDS.some((kind) => kind.value === value);

function answersOf({ survey }: SurveyConfig): Port[] {
  const scale = isKind(survey) ? scaleOf(survey) : null;
  return scale ? scale.bands.map(({ id, label }) => ({ id, label, at: [id] })) : [{ id: 'answered', label: 'answered', at: ['answered'] }];
}

function summary({ survey: kind, question, channel: by, timeout }: SurveyConfig): readonly SummaryPart[] {
  return [strong(isKind(kind) && kind !== 'text' ? kind.toUpperCase() : 'Question'), plain(`by ${channelInWords(by) || '…'}: “${textOf(question).slice(0, 60)}”, up to`), strong(durationInWords(textOf((timeout as unknown as { after?: unknown } | null)?.after)))];
}

export const survey = defineNode<SurveyConfig>({
  kind: 'survey',
  version: 1,
  title: 'Ask the customer',
  help: 'Puts a question to the customer and waits for the answer, each sort of answer a way on. Nobody is asked twice in three months, or while a complaint of theirs is open.',
  icon: 'message-circle-question-mark',
  category: 'say',
  config,
  waits: true,
  answers: (given) => answersOf(given).map(({ id }) => id),
  restsAtLeast: ({ timeout }, port) => (port === 'timeout' ? timeout.after : port === 'skipped' ? 'PT0S' : null),
  defaults: () => ({ survey: 'nps', question: '', channel: 'email', timeout: { after: 'P14D' } }),
  ports: (given) => [
    ...answersOf(given),
    { id: 'timeout', label: 'no answer', at: ['timeout', 'next'] },
    { id: 'skipped', label: 'not asked', at: ['skipped'], fallsBackTo: 'timeout' },
  ],
  summary,
  needs(given) {
    const { texts, ...more } = sendingNeeds(given);
    const question = textOf(given.question);
    return { ...more, texts: [...(question === '' ? [] : [{ at: ['question'], text: question }]), ...texts], survey: { cooldown: textOf(given.cooldown) || COOLDOWN } };
  },
  enter,
  resume,
  recall: (used) => ({ waiting: { until: used['due'] ?? null, sent: used['sent'] ?? null } }),
  examples: [
    { title: 'Would you recommend us? With one reminder', config: { survey: 'nps', question: 'How likely are you to recommend us to a friend?', channel: 'email', topic: 'surveys', timeout: { after: 'P14D' }, reminder: 'P4D' } },
    { title: 'How was the help?', config: { survey: 'csat', question: 'How satisfied are you with the help you got?', channel: 'email', fallback: ['sms'], content: { subject: 'How was it?', body: 'Dear {{default customer.first_name "customer"}},\n\nwe helped you yesterday. {{survey.question}}\n\n{{survey.url}}' }, timeout: { after: 'P7D' } } },
    { title: 'Was it easy?', config: { survey: 'ces', question: 'The shop made it easy for me to send the parcel back.', channel: 'email', template: 'how-was-it', timeout: { after: 'P7D' }, cooldown: 'P30D' } },
    { title: 'In their own words', config: { survey: 'text', question: 'What should we do better?', channel: 'email', timeout: { after: 'P10D' } } },
  ],
});
