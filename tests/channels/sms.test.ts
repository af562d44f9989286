import { createHmac } from 'node:crypto';
import { createChannels, createRequester, type Channel } from '@attune/runtime/channel';
import { sampleMessage } from '@attune/runtime/channel/conformance';
import { describe, expect, it } from 'vitest';
import { describeChannel } from './conform.ts';
import { httpPeer } from './http-peer.ts';
import { closed, httpServer, portOf, type Answer, type Received } from './http-server.ts';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
const TOKEN = 'a-token-of-the-account-1234567890';
const PUBLIC = 'https://attune.example.com';
const NUMBER = '+4915112345678';

function smsTo(url: string, more: { smsFrom?: string; smsContact?: string | null } = {}): Channel {
  const channel = createChannels({
    settings: { smsUrl: url, smsAccount: ACCOUNT, smsFrom: '+15005550006', smsContact: 'help@shop.example', publicUrl: PUBLIC, ...more },
    secret: (name) => (name === 'smsToken' ? TOKEN : null), requester: createRequester({ allowPrivate: true }),
  }).get('sms');
  if (!channel) throw new Error('there is no sms channel');
  return channel;
}
const taken = { status: 201, body: JSON.stringify({ sid: 'SM0001', status: 'queued' }) };
const never = new AbortController().signal;

describeChannel('SMS', () => httpPeer({
  open: (url) => smsTo(url),
  read: ({ method, path, headers, body }) => {
    expect([method, path]).toEqual(['POST', `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`]);
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    const form = new URLSearchParams(body);
    return { id: form.get('StatusCallback'), to: form.get('To'), text: form.get('Body') ?? '' };
  },
  taken, refused: { status: 400, body: JSON.stringify({ code: 21_602, message: 'Message body is required.' }) }, to: () => NUMBER,
}));

describe('an SMS', () => {
  const answered = async (answer: Answer, message = sampleMessage('m-1', NUMBER), more = {}) => {
    const received: Received[] = [];
    const server = await httpServer((request) => { received.push(request); return answer; });
    const attempt = await smsTo(`http://127.0.0.1:${portOf(server)}`, more).send(message, never);
    await closed(server);
    return { attempt, form: new URLSearchParams(received[0]?.body ?? '') };
  };
  const refusal = (code: number, status = 400): Answer => ({ status, body: JSON.stringify({ code, message: `because ${code}` }) });

  it('is sent from a number or a messaging service, and asks to be told what became of it', async () => {
    const message = sampleMessage('m-1', '0049 151 / 123-45 678');
    const { attempt, form } = await answered(taken, message);
    expect(attempt).toEqual({ outcome: 'sent', providerId: 'SM0001' });
    expect(Object.fromEntries(form)).toEqual({ To: NUMBER, From: '+15005550006', Body: message.text.trimEnd(), StatusCallback: `${PUBLIC}/hooks/sms/${message.ref}` });
    expect((await answered(taken, message, { smsFrom: 'MG0123456789' })).form.get('MessagingServiceSid')).toBe('MG0123456789');
  });

  it.each([
    [refusal(21_211), { outcome: 'rejected', badAddress: true }],
    [refusal(21_614), { outcome: 'rejected', badAddress: true }],
    [refusal(21_610), { outcome: 'rejected', stopped: true }],
    [refusal(30_001), { outcome: 'rejected', detail: expect.stringContaining('because 30001') as string }],
    [refusal(20_003, 401), { outcome: 'retry' }],
    [{ status: 201, body: 'no JSON at all' }, { outcome: 'uncertain' }],
    [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, { outcome: 'rejected' }],
  ] as const)('%j of the provider means %j', async (answer, expected) => {
    expect((await answered(answer as Answer)).attempt).toMatchObject(expected);
  });

  it('is written to numbers with their country only', () => {
    const channel = smsTo('http://127.0.0.1:1');
    const of = (phone: unknown) => channel.address({ id: 'c', traits: { phone } });
    expect(['+49 151 1234-5678', '+49(151)12345678', '004915112345678', ' +4915112345678 '].map(of)).toEqual(Array.from({ length: 4 }, () => NUMBER));
    expect(['015112345678', '4915112345678', '+0151123456', '+49', '+491511234567890123', 'call me', '', null, 4915112345678, ['+4915112345678'], '+4915112345678;ext=1'].map(of)).toEqual(Array.from({ length: 11 }, () => null));
    expect(channel.address({ id: 'c', traits: Object.create({ phone: NUMBER }) as Record<string, unknown> })).toBeNull();
  });

  it('says what is missing until it is set up', () => {
    expect(createChannels({ requester: createRequester({ allowPrivate: false }) }).get('sms')?.problem()).toContain('SMS_ACCOUNT');
    expect(createChannels({ settings: { smsAccount: ACCOUNT, smsFrom: '+15005550006' }, requester: createRequester({ allowPrivate: false }) }).get('sms')?.problem()).toContain('SMS_TOKEN');
  });
});

