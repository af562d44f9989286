import { describe, expect, it } from 'vitest';
import { check } from '../../check/index.ts';
import { begin, follow, programOf, timerOf, wayOf } from '../../engine/testing.ts';
import type { SendCommand } from '../../engine/command.ts';
import type { Program } from '../../program.ts';
import { simulate, simulateMany, type SimulationInput } from '../../simulate/index.ts';
import { survey } from './node.ts';

const AT = '2026-05-04T10:00:00.000Z';
const day = (number: number) => `2026-05-${String(number).padStart(2, '0')}T10:00:00.000Z`;
const ends = Object.fromEntries(['promoter', 'passive', 'detractor', 'high', 'mid', 'low', 'answered', 'silent', 'not'].map((id) => [id, { kind: 'exit', reason: id }]));
const program = (more: object = {}, settings: Partial<Program> = {}): Program =>
  programOf({ ask: { kind: 'survey', survey: 'nps', question: 'Would you tell {{default customer.friend "a friend"}}?', channel: 'email', timeout: { after: 'P14D', next: 'silent' }, promoter: 'promoter', passive: 'passive', detractor: 'detractor', ...more }, ...ends }, settings);
const scaled = (kind: string) => program({ survey: kind, promoter: undefined, passive: undefined, detractor: undefined, high: 'high', mid: 'mid', low: 'low', answered: 'answered' });
const result = (outcome: string, more: object = {}) => ({ type: 'result', step: 'ask', visit: 1, outcome, ...more }) as never;
const answered = (score: number | null, text?: string) => result('answered', { data: { ...(score === null ? {} : { score }), ...(text === undefined ? {} : { text }) } });

