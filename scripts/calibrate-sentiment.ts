// Makes apps/runtime/src/sentiment/calibration/table.json, and prints how well the scorer does on texts it was not made from.
//   node --import tsx scripts/calibrate-sentiment.ts <folder> [--report]
// The folder holds reviews/amazon-review-snippets.tsv and sentiment/goemotions-train.tsv, -dev.tsv (see docs/sentiment.md for where
// they come from) and reviews/yelp-labelled.tsv. Every second text makes the table, the others are the examination.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { referenceLexicon, withWords } from '../apps/runtime/src/sentiment/lexicon/lexicon.ts';
import { SERVICE_WORDS } from '../apps/runtime/src/sentiment/lexicon/service-words.ts';
import { valenceOf } from '../apps/runtime/src/sentiment/lexicon/valence.ts';
import { createLexiconScorer } from '../apps/runtime/src/sentiment/lexicon-scorer.ts';
import { maskText } from '../apps/runtime/src/sentiment/mask/mask.ts';

type Label = 'negative' | 'neutral' | 'positive';
interface Sample { text: string; label: Label }
const STEP = 0.1;

const [folder = '.', option] = process.argv.slice(2);
const rows = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n').map((line) => line.split('\t'));

const amazon = (): Sample[] => rows('reviews/amazon-review-snippets.tsv').map(([, rating, text]) => ({ text: text ?? '', label: Number(rating) <= -0.5 ? 'negative' : Number(rating) >= 0.5 ? 'positive' : 'neutral' }));
const yelp = (): Sample[] => rows('reviews/yelp-labelled.tsv').map(([text, good]) => ({ text: text ?? '', label: good === '1' ? 'positive' : 'negative' }));

const POSITIVE = new Set(['0', '1', '4', '5', '8', '13', '15', '17', '18', '20', '21', '23']);
const NEGATIVE = new Set(['2', '3', '9', '10', '11', '12', '14', '16', '19', '24', '25']);
/** Comments of one feeling; those with several, and the undirected ones (surprise, curiosity), say nothing of the three labels. */
function emotions(file: string): Sample[] {
  return rows(file).flatMap(([text = '', labels = '']): Sample[] => {
    if (POSITIVE.has(labels)) return [{ text, label: 'positive' }];
    if (NEGATIVE.has(labels)) return [{ text, label: 'negative' }];
    return labels === '27' ? [{ text, label: 'neutral' }] : [];
  });
}

const half = (list: Sample[], rest: 0 | 1): Sample[] => list.filter((_, i) => i % 2 === rest);
const domains = { reviews: amazon(), restaurants: yelp(), comments: emotions('sentiment/goemotions-dev.tsv') };

function table() {
  const lexicon = withWords(referenceLexicon(), SERVICE_WORDS);
  const bins = Array.from({ length: Math.round(2 / STEP) + 1 }, (_, i) => ({ compound: -1 + i * STEP, negative: 0, neutral: 0, positive: 0 }));
  // each kind of text weighs the same, however many there are of it
  for (const list of Object.values(domains).map((all) => half(all, 0))) {
    for (const { text, label } of list) {
      const bin = bins[Math.round((valenceOf(maskText(text), lexicon).compound + 1) / STEP)];
      if (bin) bin[label] += 1000 / list.length;
    }
  }
  const share = (label: Label) => bins.map((bin) => ({ value: (bin[label] + 0.5) / (bin.negative + bin.neutral + bin.positive + 1.5), weight: bin.negative + bin.neutral + bin.positive + 1 }));
  const positive = rising(share('positive'));
  const negative = rising(share('negative').reverse()).reverse();
  return bins.map((bin, i) => {
    const [p = 0, n = 0] = [positive[i], negative[i]];
    const over = Math.max(1, p + n);
    return { compound: fix(bin.compound), negative: fix(n / over), neutral: fix(Math.max(0, 1 - p - n)), positive: fix(p / over) };
  });
}

/** Pools neighbours that fall where they should rise. */
function rising(list: { value: number; weight: number }[]): number[] {
  const pools: { value: number; weight: number; size: number }[] = [];
  for (const { value, weight } of list) {
    pools.push({ value, weight, size: 1 });
    for (let last = pools.at(-1), before = pools.at(-2); last && before && before.value > last.value; last = pools.at(-1), before = pools.at(-2)) {
      const weightOfBoth = before.weight + last.weight;
      pools.splice(-2, 2, { value: (before.value * before.weight + last.value * last.weight) / weightOfBoth, weight: weightOfBoth, size: before.size + last.size });
    }
  }
  return pools.flatMap((pool) => Array.from({ length: pool.size }, () => pool.value));
}

const fix = (value: number): number => Math.round(value * 1000) / 1000;

function report(): void {
  const scorer = createLexiconScorer();
  for (const [name, all] of Object.entries(domains)) {
    const list = half(all, 1).map(({ text, label }) => ({ label, score: scorer.score(text, null) }));
    const plain = half(all, 1).map(({ text, label }) => ({ label, compound: valenceOf(text, referenceLexicon()).compound }));
    const vader = plain.filter((x) => x.label === (x.compound >= 0.05 ? 'positive' : x.compound <= -0.05 ? 'negative' : 'neutral')).length / plain.length;
    console.log(`${name}: ${list.length} texts; published cut-offs without abstaining ${percent(vader)}`);
    for (const least of [0.5, 0.6, 0.7, 0.8, 0.9]) {
      const told = list.filter((x) => x.score.label !== 'unsure' && x.score.confidence >= least);
      const right = told.filter((x) => x.score.label === x.label).length;
      const trust = told.reduce((sum, x) => sum + x.score.confidence, 0) / Math.max(1, told.length);
      console.log(`  confidence >= ${least}: coverage ${percent(told.length / list.length)}, right ${percent(right / Math.max(1, told.length))}, mean confidence ${percent(trust)}`);
    }
    for (const label of ['negative', 'neutral', 'positive'] as const) {
      const told = list.filter((x) => x.score.label === label);
      console.log(`  ${label}: told ${told.length}, right ${percent(told.filter((x) => x.label === label).length / Math.max(1, told.length))}, read as the opposite ${percent(told.filter((x) => x.label !== label && x.label !== 'neutral' && label !== 'neutral').length / Math.max(1, told.length))}`);
    }
  }
}
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

if (option !== '--report') {
  const made = 'scripts/calibrate-sentiment.ts: even-numbered texts of Amazon review snippets, Yelp sentences and GoEmotions (dev), each kind weighing the same; shares per 0.1 of leaning, made monotone';
  const file = resolve(import.meta.dirname, '../apps/runtime/src/sentiment/calibration/table.json');
  writeFileSync(file, `${JSON.stringify({ made, knots: table() }, null, 1)}\n`);
}
report();