describe('what the SMS provider posts', () => {
  const channel = smsTo('http://127.0.0.1:1');
  /** As the provider's documents say: the address, then names and values in the order of names. */
  const signed = (url: string, fields: Record<string, string>, token = TOKEN) => createHmac('sha1', token).update(url + Object.keys(fields).sort().map((name) => name + fields[name]).join('')).digest('base64');
  const post = (path: string, fields: Record<string, string>, { signature = signed(PUBLIC + path, fields), body = new URLSearchParams(fields).toString() } = {}) =>
    channel.receive!({ path, headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(body) });
  const reply = (text: string, more: Record<string, string> = {}) => post('/hooks/sms', { MessageSid: 'SM9', From: NUMBER, To: '+15005550006', Body: text, ...more });
  const ok = async (received: ReturnType<typeof post>) => { const read = await received; if (!read.ok) throw new Error(read.detail); return read; };

  it('is verified as its documents say, which give this very example', async () => {
    const fields = { CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234', From: '+14158675309', To: '+18005551212' };
    expect(signed('https://mycompany.com/myapp.php?foo=1&bar=2', fields, '12345')).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  it('is refused when anything of it was changed, and understood however proxies write the port', async () => {
    const fields = { MessageSid: 'SM9', From: NUMBER, Body: 'hello' };
    expect((await post('/hooks/sms', fields)).ok).toBe(true);
    expect((await post('/hooks/sms', fields, { signature: signed('https://attune.example.com:443/hooks/sms', fields) })).ok).toBe(true);
    for (const change of [
      { signature: signed(`${PUBLIC}/hooks/sms`, fields, 'another-token-of-the-account-123') }, { signature: signed('https://evil.example/hooks/sms', fields) }, { signature: '' },
      { body: new URLSearchParams({ ...fields, Body: 'hellO' }).toString(), signature: signed(`${PUBLIC}/hooks/sms`, fields) },
      { body: new URLSearchParams({ ...fields, Extra: 'x' }).toString(), signature: signed(`${PUBLIC}/hooks/sms`, fields) },
    ]) expect(await post('/hooks/sms', fields, change), JSON.stringify(change)).toMatchObject({ ok: false, status: 401 });
    expect((await post('/hooks/sms/x-1-0123456789abcdef', fields, { signature: signed(`${PUBLIC}/hooks/sms`, fields) })).ok).toBe(false);
  });

  it.each([
    ['delivered', '', 'delivered'], ['read', '', 'delivered'], ['undelivered', '30005', 'bounced'], ['failed', '21614', 'bounced'], ['undelivered', '30003', 'delayed'], ['undelivered', '30007', 'delayed'],
    ['failed', '', 'delayed'], ['undelivered', '21610', 'stopped'],
  ])('a message that is %s (%s) is %s', async (status, code, kind) => {
    const path = '/hooks/sms/0mphyc7k3a1b2c3d4e5f6-3-0123456789abcdef';
    const read = await ok(post(path, { MessageSid: 'SM7', MessageStatus: status, To: NUMBER, ...(code === '' ? {} : { ErrorCode: code }) }));
    expect(read.feedback).toMatchObject([{ kind, ref: '0mphyc7k3a1b2c3d4e5f6-3-0123456789abcdef', address: NUMBER }]);
    expect(read.answer(read.feedback, 'Shop')).toBeNull();
  });

  it('a message that is queued or sent is no news', async () => {
    for (const status of ['accepted', 'queued', 'sending', 'sent']) expect((await ok(post('/hooks/sms/x-1-0123456789abcdef', { MessageSid: 'SM7', MessageStatus: status }))).feedback).toEqual([]);
  });

  it('a reply is the word of the number it comes from, and is answered with nothing', async () => {
    const read = await ok(reply('It came <broken> & late'));
    expect(read.feedback).toEqual([{ id: 'sms-SM9', kind: 'replied', ref: null, address: NUMBER, text: 'It came <broken> & late', detail: null }]);
    expect(read.answer(read.feedback, 'Shop')?.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response></Response>');
  });

  it('STOP is confirmed once, with no word of advertising; told again it is answered with nothing', async () => {
    const read = await ok(reply('Stop!!! 🛑'));
    expect(read.feedback).toMatchObject([{ kind: 'stopped', address: NUMBER, text: null }]);
    expect(read.answer(read.feedback, 'Bits & Bobs <Ltd>')?.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Message>Bits &amp; Bobs &lt;Ltd&gt;: you are unsubscribed and will get no more messages. Reply START to get them again.</Message></Response>');
    expect(read.answer([], 'Shop')?.body).not.toContain('<Message>');
  });

  it('START is confirmed once, HELP is answered to anybody, each time', async () => {
    const start = await ok(reply('UNSTOP'));
    expect(start.feedback).toMatchObject([{ kind: 'resumed' }]);
    expect(start.answer(start.feedback, 'Shop')?.body).toContain('again');
    expect(start.answer([], 'Shop')?.body).not.toContain('<Message>');
    const help = await ok(reply('help'));
    expect(help.feedback).toEqual([]);
    for (const word of ['Shop', 'help@shop.example', 'STOP', 'orders']) expect(help.answer([], 'Shop')?.body).toContain(word);
  });

  it('where the provider has answered a keyword itself it is acted on and not answered again', async () => {
    const read = await ok(reply('stop', { OptOutType: 'STOP' }));
    expect(read.feedback).toMatchObject([{ kind: 'stopped' }]);
    expect(read.answer(read.feedback, 'Shop')?.body).not.toContain('<Message>');
  });
});
