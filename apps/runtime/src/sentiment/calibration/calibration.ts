import { readFileSync } from 'node:fs';

/** Of labelled texts that lean `compound`, the share that is negative, neutral and positive. */
export interface Knot {
  readonly compound: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
}

/** Rising by `compound`; made by scripts/calibrate-sentiment.ts from labelled texts, which says how in docs/sentiment.md. */
export function loadCalibration(): readonly Knot[] {
  const table = JSON.parse(readFileSync(new URL('./table.json', import.meta.url), 'utf8')) as { knots: Knot[] };
  return table.knots;
}

/** The shares for a leaning between two knots. */
export function shares(knots: readonly Knot[], compound: number): Omit<Knot, 'compound'> {
  const right = knots.find((knot) => knot.compound >= compound) ?? knots.at(-1);
  if (right === undefined) throw new Error('the calibration table is empty');
  const left = knots[knots.indexOf(right) - 1] ?? right;
  const span = right.compound - left.compound;
  const part = span === 0 ? 1 : Math.min(1, Math.max(0, (compound - left.compound) / span));
  const mix = (name: 'negative' | 'neutral' | 'positive') => left[name] + (right[name] - left[name]) * part;
  return { negative: mix('negative'), neutral: mix('neutral'), positive: mix('positive') };
}
