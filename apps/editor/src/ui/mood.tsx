import type { Mood } from '@attune/runtime/shapes';
import { Annoyed, CircleHelp, Frown, Minus, Smile, TrendingDown, TrendingUp, type LucideIcon } from 'lucide-react';
import { Pill, type Tone } from './pill.tsx';
import { words } from './words.ts';

export type MoodLabel = Mood['label'];

const look: Readonly<Record<MoodLabel, { tone: Tone; icon: LucideIcon }>> = {
  positive: { tone: 'good', icon: Smile },
  neutral: { tone: 'plain', icon: Annoyed },
  negative: { tone: 'bad', icon: Frown },
  unknown: { tone: 'plain', icon: CircleHelp },
};

/** A mood in word, face and colour, in that order of weight. */
export function MoodPill({ label }: { label: MoodLabel }) {
  return <Pill {...look[label]}>{words.mood[label]}</Pill>;
}

const trends: Readonly<Record<NonNullable<Mood['trend']>, { tone: Tone; icon: LucideIcon }>> = {
  better: { tone: 'good', icon: TrendingUp },
  steady: { tone: 'plain', icon: Minus },
  worse: { tone: 'bad', icon: TrendingDown },
};

export function TrendPill({ trend }: { trend: NonNullable<Mood['trend']> }) {
  return <Pill {...trends[trend]}>{words.mood.trend[trend]}</Pill>;
}

/** A label as a scorer wrote it; anything unexpected is shown as "not known" rather than guessed. */
export const asMood = (label: string): MoodLabel => (label in look ? (label as MoodLabel) : 'unknown');
