import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { OutgoingRequest, Reply, Requester } from '../requester.ts';
import { isPublicAddress } from './public-address.ts';
import { literalAddress, PrivateAddressError, publicLookup, systemResolve, type Resolve } from './resolve.ts';

/** More than this is not read: an answer is a few values for the next step, not a file. */
const ANSWER_BYTES = 1_048_576;
/** A step or channel may ask for less time, never for more. */
const LONGEST_MS = 60_000;
/** Where web servers listen. Any port would make a port scanner of us, and of a mail server a place to post to. */
export const WEB_PORTS: readonly number[] = [80, 443, 8080, 8443];
/** These belong to the connection and are ours to say. */
const OURS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'keep-alive', 'proxy-authorization', 'expect']);

export interface RequesterOptions {
  /** For development: lets requests reach private and loopback addresses. */
  readonly allowPrivate: boolean;
  /** Ports that may be reached; `WEB_PORTS` when absent. With `allowPrivate` every port may. */
  readonly ports?: readonly number[];
  /** How names are looked up; the system's resolver when absent. */
  readonly resolve?: Resolve;
}

/** Sends requests to servers of the public internet: no private address, no redirect, no endless answer, no second try. */
export function createRequester(options: RequesterOptions): Requester {
  return {
    async request(outgoing, signal) {
      const url = URL.canParse(outgoing.url) ? new URL(outgoing.url) : null;
      const refusal = refuse(url, options);
      if (url === null || refusal !== null) return { outcome: 'refused', detail: refusal ?? 'the address is not a URL' };
      return perform(url, outgoing, options, signal);
    },
  };
}

function refuse(url: URL | null, { allowPrivate, ports = WEB_PORTS }: RequesterOptions): string | null {
  if (url === null) return 'the address is not a URL';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${url.protocol.replace(':', '')} addresses are not allowed; use https`;
  if (url.username !== '' || url.password !== '') return 'the address holds a user name or password; send an authorization header instead';
  if (!allowPrivate && !ports.includes(portOf(url))) return `port ${portOf(url)} may not be reached; web servers listen on ${ports.join(', ')}`;
  const literal = literalAddress(url);
  if (!allowPrivate && literal !== null && !isPublicAddress(literal)) return `${literal} is not a public address`;
  return null;
}

const portOf = (url: URL): number => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));

function perform(url: URL, outgoing: OutgoingRequest, options: RequesterOptions, signal?: AbortSignal): Promise<Reply> {
  const deadline = AbortSignal.timeout(Math.min(outgoing.timeoutMs, LONGEST_MS));
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
  return new Promise<Reply>((done) => {
    let client: ClientRequest;
    try {
      client = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        method: outgoing.method,
        headers: headersOf(outgoing),
        signal: stop,
        agent: false,
        ...(options.allowPrivate ? {} : { lookup: publicLookup(options.resolve ?? systemResolve) }),
      });
    } catch (error) {
      return done({ outcome: 'refused', detail: `the request cannot be written: ${words(error)}` });
    }
    let connected = false;
    client.on('socket', (socket) => socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => { connected = true; }));
    client.on('response', (response) => { read(response).then(done, (error: unknown) => done(brokenAnswer(response, error))); });
    client.on('error', (error) => done(failure(error, { connected, late: deadline.aborted })));
    client.end(outgoing.body ?? undefined);
  });
}

function headersOf(outgoing: OutgoingRequest): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'Attune', accept: 'application/json, */*;q=0.5', 'accept-encoding': 'identity' };
  for (const [name, value] of Object.entries(outgoing.headers)) if (!OURS.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
  if (outgoing.body !== null) headers['content-length'] = String(Buffer.byteLength(outgoing.body));
  return headers;
}

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  let size = 0;
  let truncated = false;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    const room = ANSWER_BYTES - size;
    chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    size += chunk.length;
    truncated = size > ANSWER_BYTES;
    if (truncated) break;
  }
  return { outcome: 'answered', status: response.statusCode ?? 0, headers: flat(response), body: Buffer.concat(chunks).toString('utf8'), truncated };
}

function flat(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}

/** The status arrived and the words broke off: the server has decided, and only its words are missing. */
function brokenAnswer(response: IncomingMessage, error: unknown): Reply {
  if (response.statusCode === undefined) return { outcome: 'uncertain', detail: words(error) };
  return { outcome: 'answered', status: response.statusCode, headers: flat(response), body: '', truncated: true };
}

function failure(error: Error, seen: { connected: boolean; late: boolean }): Reply {
  if (error instanceof PrivateAddressError) return { outcome: 'refused', detail: error.message };
  const detail = seen.late ? 'no answer in time' : words(error);
  // before the connection stood nothing can have arrived; after it, who knows
  return { outcome: seen.connected ? 'uncertain' : 'retry', detail };
}

const words = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));
