import { createLexiconScorer } from './lexicon-scorer.ts';
import type { Scorer } from './scorer.ts';

/** The scorer of this installation. */
export function createScorer(): Scorer {
  return createLexiconScorer();
}

export type { Score, Scorer } from './scorer.ts';
