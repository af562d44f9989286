import { connect, type Socket } from 'node:net';

/** What a run of requests came to. Times in milliseconds, sorted. */
export interface Load { readonly n: number; readonly seconds: number; readonly failed: number; readonly times: readonly number[] }

export interface Target { readonly port: number; readonly path: string; readonly headers: Readonly<Record<string, string>> }

/** The share `q` of sorted times. */
export const quantile = (times: readonly number[], q: number): number => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;

const END = Buffer.from('\r\n\r\n');
const LENGTH = /content-length: (\d+)/i;

/**
 * One keep-alive connection that carries a request at a time. Written on sockets, since a client library takes as much of the
 * machine as the server that is measured beside it.
 */
class Connection {
  readonly #socket: Socket;
  readonly #head: string;
  #waiting: ((status: number) => void) | null = null;
  #seen: Buffer = Buffer.alloc(0);

  constructor({ port, path, headers }: Target) {
    this.#head = [`POST ${path} HTTP/1.1`, 'host: 127.0.0.1', 'content-type: application/json', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n');
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (part) => this.#take(part));
    this.#socket.on('error', () => this.#answer(0));
    this.#socket.on('close', () => this.#answer(0));
  }

  /** Resolves with the status; 0 where the connection broke. */
  send(body: string): Promise<number> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#socket.write(`${this.#head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(part: Buffer): void {
    this.#seen = this.#seen.length === 0 ? part : Buffer.concat([this.#seen, part]);
    const end = this.#seen.indexOf(END);
    if (end < 0) return;
    const head = this.#seen.toString('latin1', 0, end);
    if (this.#seen.length < end + END.length + Number(LENGTH.exec(head)?.[1] ?? 0)) return;
    this.#seen = Buffer.alloc(0);
    this.#answer(Number(head.slice(9, 12)));
  }

  #answer(status: number): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(status);
  }
}

async function withConnections(target: Target, connections: number, task: (pool: readonly Connection[]) => Promise<Load>): Promise<Load> {
  const pool = Array.from({ length: connections }, () => new Connection(target));
  try {
    return await task(pool);
  } finally {
    for (const connection of pool) connection.close();
  }
}

interface Tally { n: number; failed: number; readonly times: number[] }

async function timed(connection: Connection, body: string, tally: Tally, from = performance.now()): Promise<void> {
  const status = await connection.send(body);
  tally.times.push(performance.now() - from);
  tally.n += 1;
  if (status !== 200) tally.failed += 1;
}

const loadOf = ({ n, failed, times }: Tally, started: number): Load => ({ n, failed, seconds: (performance.now() - started) / 1000, times: times.sort((a, b) => a - b) });

/** As many requests as the server takes, each connection sending its next one when the last was answered; no more than `requests` where that is given. */
export function asFastAsItGoes(target: Target, options: { readonly connections: number; readonly seconds: number; readonly requests?: number }, make: () => string): Promise<Load> {
  return withConnections(target, options.connections, async (pool) => {
    const tally: Tally = { n: 0, failed: 0, times: [] };
    const started = performance.now();
    const until = started + options.seconds * 1000;
    let left = options.requests ?? Number.POSITIVE_INFINITY;
    await Promise.all(pool.map(async (connection) => { while (left-- > 0 && performance.now() < until) await timed(connection, make(), tally); }));
    return loadOf(tally, started);
  });
}

/**
 * So many requests a second, whether or not earlier ones are answered; a time counts from the moment a request was due, so that a server that
 * stops for a while is not measured by fewer requests. `after` is told of each answer, in the order of answers.
 */
export function atRate(target: Target, options: { readonly connections: number; readonly seconds: number; readonly rate: number }, make: () => string, after: (index: number) => void): Promise<Load> {
  return withConnections(target, options.connections, async (pool) => {
    const tally: Tally = { n: 0, failed: 0, times: [] };
    const free = [...pool];
    const queue: number[] = [];
    const under = new Set<Promise<void>>();
    const started = performance.now();
    const total = Math.floor(options.rate * options.seconds);
    const go = () => {
      for (let connection = free.pop(); connection !== undefined; connection = free.pop()) {
        const due = queue.shift();
        if (due === undefined) { free.push(connection); return; }
        const own = connection;
        const index = Math.round(((due - started) * options.rate) / 1000);
        const task = timed(own, make(), tally, due).then(() => { free.push(own); after(index); under.delete(task); go(); });
        under.add(task);
      }
    };
    let next = 0;
    while (next < total) {
      for (const now = performance.now(); next < total && started + (next * 1000) / options.rate <= now; next++) queue.push(started + (next * 1000) / options.rate);
      go();
      await new Promise((resolve) => { setTimeout(resolve, 1); });
    }
    while (queue.length > 0 || under.size > 0) await Promise.all(under);
    return loadOf(tally, started);
  });
}
