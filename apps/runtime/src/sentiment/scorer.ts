/** What a text says about its writer's mood. */
export interface Score {
  /** `unsure` where the scorer abstains: another language, too short, contradictory. Never guessed. */
  readonly label: 'negative' | 'neutral' | 'positive' | 'unsure';
  /** -1..1 */
  readonly score: number;
  /** 0..1, calibrated on labelled reviews: of texts scored with confidence c about that share is right. */
  readonly confidence: number;
  readonly emotions: Readonly<Record<string, number>>;
  readonly model: string;
  readonly version: string;
}

/** Reads the mood of a text. Names and handles are masked before scoring, so that nobody is happier for being called Joy. */
export interface Scorer {
  score(text: string, locale: string | null): Score;
}
