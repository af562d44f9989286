import { loadCalibration, shares } from './calibration/calibration.ts';
import { isEnglish } from './language/language.ts';
import { referenceLexicon, withWords } from './lexicon/lexicon.ts';
import { SERVICE_WORDS } from './lexicon/service-words.ts';
import { valenceOf, type Valence } from './lexicon/valence.ts';
import { maskText } from './mask/mask.ts';
import type { Score, Scorer } from './scorer.ts';

const MODEL = 'lexicon-en';
const VERSION = '1';
/** Below this share of right answers, no answer is better. */
const LEAST_CONFIDENCE = 0.5;
/** A mood is that of a message, not of a book; and scoring stays in step with the length of what is stored. */
const MOST_CHARACTERS = 10_000;

/**
 * Scores English by weighted words, with confidence calibrated on labelled texts. Abstains where the text is in another language,
 * says nothing, speaks for both sides, or where such texts are too often misjudged. Emotions are not told apart.
 */
export function createLexiconScorer(): Scorer {
  const lexicon = withWords(referenceLexicon(), SERVICE_WORDS);
  const knots = loadCalibration();
  return {
    score(text, locale) {
      const masked = maskText(text.slice(0, MOST_CHARACTERS));
      const valence = valenceOf(masked, lexicon);
      if (isUndecidable(valence) || !isEnglish(masked, locale)) return unsure(0);
      const [label, share] = best(shares(knots, valence.compound));
      if (share < LEAST_CONFIDENCE || (label === 'neutral' && valence.words < 3)) return unsure(round(share));
      return { label, score: round(valence.compound), confidence: round(share), emotions: {}, model: MODEL, version: VERSION };
    },
  };
}

const unsure = (confidence: number): Score => ({ label: 'unsure', score: 0, confidence, emotions: {}, model: MODEL, version: VERSION });

/** Nothing to go by, or as much on one side as on the other. */
function isUndecidable({ positive, negative, words }: Valence): boolean {
  const weaker = Math.min(positive, negative);
  return words === 0 || (weaker >= 1.2 && weaker / Math.max(positive, negative) > 0.7);
}

function best(share: { negative: number; neutral: number; positive: number }): ['negative' | 'neutral' | 'positive', number] {
  const { negative, neutral, positive } = share;
  if (negative >= neutral && negative >= positive) return ['negative', negative];
  return positive >= neutral ? ['positive', positive] : ['neutral', neutral];
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
