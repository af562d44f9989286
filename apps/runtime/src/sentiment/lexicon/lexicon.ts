import { readFileSync } from 'node:fs';

/** What words weigh (-4..4), and what emoji say in words. */
export interface Lexicon {
  readonly valence: ReadonlyMap<string, number>;
  readonly emoji: ReadonlyMap<string, string>;
}

const rows = (file: string): string[][] =>
  readFileSync(new URL(file, import.meta.url), 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => line.split('\t'));

let reference: Lexicon | null = null;

/** The published lexicon, as it is. Read once. */
export function referenceLexicon(): Lexicon {
  reference ??= {
    valence: new Map(rows('./vader_lexicon.txt').map(([word = '', weight = '0']) => [word, Number(weight)])),
    emoji: new Map(rows('./emoji_utf8_lexicon.txt').map(([emoji = '', words = '']) => [emoji, words.trim()])),
  };
  return reference;
}

/** A lexicon with some weights added or replaced. */
export function withWords(lexicon: Lexicon, words: Iterable<readonly [string, number]>): Lexicon {
  return { ...lexicon, valence: new Map([...lexicon.valence, ...words]) };
}
