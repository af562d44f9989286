import { describe, expect, it } from 'vitest';
import { factsOf, programOf, T0 } from '../../engine/testing.ts';
import type { HostFacts } from '../../facts.ts';
import { simulate, type SimulationInput } from '../../simulate/index.ts';
import { entrySentiment } from './node.ts';

const AT = '2026-05-04T10:00:00.000Z';
const LATER = '2026-05-05T10:00:00.000Z';
const unhappy = { label: 'negative' as const, score: -0.8, confidence: 0.9, at: T0, evidence: 'It came broken.' };
const asked = (config: object, from: string | null, to: string, confidence = 0.9, facts: Partial<HostFacts> = {}) =>
  entrySentiment.accepts(config, { type: 'sentiment', from, to, confidence }, { ...factsOf({ sentiment: unhappy, ...facts }), event: null, steps: {}, now: T0 });

describe('entry by mood', () => {
  it('ENG-25: takes the change it waits for, and says by which words', () => {
    expect(asked({ to: 'negative' }, 'neutral', 'negative')).toEqual({ yes: true, because: 'became unhappy, 90 % sure: “It came broken.”', used: { from: 'neutral', to: 'negative', confidence: 0.9, before: 0, minConfidence: 0.6 } });
    expect(asked({ to: 'negative' }, null, 'negative').yes).toBe(true);
    expect(asked({ to: 'positive' }, 'neutral', 'negative').yes).toBe(false);
    expect(entrySentiment.accepts({ to: 'negative' }, { type: 'manual', inputs: {} }, { ...factsOf(), event: null, steps: {}, now: T0 }).yes).toBe(false);
  });

  it('ENG-25: a mood that stays as it is is no change', () => {
    expect(asked({ to: 'negative' }, 'negative', 'negative').yes).toBe(false);
    const again = (before: number, minConfidence?: number) => entrySentiment.accepts({ to: 'negative', ...(minConfidence === undefined ? {} : { minConfidence }) }, { type: 'sentiment', from: 'positive', to: 'negative', confidence: 0.9, before }, { ...factsOf(), event: null, steps: {}, now: T0 });
    expect(again(0.6)).toMatchObject({ yes: false, because: 'was known to be unhappy already' });
    expect(again(0.59).yes).toBe(true);
    expect([again(0.2, 0).yes, again(0, 0).yes]).toEqual([false, true]);
  });

  it('ENG-25: looks at the mood before where it is told to; an unknown one is none', () => {
    expect(asked({ to: 'negative', from: 'positive' }, 'positive', 'negative').yes).toBe(true);
    expect(asked({ to: 'negative', from: 'positive' }, 'neutral', 'negative')).toMatchObject({ yes: false, because: 'was neither before, not happy' });
    expect(asked({ to: 'negative', from: 'positive' }, null, 'negative')).toMatchObject({ yes: false, because: 'was of no known mood before, not happy' });
  });

  it('ENG-25, ENG-15: lets nobody in by a guess, nor whoever does not allow their words to be read', () => {
    expect(asked({ to: 'negative' }, null, 'negative', 0.59)).toMatchObject({ yes: false, because: '59 % sure is less than 60 %' });
    expect(asked({ to: 'negative', minConfidence: 0.59 }, null, 'negative', 0.59).yes).toBe(true);
    expect(asked({ to: 'negative', minConfidence: 0.95 }, null, 'negative').yes).toBe(false);
    expect(asked({ to: 'negative' }, null, 'negative', 0.9, { sentimentAllowed: false })).toMatchObject({ yes: false, because: expect.stringContaining('does not allow') as string });
  });

  it('refuses to wait for a mood that becomes itself, and warns of marketing by mood', () => {
    expect(entrySentiment.config.safeParse({ to: 'negative', from: 'negative' }).success).toBe(false);
    expect(entrySentiment.config.safeParse({ to: 'neutral' }).success).toBe(false);
    const found = (category: 'marketing' | 'service') => entrySentiment.check?.({ to: 'positive' }, { world: {}, category, issue: ({ code, severity, message }) => ({ code, severity, message, path: '' }) }).map((issue) => issue.code);
    expect([found('marketing'), found('service')]).toEqual([['mood-in-marketing'], []]);
  });

  it('ENG-25: a trial lets in whoever becomes unhappy on the timeline, once', () => {
    const journey = programOf({ note: { kind: 'update', tag: ['unhappy'] } }, { entry: [{ kind: 'sentiment', to: 'negative' }], reentry: { mode: 'always' } });
    const entered = (timeline: SimulationInput['timeline'], customer = {}) => simulate(journey, { timeline: timeline ?? [], customer, from: AT }).runs.map((run) => run.enteredAt);
    const turns = [{ at: AT, sentiment: { label: 'positive' as const } }, { at: LATER, sentiment: { label: 'negative' as const } }];
    expect(entered(turns)).toEqual([LATER]);
    expect(entered([...turns, { at: '2026-05-06T10:00:00Z', sentiment: { label: 'negative' } }])).toEqual([LATER]);
    expect(entered(turns, { sentimentAllowed: false })).toEqual([]);
    const unsure = { at: AT, sentiment: { label: 'negative' as const, confidence: 0.4 } };
    expect(entered([unsure, { at: LATER, sentiment: { label: 'negative' } }])).toEqual([LATER]);
  });
});
