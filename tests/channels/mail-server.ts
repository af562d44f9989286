import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Mood } from '@attune/runtime/channel/conformance';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server that does as it is told, and what it was sent. */
export interface MailServer {
  readonly port: number;
  readonly mails: { raw: string; from: string; to: string; mail: ParsedMail }[];
  mood: Mood | 'badRecipient' | 'policy' | 'fullMailbox' | 'refusesData' | 'greylists';
  close(): Promise<void>;
}

const replies: Partial<Record<MailServer['mood'], readonly [number, string]>> = {
  rejects: [550, '5.1.1 No such user'], badRecipient: [550, '5.1.1 No such user'], policy: [550, '5.7.1 Not allowed here'], fullMailbox: [552, '5.2.2 Mailbox full'],
  busy: [451, '4.3.2 Try again later'], greylists: [450, '4.2.0 Greylisted'],
};
const reply = ([code, text]: readonly [number, string]) => Object.assign(new Error(text), { responseCode: code });

/** Starts one on a free port of this machine. */
export async function mailServer(port = 0): Promise<MailServer> {
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
          state.mails.push({ raw, from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((to) => to.address).join(','), mail });
          if (state.mood === 'hanging') return;
          if (state.mood === 'slow') setTimeout(done, 400);
          else if (state.mood === 'silent') for (const socket of sockets) socket.destroy();
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
