import type { SurveyAsk } from '../engine/command.ts';

/** What may be asked: how likely they recommend (NPS), how satisfied they are (CSAT), how easy it was (CES), or in words. */
export type SurveyKind = SurveyAsk['kind'];

/** The scores of a question, what its ends mean, and from which score on which way is taken, the highest first. */
export interface SurveyScale {
  readonly least: number;
  readonly most: number;
  readonly leastMeans: string;
  readonly mostMeans: string;
  readonly bands: readonly { readonly id: string; readonly label: string; readonly from: number }[];
}

/** Bands as published: NPS 9-10, 7-8, 0-6 (Reichheld 2003); CSAT 4-5 counts as satisfied; CES 2.0 5-7 as easy. */
const scales: Readonly<Record<Exclude<SurveyKind, 'text'>, SurveyScale>> = {
  nps: {
    least: 0, most: 10, leastMeans: 'not at all likely', mostMeans: 'extremely likely',
    bands: [{ id: 'promoter', label: 'promoter (9-10)', from: 9 }, { id: 'passive', label: 'passive (7-8)', from: 7 }, { id: 'detractor', label: 'detractor (0-6)', from: 0 }],
  },
  csat: {
    least: 1, most: 5, leastMeans: 'very unsatisfied', mostMeans: 'very satisfied',
    bands: [{ id: 'high', label: 'satisfied (4-5)', from: 4 }, { id: 'mid', label: 'in between (3)', from: 3 }, { id: 'low', label: 'unsatisfied (1-2)', from: 1 }],
  },
  ces: {
    least: 1, most: 7, leastMeans: 'strongly disagree', mostMeans: 'strongly agree',
    bands: [{ id: 'high', label: 'easy (5-7)', from: 5 }, { id: 'mid', label: 'in between (4)', from: 4 }, { id: 'low', label: 'hard (1-3)', from: 1 }],
  },
};

/** The scale of a kind of question; null where it is answered in words only. */
export function scaleOf(kind: SurveyKind): SurveyScale | null {
  return kind === 'text' ? null : scales[kind];
}

/** The band a score lies in, e.g. `detractor`; null where the scale has no such score. Questions in words know only `answered`. */
export function bandOf(kind: SurveyKind, score: unknown): string | null {
  const scale = scaleOf(kind);
  if (!scale) return 'answered';
  if (typeof score !== 'number' || !Number.isInteger(score) || score < scale.least || score > scale.most) return null;
  return scale.bands.find(({ from }) => score >= from)?.id ?? null;
}

/** Every score of a scale, rising; none for questions in words. */
export function scoresOf(kind: SurveyKind): number[] {
  const scale = scaleOf(kind);
  return scale ? Array.from({ length: scale.most - scale.least + 1 }, (_, index) => scale.least + index) : [];
}