describe('survey', () => {
  it('ENG-28: sends the question as a survey, whatever the journey is for, and waits for the answer', () => {
    const { run, commands } = begin(program({ topic: 'surveys' }, { category: 'marketing' }));
    expect(commands[0]).toMatchObject({
      type: 'send', category: 'survey', topic: 'surveys', channel: 'email', expires: day(18), content: { subject: '{{survey.question}}', body: '{{survey.question}}\n\n{{survey.url}}' },
      survey: { kind: 'nps', question: 'Would you tell a friend?', expires: day(18), cooldown: 'P90D' },
    });
    expect(run.waiting).toMatchObject({ due: day(18), result: true });
  });

  it('ENG-28: goes the way of the answer, by the bands of each scale', () => {
    const way = (kind: string, score: number) => {
      const journey = kind === 'nps' ? program() : scaled(kind);
      return follow(journey, begin(journey).run, [[day(5), result('sent')], [day(6), answered(score)]]).run.finish?.id;
    };
    expect(Array.from({ length: 11 }, (_, score) => way('nps', score))).toEqual([...Array<string>(7).fill('detractor'), 'passive', 'passive', 'promoter', 'promoter']);
    expect([1, 2, 3, 4, 5].map((score) => way('csat', score))).toEqual(['low', 'low', 'mid', 'high', 'high']);
    expect([1, 2, 3, 4, 5, 6, 7].map((score) => way('ces', score))).toEqual(['low', 'low', 'low', 'mid', 'high', 'high', 'high']);
  });

  it('ENG-28: keeps the score and the words for later steps', () => {
    const answer = follow(program(), begin(program()).run, [[day(6), answered(3, 'too slow')]]);
    expect(answer.run.steps['ask']).toEqual({ outcome: 'detractor', at: day(6), data: { score: 3, text: 'too slow' } });
    expect(answer.trail[0]).toMatchObject({ outcome: 'detractor', because: 'answered 3 of 10 (detractor): “too slow”', used: { answer: { score: 3, text: 'too slow' } } });
    const words = follow(scaled('text'), begin(scaled('text')).run, [[day(6), answered(null, 'all fine')]]);
    expect([words.run.finish?.id, words.trail[0]?.because]).toEqual(['answered', 'answered: “all fine”']);
  });

  it('ENG-21, ENG-28: an answer that the scale does not have moves nobody', () => {
    const { run } = begin(program());
    for (const odd of [answered(11), answered(-1), answered(7.5), answered(null, 'hm'), result('answered')]) {
      const answer = follow(program(), run, [[day(6), odd]]);
      expect(answer.run.waiting?.step).toBe('ask');
      expect(answer.trail).toMatchObject([{ outcome: 'undecided' }]);
    }
  });

  it('ENG-28: silence is a way of its own, and not neutral', () => {
    const { run } = begin(program());
    const answer = follow(program(), run, [[day(4), result('sent')], [day(18), timerOf(run)]]);
    expect(wayOf(answer)).toEqual(['ask sent', 'ask timeout', 'silent finished']);
  });

  it('ENG-28: who was not asked goes on at once: down the way for that, else with those who did not answer', () => {
    const refused = result('skipped', { reason: 'no-consent' });
    const answer = follow(program(), begin(program()).run, [[day(4), refused]]);
    expect(wayOf(answer)).toEqual(['ask skipped', 'silent finished']);
    expect(answer.trail[0]).toMatchObject({ because: 'not asked: no-consent', used: { reason: 'no-consent' } });
    const connected = program({ skipped: 'not' });
    expect(follow(connected, begin(connected).run, [[day(4), refused]]).run.finish?.id).toBe('not');
    expect(wayOf(begin(program({ question: '{{customer.nickname}}?', skipped: 'not' })))).toEqual(['ask skipped', 'not finished']);
  });

  it('ENG-28: reminds once, only of what was sent, and whoever cannot be reminded keeps the question', () => {
    const journey = program({ reminder: 'P4D' });
    const { run } = begin(journey);
    expect(run.waiting?.due).toBe(day(8));
    const asked = follow(journey, run, [[day(4), result('sent')], [day(8), timerOf(run)]]);
    expect(asked.commands.filter((command): command is SendCommand => command.type === 'send')).toMatchObject([{ id: 'r1:ask:1:2', survey: { reminder: true } }]);
    expect(asked.run.waiting?.due).toBe(day(18));
    expect(wayOf(asked)).toEqual(['ask sent', 'ask reminded']);
    expect(wayOf(follow(journey, asked.run, [[day(8), result('skipped', { reason: 'capped' })], [day(9), answered(10)]]))).toEqual(['ask skipped', 'ask promoter', 'promoter finished']);
    const unsent = follow(journey, run, [[day(8), timerOf(run)]]);
    expect(unsent.commands.some(({ type }) => type === 'send')).toBe(false);
    expect(unsent.run.waiting?.due).toBe(day(18));
    const ids = [begin(journey), asked].flatMap(({ commands }) => commands.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has the ways of its scale, and takes a saved message or own words, not both', () => {
    const ports = (kind: 'nps' | 'csat' | 'text') => survey.ports({ survey: kind, question: 'q', channel: 'email', timeout: { after: 'P1D' } }).map(({ id }) => id);
    expect(ports('nps')).toEqual(['promoter', 'passive', 'detractor', 'timeout', 'skipped']);
    expect(ports('csat')).toEqual(['high', 'mid', 'low', 'timeout', 'skipped']);
    expect(ports('text')).toEqual(['answered', 'timeout', 'skipped']);
    expect(survey.config.safeParse({ survey: 'nps', question: 'q', channel: 'email', timeout: { after: 'P1D' }, template: 't', content: { body: 'x' } }).success).toBe(false);
  });
});

describe('a survey in a trial', () => {
  const play = (timeline: SimulationInput['timeline'], journey = program({ skipped: 'not' }), more: SimulationInput = {}) => simulate(journey, { timeline: [{ at: AT, event: 'Begun' }, ...(timeline ?? [])], from: AT, until: '2026-12-31T00:00:00Z', ...more });

  it('goes out at once and is answered when the timeline says, by score or by band', () => {
    const scored = play([{ at: day(6), result: { step: 'ask', outcome: 'answered', data: { score: 9 } } }]);
    expect(scored.messages).toMatchObject([{ at: AT, status: 'sent', subject: 'Would you tell a friend?', body: expect.stringContaining('https://example.com/survey') as string }]);
    expect(scored.runs[0]).toMatchObject({ finish: { at: day(6), id: 'promoter' } });
    expect(play([{ at: day(6), result: { step: 'ask', outcome: 'detractor' } }]).runs[0]?.finish).toMatchObject({ at: day(6), id: 'detractor' });
    expect(play([]).runs[0]?.finish).toMatchObject({ at: day(18), id: 'silent' });
  });

  it('puts the question and its link at the end of words that have none', () => {
    const own = program({ content: { subject: 'Hi', body: 'How are you?' } });
    expect(play([], own).messages[0]?.body).toBe('How are you?\n\nWould you tell a friend?\nhttps://example.com/survey');
    const linked = program({ content: { body: '{{#each survey.scores}}{{this.score}}={{this.url}} {{/each}}' } });
    expect(play([], linked).messages[0]?.body).toContain('0=https://example.com/survey?score=0 ');
  });

  it('GATE-7: nobody is asked twice in the time, nor while a complaint is open', () => {
    const again = { ...program({ skipped: 'not' }), reentry: { mode: 'always' as const } };
    const twice = play([{ at: day(20), event: 'Begun' }], again);
    expect(twice.messages.map(({ status, reason }) => reason ?? status)).toEqual(['sent', 'capped']);
    expect(play([{ at: '2026-08-03T10:00:00.000Z', event: 'Begun' }], again).messages.map(({ status }) => status)).toEqual(['sent', 'sent']);
    const complaint = play([], program({ skipped: 'not' }), { timeline: [{ at: AT, event: 'Complaint Opened' }, { at: AT, event: 'Begun' }] });
    expect(complaint).toMatchObject({ messages: [{ reason: 'guarded' }], runs: [{ finish: { id: 'not' } }] });
  });

  it('a crowd answers by its habits', () => {
    const crowd = simulateMany(program(), { personas: [{ name: 'fan', habits: [{ event: 'Begun' }, { result: { step: 'ask', outcome: 'answered', data: { score: 10 } }, after: 'P2D', chance: 0.5 }] }], count: 80, days: 30, seed: 3 });
    const { promoter = 0, timeout = 0, sent = 0 } = crowd.steps['ask']?.outcomes ?? {};
    expect([promoter > 20, timeout > 20, promoter + timeout, sent]).toEqual([true, true, 80, 80]);
  });
});

describe('checks of surveys', () => {
  it('CHK-3: warns of a survey that comes too soon after another, and not when its own limit allows it', () => {
    const two = (cooldown?: string): Program => programOf({
      ask: { kind: 'survey', survey: 'csat', question: 'Well?', channel: 'email', timeout: { after: 'P7D', next: 'again' }, high: 'again', mid: 'again', low: 'again' },
      again: { kind: 'survey', survey: 'text', question: 'And?', channel: 'email', timeout: { after: 'P7D' }, ...(cooldown === undefined ? {} : { cooldown }) },
    });
    expect(check(two()).filter(({ code }) => code === 'surveys-close')).toMatchObject([{ node: 'again', severity: 'warning' }]);
    expect(check(two('PT0S')).filter(({ code }) => code === 'surveys-close')).toEqual([]);
  });

  it('CHK-1: finds people behind the answers of customers and colleagues', () => {
    const journey = programOf({
      ask: { kind: 'survey', survey: 'nps', question: 'Well?', channel: 'email', timeout: { after: 'P7D' }, detractor: 'care' },
      care: { kind: 'task', queue: 'care', title: 'Call', due: 'P1D', outcomes: [{ id: 'call', next: 'one' }, { id: 'leave' }] },
      one: { kind: 'message', channel: 'email', content: { body: 'one' }, next: 'two' },
      two: { kind: 'message', channel: 'email', content: { body: 'two' } },
    });
    const found = check(journey).find(({ code, node }) => code === 'messages-close' && node === 'two');
    expect(found?.witness?.step).toBe('two');
  });
});
