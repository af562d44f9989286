const PUNCTUATION = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/** A word as written, and in lower case. */
export interface Token {
  readonly written: string;
  readonly word: string;
}

/** Words and emoticons: split at white space, punctuation cut off words but left on what is too short to be one, such as `:)`. */
export function tokens(text: string): Token[] {
  return text.split(/\s+/u).filter((part) => part !== '').map((part) => {
    const written = strip(part);
    return { written, word: written.toLowerCase() };
  });
}

function strip(part: string): string {
  let start = 0;
  let end = part.length;
  while (start < end && PUNCTUATION.has(part.charAt(start))) start += 1;
  while (end > start && PUNCTUATION.has(part.charAt(end - 1))) end -= 1;
  return end - start <= 2 ? part : part.slice(start, end);
}

/** Whether a word is shouted: it has letters, and all of them are capitals. */
export const isShouted = (written: string): boolean => written === written.toUpperCase() && written !== written.toLowerCase();

/** Whether some words are shouted and some are not; where all are, shouting says nothing. */
export function shoutsSome(list: readonly Token[]): boolean {
  const shouted = list.filter((token) => isShouted(token.written)).length;
  return shouted > 0 && shouted < list.length;
}
