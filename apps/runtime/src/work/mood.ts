import type { SentimentFact } from '@attune/dsl';
import type { Score } from '../sentiment/scorer.ts';

export type MoodLabel = 'negative' | 'neutral' | 'positive';

/** One text that was read. `text` goes when the workspace's retention says so. */
export interface MoodEvidence {
  readonly at: string;
  readonly source: string;
  readonly text: string | null;
  readonly label: MoodLabel;
  readonly score: number;
  readonly confidence: number;
}

/** A customer's mood: the decayed mean of what they wrote, with its evidence (newest first) and its expiry. */
export interface Mood {
  readonly label: MoodLabel;
  readonly score: number;
  readonly confidence: number;
  readonly trend: 'better' | 'steady' | 'worse' | null;
  readonly at: string;
  readonly source: string;
  readonly evidence: readonly MoodEvidence[];
  /** Until when it counts as known for sentiment steps. The gate goes by evidence, not by time (GATE-5). */
  readonly expiresAt: string;
  /** The mood they had before this one; null or absent where none was known. */
  readonly was?: MoodLabel | null;
  /** When a case of theirs was solved after the newest evidence. */
  readonly recoveredAt?: string;
}

const DAY = 86_400_000;
const HALF_LIFE = 14 * DAY;
const EXPIRES_AFTER = 90 * DAY;
const KEPT = 10;
const VALUE: Readonly<Record<MoodLabel, number>> = { negative: -1, neutral: 0, positive: 1 };
/** What the newest words must differ from the ones before to be a trend. */
const TREND = 0.25;

const round = (n: number) => Math.round(n * 10_000) / 10_000;

/** The mood that follows from evidence; each piece weighs its confidence, halved every 14 days of age before the newest. What was too old by then says nothing any more. Null without evidence. */
export function moodOf(evidence: readonly MoodEvidence[]): Mood | null {
  const sorted = [...evidence].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const newest = sorted[0];
  if (!newest) return null;
  const kept = sorted.filter((piece) => Date.parse(newest.at) - Date.parse(piece.at) < EXPIRES_AFTER).slice(0, KEPT);
  const mean = (of: readonly MoodEvidence[], value: (e: MoodEvidence) => number) => {
    let sum = 0;
    let weights = 0;
    for (const piece of of) {
      const weight = piece.confidence * 2 ** ((Date.parse(piece.at) - Date.parse(newest.at)) / HALF_LIFE);
      sum += weight * value(piece);
      weights += weight;
    }
    return weights === 0 ? 0 : sum / weights;
  };
  const tendency = mean(kept, (e) => VALUE[e.label]);
  const label: MoodLabel = tendency < -1 / 3 ? 'negative' : tendency > 1 / 3 ? 'positive' : 'neutral';
  const before = kept.slice(1);
  const change = before.length === 0 ? null : newest.score - mean(before, (e) => e.score);
  return {
    label,
    score: round(mean(kept, (e) => e.score)),
    // evidence that points elsewhere makes the mean less sure
    confidence: round(mean(kept, (e) => (e.label === label ? e.confidence : 0))),
    trend: change === null ? null : change > TREND ? 'better' : change < -TREND ? 'worse' : 'steady',
    at: newest.at,
    source: newest.source,
    evidence: kept,
    expiresAt: new Date(Date.parse(newest.at) + EXPIRES_AFTER).toISOString(),
  };
}

/** Adds what a text says; a score the scorer abstained from changes nothing. */
export function withText(mood: Mood | null, said: { readonly at: string; readonly source: string; readonly text: string }, score: Score): Mood | null {
  if (score.label === 'unsure') return mood;
  const after = moodOf([{ ...said, text: said.text.slice(0, 2000), label: score.label, score: score.score, confidence: score.confidence }, ...(mood?.evidence ?? [])]);
  // a text may come in late: a case that was solved after it was written stays solved
  return after === null || mood?.recoveredAt === undefined ? after : { ...after, recoveredAt: mood.recoveredAt };
}

/** The mood of one customer who was met as two: all of their evidence, so that the newer counts for more, and the later of their recoveries. */
export function joined(one: Mood | null, other: Mood | null): Mood | null {
  if (one === null || other === null) return one ?? other;
  const mood = moodOf([...new Map([...one.evidence, ...other.evidence].map((piece) => [`${piece.at}\n${piece.source}\n${piece.text ?? ''}`, piece])).values()]);
  const recoveredAt = [one.recoveredAt, other.recoveredAt].filter((at) => at !== undefined).sort().at(-1);
  return mood === null || recoveredAt === undefined ? mood : { ...mood, recoveredAt };
}

/** A mood read anew, as entries are told of it: the last other mood, and how sure one was of this very mood until now (0 where it was another). */
export interface MoodTurn { readonly from: MoodLabel | null; readonly to: MoodLabel; readonly confidence: number; readonly before: number }

/** What is new about a mood. One that has expired meanwhile counts as unknown. */
export function turnOf(before: Mood | null, { label, confidence }: Mood, now: string): MoodTurn {
  const known = before !== null && before.expiresAt > now ? before : null;
  if (known?.label === label) return { from: known.was ?? null, to: label, confidence, before: known.confidence };
  return { from: known?.label ?? null, to: label, confidence, before: 0 };
}

/** As conditions and templates see it; null once it has expired. */
export function sentimentFact(mood: Mood | null, now: string): SentimentFact | null {
  if (mood === null || mood.expiresAt <= now) return null;
  const words = mood.evidence[0]?.text;
  return { label: mood.label, score: mood.score, confidence: mood.confidence, at: mood.at, source: mood.source, samples: mood.evidence.length, ...(words ? { evidence: words } : {}) };
}

/** As the gate sees it: the newest words count until other words, or a solved case, speak against them; time alone heals nothing (GATE-5). */
export function gateMood(mood: Mood | null): MoodLabel | 'unknown' {
  const newest = mood?.evidence[0];
  if (!mood || !newest) return 'unknown';
  if (newest.label === 'negative' && mood.recoveredAt !== undefined && mood.recoveredAt > newest.at) return 'neutral';
  return newest.label;
}
