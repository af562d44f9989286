import { bandOf, scoresOf, type SurveyKind } from './scale.ts';

/** What scores come to. */
export interface SurveyFigures {
  /** Answers with a score. */
  readonly n: number;
  /** NPS: promoters less detractors, -100 to 100. CSAT, CES: percent in the highest band. Null without answers. */
  readonly value: number | null;
  /** Where the true value lies in 95 of 100 such samples. */
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
  /** False below 30 answers: such a figure says little, and is best not shown as one. */
  readonly enough: boolean;
}

const Z95 = 1.959964;
const LEAST = 30;

/**
 * NPS, CSAT or CES from how often each score was given. NPS: SE = sqrt((p + d - (p - d)^2) / n), a normal interval. CSAT and CES: Wilson's interval of a share,
 * which also holds near 0 and 100 %. Scores that the scale does not have are left out. Null for questions in words.
 */
export function surveyFigures(kind: SurveyKind, counts: ReadonlyMap<number, number>): SurveyFigures | null {
  if (kind === 'text') return null;
  const given = scoresOf(kind).map((score) => ({ score, times: counts.get(score) ?? 0 }));
  const n = given.reduce((sum, { times }) => sum + times, 0);
  if (n === 0) return { n, value: null, low: null, high: null, mean: null, enough: false };
  const share = (band: string) => given.reduce((sum, { score, times }) => sum + (bandOf(kind, score) === band ? times : 0), 0) / n;
  const mean = given.reduce((sum, { score, times }) => sum + score * times, 0) / n;
  const [value, low, high] = kind === 'nps' ? netInterval(share('promoter'), share('detractor'), n) : shareInterval(share('high'), n);
  return { n, value: value * 100, low: low * 100, high: high * 100, mean, enough: n >= LEAST };
}

function netInterval(promoters: number, detractors: number, n: number): readonly [number, number, number] {
  const net = promoters - detractors;
  const half = Z95 * Math.sqrt(Math.max(0, promoters + detractors - net * net) / n);
  return [net, Math.max(-1, net - half), Math.min(1, net + half)];
}

function shareInterval(share: number, n: number): readonly [number, number, number] {
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [share, Math.max(0, centre - half), Math.min(1, centre + half)];
}
