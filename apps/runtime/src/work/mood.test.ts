import { describe, expect, it } from 'vitest';
import type { Score } from '../sentiment/scorer.ts';
import { afterWord, consentFacts, consentKey, consentOf, readConsent } from './consent.ts';
import { gateMood, joined, sentimentFact, withText, type Mood } from './mood.ts';

const score = (label: Score['label'], value: number, confidence = 0.9): Score => ({ label, score: value, confidence, emotions: {}, model: 'test', version: '1' });
const said = (day: number, text = 'words') => ({ at: `2026-05-${String(day).padStart(2, '0')}T10:00:00.000Z`, source: 'review', text });

describe('a mood', () => {
  it('is what the only text says, with its confidence', () => {
    expect(withText(null, said(1), score('negative', -0.6, 0.8))).toMatchObject({ label: 'negative', score: -0.6, confidence: 0.8, trend: null });
  });

  it('follows newer words more than older ones, and tells the trend', () => {
    const mood = withText(withText(null, said(1), score('negative', -0.8)), said(30), score('positive', 0.8));
    expect(mood).toMatchObject({ label: 'positive', trend: 'better' });
    expect(mood!.confidence).toBeLessThan(0.9);
  });

  it('is right whatever the order texts arrive in', () => {
    const inOrder = withText(withText(null, said(1), score('negative', -0.8)), said(3), score('positive', 0.8));
    expect(withText(withText(null, said(3), score('positive', 0.8)), said(1), score('negative', -0.8))).toEqual(inOrder);
  });

  it('is left alone by a text the scorer abstained from', () => {
    const mood = withText(null, said(1), score('positive', 0.5));
    expect(withText(mood, said(2), score('unsure', 0))).toBe(mood);
  });

  it('ENG-15: is unknown to sentiment steps once it has expired, and keeps at most ten texts', () => {
    let mood: Mood | null = null;
    for (let day = 1; day <= 15; day++) mood = withText(mood, said(day), score('negative', -0.5));
    expect(mood!.evidence).toHaveLength(10);
    expect(sentimentFact(mood, '2026-06-01T00:00:00.000Z')?.label).toBe('negative');
    expect(sentimentFact(mood, '2026-09-01T00:00:00.000Z')).toBeNull();
  });

  it('ENG-15: expires 90 days after the newest text, and texts that were older than that by then say nothing', () => {
    const mood = withText(null, { ...said(1), at: '2026-01-10T10:00:00.000Z' }, score('negative', -0.9));
    expect(sentimentFact(mood, '2026-04-10T09:59:59.999Z')?.label).toBe('negative');
    expect(sentimentFact(mood, '2026-04-10T10:00:00.000Z')).toBeNull();
    expect(withText(mood, { ...said(1), at: '2026-04-10T10:00:00.000Z' }, score('positive', 0.4))).toMatchObject({ label: 'positive', score: 0.4, trend: null, evidence: [{ label: 'positive' }] });
  });

  it('of one customer who was met as two is made of all they wrote, whoever is joined to whom', () => {
    const upset = { ...withText(null, said(1), score('negative', -0.7))!, recoveredAt: said(2).at };
    const glad = withText(withText(null, said(3), score('positive', 0.8)), said(4, 'more'), score('positive', 0.6));
    expect(joined(upset, glad)).toEqual(joined(glad, upset));
    expect(joined(upset, glad)).toMatchObject({ label: 'positive', at: said(4).at, recoveredAt: said(2).at });
    expect(joined(upset, glad)!.evidence.map((piece) => piece.at)).toEqual([said(4).at, said(3).at, said(1).at]);
    expect(joined(glad, glad)).toEqual(glad);
    expect([joined(null, glad), joined(upset, null), joined(null, null)]).toEqual([glad, upset, null]);
  });

  it('GATE-5: stays recovered where an older text comes in late', () => {
    const solved = { ...withText(null, said(1), score('negative', -0.7))!, recoveredAt: said(5).at };
    expect(gateMood(withText(solved, said(3), score('negative', -0.4)))).toBe('neutral');
  });

  it('GATE-5: recovers by a solved case or better words, not by time', () => {
    const upset = withText(null, said(1), score('negative', -0.7))!;
    expect(gateMood(upset)).toBe('negative');
    expect(gateMood({ ...upset, recoveredAt: '2026-05-02T00:00:00.000Z' })).toBe('neutral');
    expect(gateMood(withText(upset, said(2), score('positive', 0.4)))).toBe('positive');
    expect(gateMood(withText({ ...upset, recoveredAt: '2026-05-02T00:00:00.000Z' }, said(3), score('negative', -0.4)))).toBe('negative');
    expect(gateMood(null)).toBe('unknown');
  });
});

describe('consent', () => {
  const channels = new Set(['email', 'sms']);

  it('GATE-1: the narrowest word counts, and a withdrawal counts wherever it was said', () => {
    const consents = new Map([[consentKey('*', 'offers'), 'granted' as const], [consentKey('sms', 'offers'), 'denied' as const]]);
    expect(consentOf(consents, 'email', 'offers')).toBe('granted');
    expect(consentOf(consents, 'sms', 'offers')).toBe('denied');
    expect(consentOf(consents, 'email', 'news')).toBe('none');
    expect(consentOf(new Map([...consents, [consentKey('email', '*'), 'unsubscribed' as const]]), 'email', 'offers')).toBe('unsubscribed');
    expect(consentFacts(consents, channels)).toEqual({ email: { offers: true }, sms: { offers: false }, '*': { offers: true } });
  });

  it('is read from a call by channel and topic, or by topic for all channels', () => {
    expect(readConsent({ 'email.offers': true, offers: false, 'my.topic': true, sentiment: false }, channels)).toEqual([
      { channel: 'email', topic: 'offers', yes: true }, { channel: '*', topic: 'offers', yes: false }, { channel: '*', topic: 'my.topic', yes: true },
    ]);
  });

  it('stays withdrawn when a sender repeats an old yes', () => {
    expect([afterWord('unsubscribed', true), afterWord('denied', true), afterWord('granted', false)]).toEqual(['unsubscribed', 'granted', 'denied']);
  });
});
