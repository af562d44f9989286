import type { Lexicon } from './lexicon.ts';
import { BOOSTERS, CAPS, IDIOMS, NEGATION, NEGATIONS } from './rules.ts';
import { isShouted, shoutsSome, tokens, type Token } from './tokens.ts';

/** How strongly a text leans: `compound` -1..1, and what the words on either side weigh. */
export interface Valence {
  readonly compound: number;
  readonly positive: number;
  readonly negative: number;
  /** Words and signs with a weight. */
  readonly hits: number;
  readonly words: number;
}

/**
 * The VADER algorithm: weights of words, changed by intensifiers, negation within three words, capitals and idioms, halved before a
 * "but" and strengthened after it, with an emphasis for ! and ?. Follows the reference implementation (3.3.2) to the letter, also
 * where that is odd, because its published accuracy holds for just that.
 */
export function valenceOf(text: string, lexicon: Lexicon): Valence {
  const plain = spellEmoji(text, lexicon);
  const list = tokens(plain);
  const some = shoutsSome(list);
  const weights = afterBut(list, list.map((token, i) => (isModifier(list, i) ? 0 : weigh(list, i, token, { lexicon, some }))));
  return total(weights, emphasis(plain));
}

function spellEmoji(text: string, lexicon: Lexicon): string {
  let spelled = '';
  let spaced = true;
  for (const character of text) {
    const words = lexicon.emoji.get(character);
    spelled += words === undefined ? character : `${spaced ? '' : ' '}${words}`;
    spaced = words === undefined && character === ' ';
  }
  return spelled.trim();
}

/** Intensifiers weigh nothing themselves. */
const isModifier = (list: readonly Token[], i: number): boolean =>
  BOOSTERS.has(list[i]?.word ?? '') || (list[i]?.word === 'kind' && list[i + 1]?.word === 'of');

function weigh(list: readonly Token[], i: number, token: Token, { lexicon, some }: { lexicon: Lexicon; some: boolean }): number {
  const own = lexicon.valence.get(token.word);
  if (own === undefined) return 0;
  let weight = negatedByNo(list, i, own, lexicon);
  if (some && isShouted(token.written)) weight += weight > 0 ? CAPS : -CAPS;
  for (const distance of [1, 2, 3] as const) {
    const before = list[i - distance];
    if (before === undefined || lexicon.valence.has(before.word)) continue;
    weight += boost(before, weight, some) * [1, 0.95, 0.9][distance - 1]!;
    weight = negate(list, i, distance, weight);
    if (distance === 3) weight = idiom(list, i, weight);
  }
  return least(list, i, weight, lexicon);
}

/** "no" weighs by itself, unless it negates the weighted word that follows. */
function negatedByNo(list: readonly Token[], i: number, own: number, lexicon: Lexicon): number {
  const word = (distance: number) => list[i - distance]?.word;
  const next = list[i + 1];
  const weight = word(0) === 'no' && next !== undefined && lexicon.valence.has(next.word) ? 0 : own;
  const joined = word(1) === 'or' || word(1) === 'nor';
  return word(1) === 'no' || word(2) === 'no' || (word(3) === 'no' && joined) ? own * NEGATION : weight;
}

function boost(before: Token, weight: number, some: boolean): number {
  const scalar = BOOSTERS.get(before.word);
  if (scalar === undefined) return 0;
  const directed = weight < 0 ? -scalar : scalar;
  if (!some || !isShouted(before.written)) return directed;
  return directed + (weight > 0 ? CAPS : -CAPS);
}

const isNegation = (word: string): boolean => NEGATIONS.has(word) || word.includes("n't");
const isSoOrThis = (word: string | undefined): boolean => word === 'so' || word === 'this';

function negate(list: readonly Token[], i: number, distance: 1 | 2 | 3, weight: number): number {
  const word = list[i - distance]?.word ?? '';
  const [one, two] = [list[i - 1]?.word, list[i - 2]?.word];
  if (distance === 2) {
    if (word === 'never' && isSoOrThis(one)) return weight * 1.25;
    if (word === 'without' && one === 'doubt') return weight;
  }
  if (distance === 3) {
    // the reference lacks a pair of parentheses here: "so" or "this" right before is enough
    if ((word === 'never' && isSoOrThis(two)) || isSoOrThis(one)) return weight * 1.25;
    if (word === 'without' && (two === 'doubt' || one === 'doubt')) return weight;
  }
  return isNegation(word) ? weight * NEGATION : weight;
}

function idiom(list: readonly Token[], i: number, weight: number): number {
  const phrase = (from: number, to: number) => list.slice(i + from, i + to + 1).map((token) => token.word).join(' ');
  const before = [phrase(-1, 0), phrase(-2, 0), phrase(-2, -1), phrase(-3, -1), phrase(-3, -2)];
  let result = before.map((words) => IDIOMS.get(words)).find((found) => found !== undefined) ?? weight;
  if (list.length - 1 > i) result = IDIOMS.get(phrase(0, 1)) ?? result;
  if (list.length - 1 > i + 1) result = IDIOMS.get(phrase(0, 2)) ?? result;
  for (const words of [phrase(-3, -1), phrase(-3, -2), phrase(-2, -1)]) result += BOOSTERS.get(words) ?? 0;
  return result;
}

function least(list: readonly Token[], i: number, weight: number, lexicon: Lexicon): number {
  if (list[i - 1]?.word !== 'least' || lexicon.valence.has('least')) return weight;
  const earlier = list[i - 2]?.word;
  return i > 1 && (earlier === 'at' || earlier === 'very') ? weight : weight * NEGATION;
}

/** The reference finds a weight's place by its value, so that equal ones share the first one's place; kept for the same scores. */
function afterBut(list: readonly Token[], weights: number[]): number[] {
  const but = list.findIndex((token) => token.word === 'but');
  if (but < 0) return weights;
  const changed = [...weights];
  for (let i = 0; i < changed.length; i += 1) {
    const weight = changed[i]!;
    const place = changed.indexOf(weight);
    if (place < but) changed[place] = weight * 0.5;
    else if (place > but) changed[place] = weight * 1.5;
  }
  return changed;
}

function emphasis(text: string): number {
  const count = (sign: string) => text.split(sign).length - 1;
  const asked = count('?');
  return Math.min(count('!'), 4) * 0.292 + (asked > 3 ? 0.96 : asked > 1 ? asked * 0.18 : 0);
}

function total(weights: readonly number[], emphatic: number): Valence {
  const sum = weights.reduce((a, b) => a + b, 0);
  const leaning = sum + Math.sign(sum) * emphatic;
  const side = (sign: 1 | -1) => weights.filter((w) => w * sign > 0).reduce((a, w) => a + Math.abs(w), 0);
  return {
    // 15 approximates the largest sum one expects
    compound: leaning / Math.sqrt(leaning * leaning + 15),
    positive: side(1),
    negative: side(-1),
    hits: weights.filter((w) => w !== 0).length,
    words: weights.length,
  };
}
