import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wishOf } from './keywords.ts';

const lines = (name: string) => readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), 'utf8').split('\n').filter((line) => line !== '');
const variants = (word: string) => {
  const title = word[0]!.toUpperCase() + word.slice(1);
  return [word, word.toUpperCase(), title, [...word].map((letter, i) => (i % 2 ? letter.toUpperCase() : letter)).join(''), `${word}.`, `${word}!!!`, ` ${word} `, `"${title}"`, `'${word}'`, `“${title}”`, `*${word}*`, `${word} 🛑`, `🙏${word}😡`, `${word}\n`, `\u200b${word}`, `(${word})`, `- ${word} -`, `${word}…`, `${word}, please`, `Please ${word}!`, `PLS ${word.toUpperCase()} NOW`, `ok ${word} thanks`, `${word} ${word} ${word}`];
};

describe('what somebody asks for by SMS', () => {
  it.each(['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe', 'stopall', 'stop all', 'optout', 'opt-out'])('"%s" stops, in any case, with any punctuation, quotes or emoji', (word) => {
    expect(variants(word).filter((text) => wishOf(text) !== 'stop')).toEqual([]);
  });

  it.each(['start', 'unstop', 'opt in'])('"%s" starts again', (word) => {
    expect(variants(word).filter((text) => wishOf(text) !== 'start')).toEqual([]);
  });

  it.each(['help', 'info'])('"%s" asks for help', (word) => {
    expect(variants(word).filter((text) => wishOf(text) !== 'help')).toEqual([]);
  });

  it('letters set apart are one word, and full-width ones are letters', () => {
    for (const text of ['S T O P', 's.t.o.p.', 'S-T-O-P', 'ＳＴＯＰ', 'STOP STOP']) expect(wishOf(text), text).toBe('stop');
  });

  it('finds at least 98 in a hundred ways to say it in a sentence', () => {
    const all = lines('revocations');
    const missed = all.filter((text) => wishOf(text) !== 'stop');
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect(missed.length / all.length, missed.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('takes hardly anything else for it: of what it calls a wish to stop at least 95 in a hundred are', () => {
    const others = lines('other-texts');
    const wrong = others.filter((text) => wishOf(text) === 'stop');
    expect(others.length).toBeGreaterThanOrEqual(150);
    const right = lines('revocations').filter((text) => wishOf(text) === 'stop').length;
    expect(right / (right + wrong.length), wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  it('reads nothing into what is empty, odd or endless', () => {
    for (const text of ['', '   ', '🛑', '!!!', '\u0000', 'stop '.repeat(60) + 'by the shop', 'a'.repeat(100_000)]) expect(wishOf(text)).not.toBe('help');
    expect(wishOf('')).toBeNull();
    expect(wishOf('🛑')).toBeNull();
  });
});
