import { describe, expect, it } from 'vitest';
import { bandOf, scoresOf } from './scale.ts';
import { surveyFigures } from './figures.ts';

const counts = (...pairs: [number, number][]) => new Map(pairs);

describe('figures of surveys', () => {
  it('NPS is promoters less detractors, with the interval of its standard error', () => {
    // 50 promoters, 30 passives, 20 detractors: 30, SE = sqrt((0.7 - 0.09) / 100) = 7.81
    const nps = surveyFigures('nps', counts([10, 30], [9, 20], [8, 30], [3, 20]));
    expect(nps).toMatchObject({ n: 100, value: 30, enough: true });
    expect([nps?.low, nps?.high].map((value) => Math.round((value ?? 0) * 100) / 100)).toEqual([14.69, 45.31]);
  });

  it('CSAT and CES are the share of the highest band, with Wilson\'s interval', () => {
    const csat = surveyFigures('csat', counts([5, 4], [4, 4], [1, 2]));
    expect(csat).toMatchObject({ n: 10, value: 80, mean: 3.8, enough: false });
    expect([csat?.low, csat?.high].map((value) => Math.round((value ?? 0) * 10) / 10)).toEqual([49, 94.3]);
    expect(surveyFigures('ces', counts([7, 1], [5, 1], [4, 1], [1, 1]))?.value).toBe(50);
  });

  it('says nothing without answers, leaves out scores that do not exist, and knows no figure for words', () => {
    expect(surveyFigures('nps', counts())).toEqual({ n: 0, value: null, low: null, high: null, mean: null, enough: false });
    expect(surveyFigures('csat', counts([0, 5], [6, 5], [5, 1]))?.n).toBe(1);
    expect(surveyFigures('text', counts([1, 1]))).toBeNull();
  });

  it('every score of a scale lies in a band', () => {
    for (const kind of ['nps', 'csat', 'ces'] as const) for (const score of scoresOf(kind)) expect(bandOf(kind, score)).not.toBeNull();
    expect([bandOf('nps', '9'), bandOf('csat', 0), bandOf('ces', 8)]).toEqual([null, null, null]);
  });
});
