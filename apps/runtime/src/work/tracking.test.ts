import { describe, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { counters, events, messageEvents, messages } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestChannel, createTestWork, publish } from './testing.ts';
import { createLinks } from './token.ts';
import { mayTrack, withTracking } from './tracking.ts';

const links = createLinks('a secret', 'https://attune.example');
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

describe('following', () => {
  it('needs a yes in so many words: consent to all else, or to all topics, is none to this', () => {
    const of = (...said: [string, 'granted' | 'denied' | 'unsubscribed'][]) => mayTrack(new Map(said), 'email');
    expect([of(), of(['email\n*', 'granted']), of(['*\n*', 'granted']), of(['sms\ntracking', 'granted']), of(['email\ntracking', 'denied']), of(['email\ntracking', 'denied'], ['*\ntracking', 'granted']), of(['*\ntracking', 'unsubscribed'], ['email\ntracking', 'granted'])]).toEqual(Array.from({ length: 7 }, () => false));
    expect([of(['email\ntracking', 'granted']), of(['*\ntracking', 'granted'])]).toEqual([true, true]);
  });

  it('changes links to elsewhere, and none of our own, of mail programs or of places in the text', () => {
    const message = { lane: 1, id: 'r:mail:1:0' };
    const kept = ['https://attune.example/u/x', 'mailto:a@b.example', '#top', 'tel:+1', 'javascript:alert(1)'].map((href) => `<a href="${href}">x</a>`).join('');
    const html = withTracking(`<html><body>${kept}<a class='b' href="https://shop.example/p?a=1&amp;b=2">y</a> https://plain.example</body></html>`, links, message);
    expect(html).toContain(kept);
    expect(html).toContain('https://plain.example<img');
    const token = tokenOf(/<a class='b' href="([^"]+)"/.exec(html)?.[1] ?? '');
    expect(links.readClick(token)).toEqual({ ...message, url: 'https://shop.example/p?a=1&b=2' });
    expect(links.read(tokenOf(/<img src="([^"]+)"/.exec(html)?.[1] ?? ''), 'open')).toEqual(message);
  });
});

const letter = {
  dsl: 'attune/journey@1', key: 'letter', name: 'Letter', category: 'transactional', timezone: 'UTC', entry: [{ kind: 'event', event: 'Order Completed' }], start: 'mail',
  steps: {
    mail: { kind: 'message', channel: 'email', topic: 'orders', content: { subject: 'Hi', body: 'See https://shop.example/p' }, next: 'click' },
    click: { kind: 'wait', for: [{ id: 'clicked', event: 'Message Clicked', next: 'done' }], timeout: { after: 'P2D', next: 'done' } },
    done: { kind: 'exit', reason: 'completed' },
  },
};
const engagement = async (database: Database) => Object.fromEntries((await database.db.select().from(counters)).filter(({ what }) => ['tracked', 'untracked', 'opened', 'clicked'].includes(what)).map(({ what, n }) => [what, n]));

describeEachDatabase('opens and clicks', (open) => {
  async function written(consent: Record<string, boolean>) {
    const database = await open();
    const email = Object.assign(createTestChannel('email'), { tracks: true });
    const { work, clock } = await createTestWork(database, { channels: new Map([['email', email]]) });
    await publish(database, work, letter);
    await work.ingest([call('ada', null, { traits: { email: 'ada@shop.example' }, consent }), call('ada', 'Order Completed')]);
    await work.drain();
    const [message] = await database.db.select().from(messages);
    if (!message) throw new Error('nothing was sent');
    const hit = (kind: 'clicked' | 'opened', machine = false, url = 'https://shop.example/p') => work.track({ lane: message.lane, id: message.id }, { kind, machine, url: kind === 'clicked' ? url : null });
    const names = async () => { await work.drain(); return (await database.db.select().from(events)).map(({ name }) => name).filter((name) => name.startsWith('Message')); };
    return { database, work, clock, email, message, hit, names };
  }

  it('are followed with consent, counted once, and wake the journey; what is kept in the product is the untracked mail', async () => {
    const { database, clock, email, message, hit, names } = await written({ tracking: true });
    expect(email.sent[0]?.html).toMatch(/href="http:\/\/shop\.example\/c\/[\w.-]+"[^]*<img src="http:\/\/shop\.example\/o\//);
    expect(email.sent[0]?.text).not.toContain('/c/');
    expect(message.html).toContain('href="https://shop.example/p"');
    expect(message.html).not.toContain('<img');
    clock.advance(60_000);
    for (const _ of [1, 2]) { await hit('opened'); await hit('clicked'); }
    await hit('clicked', false, 'https://shop.example/q');
    expect((await names()).sort()).toEqual(['Message Clicked', 'Message Clicked', 'Message Opened']);
    expect(await engagement(database)).toEqual({ tracked: 1, opened: 1, clicked: 1 });
  });

  it('of programs, and within seconds of sending, are kept as hints: no event, no count, no journey goes on', async () => {
    const { database, clock, hit, names } = await written({ 'email.tracking': true });
    await hit('clicked');
    clock.advance(60_000);
    await hit('clicked', true);
    await hit('opened', true);
    expect(await names()).toEqual([]);
    expect(await engagement(database)).toEqual({ tracked: 1 });
    expect((await database.db.select().from(messageEvents)).map(({ kind, detail }) => [kind, (detail as { machine: boolean }).machine]).sort()).toEqual([['clicked', true], ['opened', true]]);
    await hit('clicked');
    expect(await names()).toEqual(['Message Clicked']);
    expect(await engagement(database)).toEqual({ tracked: 1, clicked: 1 });
  });

  it('are not followed without consent, nor after it was withdrawn, and the share of such mails is counted', async () => {
    const { database, clock, email, hit, names, work } = await written({ orders: true });
    expect(email.sent[0]?.html).not.toMatch(/\/c\/|<img/);
    clock.advance(60_000);
    await hit('clicked');
    await work.ingest([call('ada', null, { consent: { tracking: true } }), call('ada', null, { consent: { tracking: false } })]);
    await hit('opened');
    expect(await names()).toEqual([]);
    expect(await database.db.select().from(messageEvents)).toEqual([]);
    expect(await engagement(database)).toEqual({ untracked: 1 });
  });
});
