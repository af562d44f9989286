import { describe, expect, it } from 'vitest';
import { begin, factsOf, programOf } from '../../engine/testing.ts';
import type { HostFacts, SentimentFact } from '../../facts.ts';

const mood = (more: Partial<SentimentFact> = {}): SentimentFact => ({ label: 'negative', score: -0.7, confidence: 0.8, at: '2026-05-01T10:00:00.000Z', source: 'review', ...more });
const ask = (facts: Partial<HostFacts>, config = {}) =>
  begin(programOf({ mood: { kind: 'sentiment', within: 'P30D', minConfidence: 0.6, negative: 'n', neutral: 'o', positive: 'p', unsure: 'u', ...config }, n: { kind: 'exit' }, o: { kind: 'exit' }, p: { kind: 'exit' }, u: { kind: 'exit' } }), { facts: factsOf(facts) }).trail[0];

describe('sentiment', () => {
  it('goes the way of the mood, and says from which words', () => {
    for (const label of ['negative', 'neutral', 'positive'] as const) expect(ask({ sentiment: mood({ label }) })?.outcome).toBe(label);
    expect(ask({ sentiment: mood({ evidence: 'still no answer' }) })?.because).toBe('unhappy, 80 % sure: “still no answer”');
  });

  it('ENG-15: a mood below minConfidence goes to unsure; exactly at it is sure enough', () => {
    expect(ask({ sentiment: mood({ confidence: 0.59 }) })?.outcome).toBe('unsure');
    expect(ask({ sentiment: mood({ confidence: 0.6 }) })?.outcome).toBe('negative');
    expect(ask({ sentiment: mood({ confidence: Number.NaN }) })?.outcome).toBe('unsure');
  });

  it('ENG-15: a mood that is too old goes to unsure; one exactly that old counts', () => {
    expect(ask({ sentiment: mood({ at: '2026-04-04T09:59:59.999Z' }) })?.outcome).toBe('unsure');
    expect(ask({ sentiment: mood({ at: '2026-04-04T10:00:00.000Z' }) })?.outcome).toBe('negative');
  });

  it('ENG-15: a mood of fewer texts than asked for goes to unsure', () => {
    expect(ask({ sentiment: mood({ samples: 2 }) }, { minSamples: 3 })).toMatchObject({ outcome: 'unsure', because: 'read from 2 of the 3 texts it takes' });
    expect(ask({ sentiment: mood({ samples: 3 }) }, { minSamples: 3 })?.outcome).toBe('negative');
    expect(ask({ sentiment: mood() }, { minSamples: 2 })?.outcome).toBe('unsure');
  });

  it('ENG-15: an absent mood, or one from elsewhere, goes to unsure', () => {
    expect(ask({ sentiment: null })?.outcome).toBe('unsure');
    expect(ask({ sentiment: mood() }, { source: 'reply' })?.outcome).toBe('unsure');
    expect(ask({ sentiment: mood() }, { source: 'review' })?.outcome).toBe('negative');
  });

  it('ENG-15: where the customer does not permit it, goes to unsure and repeats nothing of the mood', () => {
    const entry = ask({ sentiment: mood({ evidence: 'secret' }), sentimentAllowed: false });
    expect(entry).toMatchObject({ outcome: 'unsure', used: { sentimentAllowed: false, sentiment: null } });
    expect(JSON.stringify(entry)).not.toContain('secret');
  });
});
