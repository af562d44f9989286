import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMail } from './read-mail.ts';
import { replyText } from './reply-text.ts';

const REF = '0mphyc7k3a1b2c3d4e5f6-3-0123456789abcdef';
const OTHER = '0mphyc7k3zzzzzzzzzzzz-1-fedcba9876543210';
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.eml`, import.meta.url));
const mail = (headers: Record<string, string>, body: string) => Buffer.from(`${Object.entries({ From: 'Ada <ada@customer.example>', To: `back+${REF}@mail.shop.example`, Subject: 'Re: Your cart', 'Message-ID': '<answer-1@customer.example>', ...headers }).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}\r\n`);

describe('a mail that came back', () => {
  it.each([
    ['lhost-amazonses-06', 'bounced', '5.1.1'],
    ['lhost-postfix-36', 'bounced', 'User unknown'],
    ['lhost-yahoo-07', 'bounced', 'User unknown'],
    ['lhost-qmail-01', 'bounced', 'Unknown user'],
    ['rhost-aol-01', 'bounced', '5.4.4'],
    ['lhost-exchange2007-02', 'delayed', '5.2.2'],
    ['lhost-postfix-30', 'delayed', 'Access denied'],
    ['lhost-postfix-11', 'delayed', '5.1.8'],
    ['rhost-google-03', 'delayed', '5.7.26'],
    ['rhost-gsuite-07', 'delayed', '4.4.1'],
    ['rhost-godaddy-02', 'delayed', 'spamhaus'],
    ['lhost-gmail-04', 'delayed', '554'],
    ['arf-01', 'complained', 'abuse'],
    ['arf-16', 'complained', ''],
    ['rfc3834-01', 'answered', ''],
    ['rfc3834-03', 'answered', ''],
  ])('%s of a real server means %s', async (name, kind, detail) => {
    const read = await readMail(fixture(name), `back+${REF}@mail.shop.example`);
    expect(read).toMatchObject({ kind, ref: REF, address: null, text: null });
    expect(read?.detail).toContain(detail);
  });

  it('is about the message whose name is in its address, whatever else it quotes, and in any case of letters', async () => {
    const read = await readMail(mail({ To: `Back+${REF.toUpperCase()}@MAIL.shop.example`, 'In-Reply-To': `<${OTHER}@shop.example>` }, 'thanks'));
    expect(read?.ref).toBe(REF);
  });

  it('is about the message that it answers where its address tells nothing', async () => {
    expect((await readMail(mail({ To: 'hello@shop.example', 'In-Reply-To': `<${REF}@shop.example>` }, 'thanks')))?.ref).toBe(REF);
    expect((await readMail(mail({ To: 'hello@shop.example', References: `<x@y.example> <${REF}@shop.example>` }, 'thanks')))?.ref).toBe(REF);
  });

  it('is about the message that a report carries along', async () => {
    const report = fixture('lhost-amazonses-06').toString('latin1').replace(/^Message-ID: .*$/gim, `Message-ID: <${REF}@shop.example>`);
    expect(await readMail(Buffer.from(report, 'latin1'))).toMatchObject({ kind: 'bounced', ref: REF });
  });

  it('is about nothing where it names no message of ours', async () => {
    expect(await readMail(mail({ To: 'hello@shop.example' }, 'thanks'))).toBeNull();
    expect(await readMail(fixture('lhost-amazonses-06'))).toBeNull();
    expect(await readMail(Buffer.from('\u0000\u0001 no mail at all'))).toBeNull();
  });

  it('has the same id however often it comes, and another one where it is another', async () => {
    const [one, again, other] = await Promise.all([readMail(mail({}, 'thanks')), readMail(mail({ 'X-Hop': '2' }, 'thanks')), readMail(mail({ 'Message-ID': '<answer-2@customer.example>' }, 'thanks'))]);
    expect(one?.id).toBe(again?.id);
    expect(one?.id).not.toBe(other?.id);
  });

  it('asks to be left alone where its subject is "unsubscribe", as mail programs write it', async () => {
    expect(await readMail(mail({ Subject: ' Unsubscribe ' }, ''))).toMatchObject({ kind: 'left', ref: REF });
  });

  it.each([
    [{ 'Auto-Submitted': 'auto-replied' }], [{ Precedence: 'bulk' }], [{ 'X-Autoreply': 'yes' }], [{ 'List-Id': '<news.shop.example>' }], [{ 'X-Auto-Response-Suppress': 'All' }],
    [{ Subject: 'Automatic reply: Your cart' }], [{ Subject: 'Out of Office: until May' }], [{ From: 'no-reply@shop.example' }],
  ])('of a machine (%o) is never taken for the word of a person', async (headers) => {
    expect(await readMail(mail(headers, 'I am terrible and broken'))).toMatchObject({ kind: 'answered', text: null });
  });

  it('says no more than the customer wrote: what it quotes and the signature are left out', async () => {
    const body = 'The lid is broken.\nPlease help!\n\nOn Mon, 4 May 2026 at 10:00, Shop <hello@shop.example> wrote:\n> Your parcel is lovely.\n> Great!\n';
    expect(await readMail(mail({}, body))).toMatchObject({ kind: 'replied', text: 'The lid is broken.\nPlease help!' });
    expect((await readMail(mail({ 'Auto-Submitted': 'no' }, body)))?.kind).toBe('replied');
    expect(replyText('Der Deckel ist kaputt.\n\nAm 4. Mai 2026 schrieb Shop <hello@shop.example>:\n\n> Guten Tag\n')).toBe('Der Deckel ist kaputt.');
    expect(replyText('Merci !\n\nLe lun. 4 mai 2026 à 10:00, Shop <hello@shop.example> a écrit :\n> Bonjour\n')).toBe('Merci !');
    expect(replyText('It leaks.\n\nSent from my iPhone\n')).toBe('It leaks.');
    expect(replyText('It leaks.\n\n-----Original Message-----\nFrom: Shop <hello@shop.example>\nTo: Ada\nSubject: Your cart\n\nHello Ada\n')).toBe('It leaks.');
  });

  it('is read from HTML where there is no plain text', async () => {
    const read = await readMail(mail({ 'Content-Type': 'text/html; charset=utf-8' }, '<p>The lid is <b>broken</b>.</p><script>evil()</script>'));
    expect(read?.text).toContain('The lid is broken');
    expect(read?.text).not.toContain('evil');
  });

  it('of any shape is read in little time: patterns take no more than the beginning of it', () => {
    const nasty = ['On '.repeat(40_000), `On ${' a'.repeat(60_000)}\n`, `${'>'.repeat(50_000)} x`, `Op ${'x schreef '.repeat(8_000)}`, `20${'1'.repeat(50_000)}:`, '\n'.repeat(100_000), 'From: '.repeat(20_000)];
    for (const text of nasty) expect(replyText(text).length).toBeLessThanOrEqual(4_000);
  });
});
