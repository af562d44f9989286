import { generateKeyPairSync } from 'node:crypto';
import { createChannels, createRequester, type Channel } from '@attune/runtime/channel';
import { sampleMessage, type Arrived } from '@attune/runtime/channel/conformance';
import { dkimVerify } from 'mailauth';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeChannel } from './conform.ts';
import { mailServer, type MailServer } from './mail-server.ts';

function emailTo(port: number, { mailFrom = 'Shop <hello@shop.example>', mailReturn = null, secrets = {} }: { mailFrom?: string | null; mailReturn?: string | null; secrets?: Partial<Record<string, string>> } = {}): Channel {
  const settings = { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom, mailReturn, dkimSelector: 'may' };
  const channel = createChannels({ settings, secret: (name) => secrets[name] ?? null, requester: createRequester({ allowPrivate: true }) }).get('email');
  if (!channel) throw new Error('there is no email channel');
  return channel;
}

describeChannel('e-mail', async () => {
  let server = await mailServer();
  const { port } = server;
  const arrived: Arrived[] = [];
  const mails = () => { arrived.push(...server.mails.splice(0).map(({ mail, to }) => ({ id: mail.messageId ?? '', to, text: mail.text ?? '' }))); return arrived; };
  const channel = emailTo(port);
  let open = true;
  return {
    channel, to: 'zoe@customer.example',
    behave: async (mood) => {
      if (mood === 'gone' && open) { mails(); await server.close(); open = false; return; }
      if (mood !== 'gone' && !open) { server = await mailServer(port); open = true; }
      server.mood = mood;
    },
    arrived: async () => mails(),
    close: async () => { await channel.close(); await server.close(); },
  };
  // a mail server says when to come back in no way that a program can read, and its 5xx is a no for good
}, ['throttled', 'broken']);

