import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRequester } from './requester.ts';
import type { Resolve } from './resolve.ts';

/** Every way of writing an address inside that the corpus knows; `PORT` is where a real listener waits on this machine. */
const LITERALS = [
  // plain, and spelled in other bases, lengths and cases
  '127.0.0.1', '127.0.0.2', '127.255.255.254', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7F.0x0.0x0.0x1', '0x7f.1', '017700000001', '0177.0.0.1', '0177.0x0.0.1', '127.000.000.001',
  '0', '0.0.0.0', '0x0', '00', '0.0.0.1', '127.0.0.1.', '127.0.0.1%2e', '%31%32%37.0.0.1', '１２７.０.０.１', '①②⑦.0.0.1', '127。0。0。1',
  // private, link-local, shared, reserved
  '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.1.254', '169.254.169.254', '0xa9fea9fe', '2852039166', '169.254.169.254.', '100.64.0.1', '100.127.255.254',
  '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255',
  // IPv6: loopback, unspecified, mapped, compatible, translated, unique local, link-local, tunnels
  '[::1]', '[0:0:0:0:0:0:0:1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::127.0.0.1]', '[::ffff:10.0.0.1]', '[::ffff:a9fe:a9fe]', '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[fe80::1]', '[febf::1]', '[fc00::1]', '[fd00:ec2::254]', '[fec0::1]', '[ff02::1]', '[2002:7f00:1::]', '[2001::1]', '[2001:db8::1]', '[100::1]', '[5f00::1]',
];

/** Addresses that say one thing to a careless reader and another to a browser. */
const TRICKS = [
  'http://user:secret@127.0.0.1:PORT/', 'http://shop.example@127.0.0.1:PORT/', 'http://shop.example:80@127.0.0.1:PORT/', 'http://127.0.0.1:PORT@93.184.216.34/', 'http://93.184.216.34#@127.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT\\', 'http:127.0.0.1:PORT', 'http:///127.0.0.1:PORT/', ' http://127.0.0.1:PORT/', 'http://127.0.0.1\t:PORT/', 'ht\ntp://127.0.0.1:PORT/', 'HTTP://127.0.0.1:PORT/',
  'file:///etc/passwd', 'gopher://127.0.0.1:PORT/_x', 'ftp://127.0.0.1:PORT/', 'data:text/plain,x', 'javascript:alert(1)', 'unix:/var/run/docker.sock', 'http://[::1%25lo]:PORT/', 'http://[fe80::1%lo]:PORT/', '//127.0.0.1:PORT/', '127.0.0.1:PORT', '',
];

/** Names that lead inside. */
const NAMES: readonly (readonly [string, readonly string[]])[] = [
  ['localhost', ['127.0.0.1', '::1']], ['localhost.', ['127.0.0.1']], ['LOCALHOST', ['127.0.0.1']], ['app.localhost', ['127.0.0.1']], ['metadata.google.internal', ['169.254.169.254']], ['127.0.0.1.nip.example', ['127.0.0.1']],
  ['six.example', ['::1']], ['mapped.example', ['::ffff:127.0.0.1']], ['nat64.example', ['64:ff9b::7f00:1']], ['zero.example', ['0.0.0.0']], ['office.example', ['10.0.0.7', '192.168.1.7']], ['carrier.example', ['100.64.9.9']], ['nowhere.example', []],
];

let listener: Server;
let six: Server | null = null;
let port = 0;
let connects = 0;

async function listen(server: Server, at: number, host: string): Promise<Server> {
  server.listen(at, host);
  await once(server, 'listening');
  return server;
}

beforeAll(async () => {
  const count = () => createServer((socket) => { connects += 1; socket.destroy(); });
  listener = await listen(count(), 0, '0.0.0.0');
  port = (listener.address() as AddressInfo).port;
  six = await listen(count(), port, '::1').catch(() => null);
});
afterAll(async () => {
  for (const server of [listener, six]) if (server) await new Promise((done) => { server.close(done); });
});

const family = (address: string) => (address.includes(':') ? 6 : 4);
const leadingTo = (addresses: readonly string[]): Resolve => async () => addresses.map((address) => ({ address, family: family(address) }));
const ask = (url: string, resolve?: Resolve) =>
  createRequester({ allowPrivate: false, ports: [port], ...(resolve ? { resolve } : {}) }).request({ url, method: 'POST', headers: { authorization: 'Bearer secret' }, body: '{}', timeoutMs: 400 });

describe('requests that would reach inside', () => {
  it('are more than a hundred kinds', () => expect(LITERALS.length + TRICKS.length + NAMES.length).toBeGreaterThan(100));

  it.each(LITERALS)('%s is refused', async (host) => expect((await ask(`http://${host}:${port}/`)).outcome).toBe('refused'));
  it.each(TRICKS)('%j is refused', async (url) => expect((await ask(url.replace('PORT', String(port)))).outcome).toBe('refused'));
  it.each(NAMES)('the name %s, which leads to %j, is refused', async (name, addresses) => expect((await ask(`http://${name}:${port}/`, leadingTo(addresses))).outcome).toBe('refused'));

  it('a name that changes its mind is asked once, and the address it gave then is the one that is reached', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1'], ['127.0.0.1']];
    let asked = 0;
    const reply = await ask(`http://rebind.example:${port}/`, async () => (answers[asked++] ?? []).map((address) => ({ address, family: 4 })));
    expect(asked).toBe(1);
    // nobody listens there, or nothing leaves this machine
    expect(reply.outcome).toBe('retry');
  });

  it('of a name with addresses inside and outside only those outside are tried', async () => {
    const reply = await ask(`http://mixed.example:${port}/`, leadingTo(['127.0.0.1', '93.184.216.34', '::1']));
    expect(reply.outcome).toBe('retry');
  });

  it('ports where no web server listens are refused, whatever the host', async () => {
    for (const other of ['22', '25', '5432', '6379', '9200']) {
      const reply = await createRequester({ allowPrivate: false }).request({ url: `http://93.184.216.34:${other}/`, method: 'GET', headers: {}, body: null, timeoutMs: 400 });
      expect(reply).toMatchObject({ outcome: 'refused', detail: expect.stringContaining(`port ${other} may not be reached`) });
    }
  });

  it('none of them connected to this machine, where a listener counts', async () => {
    expect(connects).toBe(0);
    // the listener does count: the same request with leave to do so arrives
    await createRequester({ allowPrivate: true }).request({ url: `http://127.0.0.1:${port}/`, method: 'GET', headers: {}, body: null, timeoutMs: 2_000 });
    expect(connects).toBe(1);
  });
});
