import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createChannels, createRequester, type Channel } from '@attune/runtime/channel';
import { sampleMessage, type Arrived, type Mood } from '@attune/runtime/channel/conformance';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeChannel } from './conform.ts';

interface MailServer {
  readonly port: number;
  readonly mails: { raw: string; to: string; mail: ParsedMail }[];
  mood: Mood | 'badRecipient' | 'policy' | 'fullMailbox' | 'refusesData' | 'greylists';
  close(): Promise<void>;
}

const replies: Partial<Record<MailServer['mood'], readonly [number, string]>> = {
  rejects: [550, '5.1.1 No such user'], badRecipient: [550, '5.1.1 No such user'], policy: [550, '5.7.1 Not allowed here'], fullMailbox: [552, '5.2.2 Mailbox full'],
  busy: [451, '4.3.2 Try again later'], greylists: [450, '4.2.0 Greylisted'],
};
const reply = ([code, text]: readonly [number, string]) => Object.assign(new Error(text), { responseCode: code });

async function mailServer(port = 0): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const state: { mood: MailServer['mood']; mails: MailServer['mails'] } = { mood: 'takes', mails: [] };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], hideSize: true,
    onRcptTo: (_, __, done) => { const said = replies[state.mood]; if (said) done(reply(said)); else done(); },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (state.mood === 'refusesData') return done(reply([554, '5.6.0 Message refused']));
        const raw = Buffer.concat(parts).toString('utf8');
        void simpleParser(raw).then((mail) => {
          state.mails.push({ raw, to: session.envelope.rcptTo.map((to) => to.address).join(','), mail });
          if (state.mood === 'silent') for (const socket of sockets) socket.destroy();
          else done();
        });
      });
    },
  });
  server.server.on('connection', (socket) => { sockets.add(socket); socket.on('close', () => sockets.delete(socket)); });
  server.on('error', () => { /* connections that the test cuts */ });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port, mails: state.mails,
    get mood() { return state.mood; }, set mood(mood) { state.mood = mood; },
    close: () => new Promise((done) => { for (const socket of sockets) socket.destroy(); server.close(() => done()); }),
  };
}

function emailTo(port: number, mailFrom: string | null = 'Shop <hello@shop.example>'): Channel {
  const channel = createChannels({ settings: { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom }, requester: createRequester({ allowPrivate: true }) }).get('email');
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
});

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

  it('carries text and HTML parts, the sender, and a Message-ID made from the message', async () => {
    const { mail } = await send();
    expect(mail?.mail.text).toContain('📦');
    expect(mail?.mail.html).toContain('<p>Hello Zoë</p>');
    expect(mail?.mail.from?.text).toBe('"Shop" <hello@shop.example>');
    expect(mail?.mail.subject).toBe('Ihre Bestellung – ça va?');
    expect(mail?.mail.messageId).toMatch(/^<run=2f7=3aremind=3a1=3a0@shop\.example>$/);
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
    const nobody = emailTo(server.port, null);
    expect(nobody.problem()).toContain('MAIL_FROM');
    await nobody.close();
  });
});