describe('a mail', () => {
  let server: MailServer;
  let channel: Channel;
  const never = new AbortController().signal;
  beforeAll(async () => { server = await mailServer(); channel = emailTo(server.port); });
  afterAll(async () => { await channel.close(); await server.close(); });
  const send = async (more = {}, mood: MailServer['mood'] = 'takes') => {
    server.mood = mood;
    const attempt = await channel.send(sampleMessage('run/7:remind:1:0', 'zoe@customer.example', more), never);
    return { attempt, mail: server.mails.at(-1) };
  };

  it('carries text and HTML parts, the sender, and a Message-ID made from the message\'s signed name', async () => {
    const { mail } = await send();
    expect(mail?.mail.text).toContain('📦');
    expect(mail?.mail.html).toContain('<p>Hello Zoë</p>');
    expect(mail?.mail.from?.text).toBe('"Shop" <hello@shop.example>');
    expect(mail?.mail.subject).toBe('Ihre Bestellung – ça va?');
    expect(mail?.mail.messageId).toBe(`<${sampleMessage('run/7:remind:1:0', '').ref}@shop.example>`);
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  });

  it('offers one-click unsubscribing (RFC 8058) on one unfolded line, however long the address', async () => {
    const url = `https://shop.example/u/${'t0ken-'.repeat(30)}`;
    const { mail } = await send({ unsubscribeUrl: url });
    expect(mail?.raw).toContain(`\nList-Unsubscribe: <${url}>\r\n`);
    expect(mail?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  });

  it('offers no unsubscribing where there is nothing to unsubscribe from', async () => {
    const { mail } = await send({ unsubscribeUrl: null });
    expect(mail?.raw).not.toContain('List-Unsubscribe');
  });

  it('holds no header that a subject or an address brought along', async () => {
    const { mail } = await send({ subject: 'Hi\r\nBcc: thief@evil.example\nX-Injected: yes' });
    expect(mail?.to).toBe('zoe@customer.example');
    expect(mail?.mail.headers.has('bcc')).toBe(false);
    expect(mail?.mail.headers.has('x-injected')).toBe(false);
    const { attempt } = await send({ to: 'zoe@customer.example>\r\nRCPT TO:<thief@evil.example' });
    expect(attempt).toMatchObject({ outcome: 'rejected', badAddress: true });
  });

  it.each([
    ['badRecipient', { outcome: 'rejected', badAddress: true }],
    ['policy', { outcome: 'rejected' }],
    ['fullMailbox', { outcome: 'rejected' }],
    ['refusesData', { outcome: 'rejected' }],
    ['greylists', { outcome: 'retry' }],
  ] as const)('%s at the server means %o', async (mood, expected) => {
    const { attempt } = await send({}, mood);
    expect({ outcome: attempt.outcome, ...('badAddress' in attempt ? { badAddress: attempt.badAddress } : {}) }).toEqual(expected);
  });

  it('that is aborted before it left may be sent later', async () => {
    server.mood = 'takes';
    const attempt = await channel.send(sampleMessage('aborted', 'zoe@customer.example'), AbortSignal.abort());
    expect(attempt.outcome).toBe('retry');
  });

  it('is not sent without a sender, and the channel says so', async () => {
    const nobody = emailTo(server.port, { mailFrom: null });
    expect(nobody.problem()).toContain('MAIL_FROM');
    await nobody.close();
  });

  it('has what comes back sent to an address that names the message, and offers to unsubscribe by mail, too', async () => {
    const back = emailTo(server.port, { mailReturn: 'back@mail.shop.example' });
    server.mood = 'takes';
    const message = sampleMessage('run/8', 'zoe@customer.example');
    await back.send(message, never);
    await back.close();
    const [mail] = server.mails.slice(-1);
    const address = `back+${message.ref}@mail.shop.example`;
    expect(mail).toMatchObject({ from: address, to: 'zoe@customer.example' });
    expect(mail?.mail.replyTo?.value).toEqual([{ address, name: '' }]);
    expect(mail?.mail.from?.value[0]?.address).toBe('hello@shop.example');
    expect(mail?.raw).toContain(`\nList-Unsubscribe: <${message.unsubscribeUrl}>, <mailto:${address}?subject=unsubscribe>\r\n`);
  });
});

describe('RFC 8058: a signed mail', () => {
  const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
  const keys = rsa();
  const record = (publicKey: string) => `v=DKIM1; k=rsa; p=${publicKey.replaceAll(/-----[^-]+-----|\s/g, '')}`;
  const dns = (publicKey: string) => async (name: string, type: string) => {
    if (name === 'may._domainkey.shop.example' && type === 'TXT') return [[record(publicKey)]];
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  };
  const verified = async (raw: string, publicKey = keys.publicKey) => (await dkimVerify(raw, { resolver: dns(publicKey) })).results;

  async function signed(more: Parameters<typeof sampleMessage>[2] = {}): Promise<{ raw: string; mail: ParsedMail }> {
    const server = await mailServer();
    const channel = emailTo(server.port, { mailReturn: 'back@mail.shop.example', secrets: { dkimKey: keys.privateKey } });
    expect((await channel.send(sampleMessage('run/9', 'zoe@customer.example', more), new AbortController().signal)).outcome).toBe('sent');
    await channel.close();
    await server.close();
    return server.mails[0]!;
  }

  it('passes the check of another library, for the domain of its sender, with both unsubscribe headers in what is signed', async () => {
    const url = `https://shop.example/u/${'t0ken-'.repeat(30)}`;
    const { raw } = await signed({ unsubscribeUrl: url });
    const [result] = await verified(raw);
    expect(result?.status.result).toBe('pass');
    expect(result?.signingDomain).toBe('shop.example');
    const names = /\bh=([^;]+);/.exec(/^DKIM-Signature:[^]*?(?=^\S)/im.exec(raw)?.[0].replaceAll(/\s/g, '') ?? '')?.[1]?.toLowerCase().split(':');
    expect(names).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post']));
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/shop\.example\/u\/[^>]+>, <mailto:[^>]+>\r$/m);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  });

  it('names exactly one https address, and the header says one-click and nothing else', async () => {
    const { mail } = await signed();
    const list = mail.headers.get('list') as { unsubscribe: { url?: string; mail?: string }; 'unsubscribe-post': { name?: string } };
    expect(list.unsubscribe.url).toBe('https://shop.example/u/abc');
    expect(mail.headerLines.filter(({ key }) => key === 'list-unsubscribe').map(({ line }) => line.match(/https:/g)?.length)).toEqual([1]);
    expect(mail.headerLines.filter(({ key }) => key === 'list-unsubscribe-post').map(({ line }) => line)).toEqual(['List-Unsubscribe-Post: List-Unsubscribe=One-Click']);
  });

  it.each([
    ['its address to unsubscribe', (raw: string) => raw.replace('/u/abc', '/u/abd')],
    ['its subject', (raw: string) => raw.replace(/^Subject: .*$/m, 'Subject: You won')],
    ['one letter of its text', (raw: string) => raw.replace('<p>Hello', '<p>Hallo')],
    ['the header for one click', (raw: string) => raw.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Click')],
  ])('fails that check once somebody changed %s', async (_what, change) => {
    const { raw } = await signed();
    expect(change(raw)).not.toBe(raw);
    expect((await verified(change(raw)))[0]?.status.result).not.toBe('pass');
  });

  it('fails it under the key of somebody else', async () => {
    expect((await verified((await signed()).raw, rsa().publicKey))[0]?.status.result).not.toBe('pass');
  });
});
