import { z } from 'zod';
import { plain, strong } from '../../draft.ts';
import type { Json } from '../../json.ts';
import { defineEntry } from '../../node-kind.ts';

const MOODS = [{ value: 'negative', label: 'unhappy' }, { value: 'neutral', label: 'neither' }, { value: 'positive', label: 'happy' }] as const;
const wordFor = (mood: unknown): string => MOODS.find(({ value }) => value === mood)?.label ?? '';
const percent = (share: number) => `${Math.round(share * 100)} %`;
/** As of a "How do they feel?" step. */
const SURE_ENOUGH = 0.6;

const config = z
  .strictObject({
    to: z.enum(['negative', 'positive']).meta({ title: 'Becomes', description: 'Starts at the moment when the mood is this for sure; a mood that stays as it is starts nothing.', widget: 'select', options: MOODS.filter(({ value }) => value !== 'neutral') }),
    from: z.enum(['negative', 'neutral', 'positive']).optional().meta({ title: 'And was', description: 'Any mood, also an unknown one, where nothing is chosen.', widget: 'select', options: MOODS }),
    minConfidence: z.number().min(0).max(1).optional().meta({ default: SURE_ENOUGH, title: 'Be at least this sure', description: 'Nobody starts by a guess.', widget: 'number', unit: 'share' }),
  })
  .refine(({ to, from }) => to !== from, { path: ['from'], message: 'is the mood it becomes: choose another one, or leave it out' });
type Config = z.infer<typeof config>;

export const entrySentiment = defineEntry<Config>({
  kind: 'entry-sentiment',
  version: 1,
  title: 'When their mood changes',
  help: 'A customer starts the journey when what they write begins to sound unhappy, or happy. Only those who allow their words to be read for mood are let in.',
  icon: 'heart-pulse',
  category: 'start',
  takes: 'sentiment',
  config,
  defaults: () => ({ to: 'negative' }),
  ports: () => [{ id: 'next', label: '', at: [], required: true }],
  summary: ({ to, from, minConfidence }) => [
    plain('Becomes'), strong(wordFor(to)),
    ...(wordFor(from) === '' ? [] : [plain('after being'), strong(wordFor(from))]),
    plain('if at least'), strong(percent(Number(minConfidence ?? SURE_ENOUGH))), plain('sure'),
  ],
  needs: () => ({ sentiment: true }),
  check(_config, context) {
    if (context.category !== 'marketing') return [];
    return [context.issue({ code: 'mood-in-marketing', severity: 'warning', at: ['to'], message: 'This lets people in to marketing by their mood. Move it into a service journey; if it is to stay, make sure that people have agreed to it.' })];
  },
  arrivals: ({ to, from, minConfidence = SURE_ENOUGH }) => [{
    occurrence: { type: 'sentiment', to, from: from ?? null, confidence: Math.max(minConfidence, 0.9) },
    holds: [{ '==': [{ var: 'sentiment.label' }, to] }, { '>=': [{ var: 'sentiment.confidence' }, minConfidence] }],
  }],
  accepts({ to, from, minConfidence = SURE_ENOUGH }, occurrence, { sentiment, sentimentAllowed }) {
    if (occurrence.type !== 'sentiment' || occurrence.to !== to || occurrence.from === to) return { yes: false, because: `waits for the mood to become ${wordFor(to)}` };
    if (!sentimentAllowed) return { yes: false, because: 'the customer does not allow their words to be read for mood' };
    const { before = 0 } = occurrence;
    const used: Readonly<Record<string, Json>> = { from: occurrence.from, to, confidence: occurrence.confidence, before, minConfidence };
    if (before >= minConfidence && before > 0) return { yes: false, because: `was known to be ${wordFor(to)} already`, used };
    if (from !== undefined && occurrence.from !== from) return { yes: false, because: `was ${wordFor(occurrence.from) || 'of no known mood'} before, not ${wordFor(from)}`, used };
    if (!(occurrence.confidence >= minConfidence)) return { yes: false, because: `${percent(occurrence.confidence)} sure is less than ${percent(minConfidence)}`, used };
    const words = sentiment?.evidence ? `: “${sentiment.evidence.slice(0, 160)}”` : '';
    return { yes: true, because: `became ${wordFor(to)}, ${percent(occurrence.confidence)} sure${words}`, used };
  },
  examples: [
    { title: 'Whoever becomes unhappy', config: { to: 'negative' } },
    { title: 'Won over, when it is clear', config: { to: 'positive', from: 'negative', minConfidence: 0.8 } },
  ],
});
