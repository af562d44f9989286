import { AFTER_A_NAME, AFTER_A_WORD, BEFORE_A_NAME, HONORIFICS, NAMES_FIRST, NAMES_IN_ANY_CASE, WORDS_FIRST } from './name-words.ts';

/** Stands for what was cut: it weighs nothing and keeps the distance between the words around it. */
const BLANK = '_';

const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu;
const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;
const HANDLE = /(^|[^\p{L}\p{N}_])@[\p{L}\p{N}_.-]{1,64}/gu;
const WORD = /[\p{L}][\p{L}'’-]*/gu;

interface Word {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly first: boolean;
  readonly capital: boolean;
}

/**
 * Cuts from a text what says nothing about its writer's mood but weighs in a lexicon: handles, links, addresses and the names of
 * persons. Only names that are weighted words matter (Joy, Tia, Rob): any other name weighs nothing as it is.
 *
 * A word is a name where it is written with one capital and
 * - is a name more often than a word (Grace), unless it begins a sentence that goes on as after a word ("Grace to the end"); or
 * - is a word more often than a name (Happy), and stands beside a sign: after "with", "Dear", "told", before "said", "feels"; or
 * - follows a title or another name (Mr Strong, Grace Love).
 * In a text of capitalised words (a headline) a capital is no sign, and every name needs one of the others.
 */
export function maskText(text: string): string {
  const cut = text.replace(ADDRESS, BLANK).replace(LINK, BLANK).replace(HANDLE, `$1${BLANK}`);
  const list = wordsOf(cut);
  const headline = isHeadline(list);
  let masked = '';
  let end = 0;
  let afterName = false;
  list.forEach((word, i) => {
    const name = isName(list, i, headline) || (afterName && isSurname(word));
    if (name) {
      masked += `${cut.slice(end, word.start)}${BLANK}`;
      end = word.start + nameLength(word);
    }
    afterName = (name || HONORIFICS.has(word.lower)) && !/[.!?,;:]/.test(cut.slice(word.start + word.text.length, list[i + 1]?.start).replace(/^\.\s/, ' '));
  });
  return masked + cut.slice(end);
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => {
    const before = text.slice(Math.max(0, match.index - 8), match.index).trimEnd();
    const [word] = match;
    return {
      text: word,
      lower: word.toLowerCase().replace(/['’]s$/u, ''),
      start: match.index,
      first: match.index === 0 || before === '' || /[.!?\n"“(]$/.test(before) && !/\b(?:mr|mrs|ms|dr|prof)\.$/i.test(before),
      capital: /^\p{Lu}[\p{Ll}'’-]+$/u.test(word),
    };
  });
}

const isHeadline = (list: readonly Word[]): boolean => list.length >= 4 && list.filter((word) => /^\p{Lu}/u.test(word.text)).length / list.length >= 0.8;

function isName(list: readonly Word[], i: number, headline: boolean): boolean {
  const word = list[i]!;
  if (NAMES_IN_ANY_CASE.has(word.lower) && (word.capital || word.text === word.lower)) return true;
  if (!word.capital) return false;
  if (NAMES_FIRST.has(word.lower) && !headline) return !word.first || !AFTER_A_WORD.has(list[i + 1]?.lower ?? '') || /['’]s$/u.test(word.text);
  if (!NAMES_FIRST.has(word.lower) && !WORDS_FIRST.has(word.lower)) return false;
  return BEFORE_A_NAME.has(list[i - 1]?.lower ?? '') || AFTER_A_NAME.has(list[i + 1]?.lower ?? '');
}

const isSurname = (word: Word): boolean => word.capital && !word.first;

/** A possessive ending stays: it is not a part of the name. */
const nameLength = (word: Word): number => word.text.replace(/['’]s$/u, '').length;
