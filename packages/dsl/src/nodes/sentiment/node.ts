import { z } from 'zod';
import { plain, strong, textOf } from '../../draft.ts';
import type { Facts } from '../../facts.ts';
import { duration, stepRef } from '../../fields.ts';
import type { Json } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';
import { addDuration, durationInWords } from '../../time/index.ts';

const config = z.strictObject({
  within: duration().optional().meta({ default: 'P30D', title: 'From the last', description: 'Older words say nothing about how they feel now.', placeholder: 'P30D', widget: 'duration' }),
  minConfidence: z.number().min(0).max(1).optional().meta({ default: 0.6, title: 'Be at least this sure', description: 'Below it the customer goes the "not sure" way.', widget: 'number', unit: 'share' }),
  minSamples: z.number().int().min(1).max(10).optional().meta({ default: 1, title: 'Read from at least', description: 'How many texts of theirs must have been read; with fewer the customer goes the "not sure" way.', widget: 'number', unit: 'texts', advanced: true }),
  source: z.string().min(1).max(60).optional().meta({
    title: 'Look at',
    description: 'Where the words come from; everything where empty.',
    widget: 'select',
    options: [{ value: 'review', label: 'reviews' }, { value: 'reply', label: 'replies' }, { value: 'survey', label: 'survey answers' }, { value: 'message', label: 'messages' }],
  }),
  negative: stepRef(),
  neutral: stepRef(),
  positive: stepRef(),
  unsure: stepRef(),
});
type Config = z.infer<typeof config>;

/** Why nothing can be said about the mood (ENG-15), or null. */
function whyUnsure({ within = 'P30D', minConfidence = 0.6, minSamples = 1, source }: Config, { sentiment, sentimentAllowed }: Facts, { now, zone }: StepContext): string | null {
  if (!sentimentAllowed) return 'the customer does not allow their words to be read for mood';
  if (sentiment === null) return 'nothing they wrote is known';
  if (source !== undefined && sentiment.source !== source) return `the last mood comes from ${sentiment.source ?? 'elsewhere'}, not from ${source}`;
  if (addDuration(sentiment.at, within, zone) < now) return `the last mood is from ${sentiment.at}, more than ${durationInWords(within)} ago`;
  if ((sentiment.samples ?? 1) < minSamples) return `read from ${sentiment.samples ?? 1} of the ${minSamples} texts it takes`;
  if (!(sentiment.confidence >= minConfidence)) return `${percent(sentiment.confidence)} sure is less than ${percent(minConfidence)}`;
  return null;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const WORDS = { negative: 'unhappy', neutral: 'neither happy nor unhappy', positive: 'happy' } as const;

function enter(config: Config, context: StepContext): StepAnswer {
  const { sentiment, sentimentAllowed } = context.facts;
  const used: Record<string, Json> = { zone: context.zone, sentimentAllowed, sentiment: sentimentAllowed && sentiment ? { label: sentiment.label, score: sentiment.score, confidence: sentiment.confidence, at: sentiment.at, source: sentiment.source ?? null, ...(config.minSamples === undefined ? {} : { samples: sentiment.samples ?? 1 }) } : null };
  const unsure = whyUnsure(config, context.facts, context);
  if (unsure !== null || sentiment === null) return { go: 'unsure', because: unsure ?? '', used };
  const evidence = sentiment.evidence ? `: “${sentiment.evidence.slice(0, 160)}”` : '';
  return { go: sentiment.label, because: `${WORDS[sentiment.label]}, ${percent(sentiment.confidence)} sure${evidence}`, used };
}

export const sentiment = defineNode<Config>({
  kind: 'sentiment',
  version: 1,
  title: 'How do they feel?',
  help: 'Takes the way that fits the customer\'s mood, read from what they wrote. When it cannot tell, it says so: "not sure" is a way of its own, never a guess.',
  icon: 'smile',
  category: 'decide',
  config,
  waits: false,
  defaults: () => ({ within: 'P30D', minConfidence: 0.6 }),
  ports: () => [
    { id: 'negative', label: 'unhappy', at: ['negative'], required: true },
    { id: 'neutral', label: 'neutral', at: ['neutral'], required: true },
    { id: 'positive', label: 'happy', at: ['positive'], required: true },
    { id: 'unsure', label: 'not sure', at: ['unsure'], required: true },
  ],
  summary: ({ within, minConfidence, source }) => [
    plain('Mood of the last'),
    strong(durationInWords(textOf(within ?? 'P30D'))),
    ...(source ? [plain('in'), strong(source)] : []),
    plain('if at least'),
    strong(percent(Number(minConfidence ?? 0.6))),
    plain('sure'),
  ],
  needs: () => ({ sentiment: true }),
  passages({ minConfidence = 0.6, source }) {
    const sure = [{ '>=': [{ var: 'sentiment.confidence' }, minConfidence] }, ...(source === undefined ? [] : [{ '==': [{ var: 'sentiment.source' }, source] }])];
    return [
      ...(['negative', 'neutral', 'positive'] as const).map((label) => ({ port: label, atOnce: true, holds: [{ '==': [{ var: 'sentiment.label' }, label] }, ...sure] })),
      { port: 'unsure', atOnce: true, easily: [{ '==': [{ var: 'sentiment' }, null] }] },
    ];
  },
  enter,
  examples: [
    { title: 'Their mood of the last month', config: { within: 'P30D', minConfidence: 0.6 } },
    { title: 'What they wrote in a review, only when it is clear', config: { within: 'P7D', minConfidence: 0.8, source: 'review' } },
  ],
});
