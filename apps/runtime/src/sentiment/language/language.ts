import { eld } from 'eld/extrasmall';
import { ENGLISH, OTHER } from './function-words.ts';

const WORDS = /[\p{L}][\p{L}'’]*/gu;
/** Fewer words than this tell a detector of letter groups nothing. */
const ENOUGH = 4;

/**
 * Whether a text is English, the language of the lexicon. Judged by small words and by words written small: names are capitalised, and nobody's
 * words may count for less because of what somebody in them is called. `locale` (BCP 47) decides where the words do not.
 */
export function isEnglish(text: string, locale: string | null): boolean {
  if (/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Devanagari}]{2}/u.test(text)) return false;
  const written = text.match(WORDS) ?? [];
  const small = written.filter((word) => word === word.toLowerCase() || ENGLISH.has(word.toLowerCase()) || OTHER.has(word.toLowerCase()));
  const list = small.length > 0 ? small : written.map((word) => word.toLowerCase());
  const [english, other] = [count(list, ENGLISH), count(list, OTHER)];
  if (english !== other && Math.max(english, other) >= 2) return english > other;
  if (list.length >= ENOUGH) {
    const found = eld.detect(list.join(' '));
    if (found.isReliable()) return found.language === 'en';
  }
  if (english !== other) return english > other;
  return locale === null || locale.toLowerCase().startsWith('en');
}

const count = (list: readonly string[], words: ReadonlySet<string>): number => list.filter((word) => words.has(word.toLowerCase().replace('’', "'"))).length;
