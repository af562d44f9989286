import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referenceLexicon } from './lexicon.ts';
import { valenceOf } from './valence.ts';

interface Reference { text: string; compound: number }
const references = readFileSync(new URL('../fixtures/vader-reference.jsonl', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Reference);
const compound = (text: string) => valenceOf(text, referenceLexicon()).compound;

it('scores every text of the reference set within 0.001 of the reference implementation', () => {
  expect(references.length).toBeGreaterThan(250);
  const off = references.filter(({ text, compound: expected }) => Math.abs(compound(text) - expected) > 0.001);
  expect(off).toEqual([]);
});

it('turns a word round behind a negation, and strengthens it by intensifiers, capitals and exclamation marks', () => {
  expect(compound('Not a good day')).toBeLessThan(0);
  expect(compound('It was very good')).toBeGreaterThan(compound('It was good'));
  expect(compound('It was GOOD')).toBeGreaterThan(compound('It was good'));
  expect(compound('It was good!!!')).toBeGreaterThan(compound('It was good'));
});

it('lets what follows a "but" outweigh what came before', () => {
  expect(compound('The food was good, but the service was bad')).toBeLessThan(0);
  expect(compound('The service was bad, but the food was good')).toBeGreaterThan(0);
});

it('reads emoji as the words they stand for', () => {
  expect(compound('My parcel came 😁')).toBeGreaterThan(0.3);
});

it('takes the empty text and text without words for no leaning', () => {
  for (const text of ['', '   ', '\n', '...', '123']) expect(compound(text)).toBe(0);
});
