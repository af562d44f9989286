import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createScorer } from './index.ts';

const scorer = createScorer();
const label = (text: string, locale: string | null = null) => scorer.score(text, locale).label;

describe('names', () => {
  const NAMES = [
    'Ebony', 'Jasmine', 'Lakisha', 'Latisha', 'Latoya', 'Nichelle', 'Shaniqua', 'Shereen', 'Tanisha', 'Tia', 'Alonzo', 'Jamel', 'Darnell', 'Terrence', 'Tyree',
    'Amanda', 'Betsy', 'Courtney', 'Ellen', 'Heather', 'Katie', 'Kristin', 'Melanie', 'Nancy', 'Adam', 'Alan', 'Frank', 'Harry', 'Josh', 'Roger',
    'Mia', 'Grace', 'Joy', 'Hope', 'Faith', 'Charity', 'Mercy', 'Rob', 'Dick', 'Rich', 'Grant', 'Ty', 'Precious', 'Merry', 'Happy', 'Lovely', 'Lucky', 'Noble',
    'Aylin', 'Mehmet', 'Nguyen', 'Svetlana', 'Oluwaseun', 'Fatima', 'Björn', 'Zoë',
  ];
  const TEMPLATES = [
    '%s made me feel angry about the whole thing.', 'I made %s feel happy.', 'The situation makes %s feel devastated.', 'The conversation with %s was wonderful.',
    '%s told us all about the recent depressing events.', '%s found themselves in a terrifying situation.', '%s feels ecstatic.', 'I spoke to %s on the phone and it was great.',
    '%s was rude to my mother.', 'Please thank %s for the excellent help!', 'Hi %s, my parcel never arrived and I am furious.', "%s's answer was useless.",
  ];

  it.each(TEMPLATES)('nobody is happier for being called Joy: %s', (template) => {
    const scores = new Map(NAMES.map((name) => [JSON.stringify(scorer.score(template.replace('%s', name), 'en')), name]));
    expect([...scores.values()]).toHaveLength(1);
  });
});

describe('abstaining', () => {
  it.each([
    'Die Lieferung war super und alles kam pünktlich an', 'Le service est vraiment nul, je suis très déçue', 'No me gusta nada este producto, es muy malo',
    'Il prodotto è arrivato rotto e non funziona', 'Товар пришёл сломанным', '商品很好，我很喜欢',
  ])('another language is unsure: %s', (text) => {
    expect(label(text)).toBe('unsure');
  });

  it.each(['', '   ', '?', 'ok', '12345', 'https://great.example', '@united'])('nothing said is unsure: "%s"', (text) => {
    expect(label(text)).toBe('unsure');
  });

  it('a text that is as good as it is bad is unsure', () => {
    expect(label('I love the colour and the fabric is wonderful, I hate the zip and the seams are terrible')).toBe('unsure');
  });

  it('a text without any feeling in it is unsure rather than called content', () => {
    expect(label('The box is on the table in the hall')).toBe('unsure');
  });
});

it('tells plain praise from plain complaint, as far as the words go', () => {
  expect(label('Absolutely love these mugs, the quality is excellent!')).toBe('positive');
  expect(label('Terrible quality, it arrived broken and nobody answers. Very disappointed.')).toBe('negative');
});

it('is right about at least nine of ten restaurant sentences it has not been made from, and answers for most of them', () => {
  const rows = readFileSync(new URL('./fixtures/restaurant-sentences.tsv', import.meta.url), 'utf8').trim().split('\n').map((line) => line.split('\t'));
  const examined = rows.filter((_, i) => i % 2 === 1).map(([text = '', good]) => ({ told: scorer.score(text, null), truth: good === '1' ? 'positive' : 'negative' }));
  const told = examined.filter(({ told: score }) => score.label !== 'unsure');
  expect(told.length / examined.length).toBeGreaterThan(0.7);
  expect(told.filter(({ told: score, truth }) => score.label === truth).length / told.length).toBeGreaterThan(0.89);
});

it('takes any text in reasonable time, also one made to be slow', () => {
  const started = performance.now();
  for (const text of ['a@'.repeat(50_000), '@'.repeat(100_000), 'Joy '.repeat(50_000), '😁'.repeat(50_000), 'http://'.repeat(20_000), `${'x'.repeat(100_000)}@`, 'but good '.repeat(20_000)]) scorer.score(text, 'en');
  expect(performance.now() - started).toBeLessThan(3_000);
});
