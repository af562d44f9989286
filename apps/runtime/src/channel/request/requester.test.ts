import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingRequest } from '../requester.ts';
import { isPublicAddress } from './public-address.ts';
import { createRequester } from './requester.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const to = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({ url, method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}', timeoutMs: 5_000, ...more });
const open = createRequester({ allowPrivate: true });
const guarded = createRequester({ allowPrivate: false });

describe('addresses of the public internet', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111'])('%s is one', (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1',
    '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::7f00:1', 'fe80::1', 'fc00::1', 'fd12::1', 'fec0::1', 'ff02::1', '::ffff:127.0.0.1',
    '::ffff:8.8.8.8', '64:ff9b::7f00:1', '64:ff9b:1::1', '2001:db8::1', '2002:7f00:1::', '2001::1', 'no address', '',
  ])('%s is none', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('what is refused before anything is sent', () => {
  it.each([
    'http://127.0.0.1/', 'http://localhost/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.1/',
    'http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/', 'http://[fe80::1]/', 'http://[64:ff9b::7f00:1]/', 'ftp://shop.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'no address',
    'http://user:secret@93.184.216.34/',
  ])('%s', async (url) => {
    expect((await guarded.request(to(url))).outcome).toBe('refused');
  });

  it('a name that leads to a private address, and is asked once, by the connection itself', async () => {
    const asked: string[] = [];
    const requester = createRequester({ allowPrivate: false, resolve: async (host) => { asked.push(host); return [{ address: '127.0.0.1', family: 4 }]; } });
    const reply = await requester.request(to('http://rebind.example/'));
    expect(reply).toEqual({ outcome: 'refused', detail: 'rebind.example leads to a private address' });
    expect(asked).toEqual(['rebind.example']);
  });

  it('a header that cannot be written', async () => {
    const url = await serve((_, response) => response.end());
    expect((await open.request(to(url, { headers: { 'x-bad': 'a\r\nX-Injected: yes' } }))).outcome).toBe('refused');
  });
});

describe('what the other side sees and says', () => {
  it('gets method, body and headers, but not those that belong to the connection', async () => {
    let seen: unknown;
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (part) => { body += part; }).on('end', () => {
        seen = { method: request.method, body, host: request.headers.host, type: request.headers['content-type'] };
        response.end('{"ok":true}');
      });
    });
    const reply = await open.request(to(url, { method: 'PUT', headers: { 'Content-Type': 'application/json', Host: 'evil.example', 'Transfer-Encoding': 'chunked' } }));
    expect(reply).toMatchObject({ outcome: 'answered', status: 200, body: '{"ok":true}', truncated: false });
    expect(seen).toEqual({ method: 'PUT', body: '{"a":1}', host: new URL(url).host, type: 'application/json' });
  });

  it('is not followed where it points elsewhere', async () => {
    let visits = 0;
    const url = await serve((_, response) => { visits += 1; response.writeHead(302, { location: '/next' }).end(); });
    expect(await open.request(to(url))).toMatchObject({ outcome: 'answered', status: 302 });
    expect(visits).toBe(1);
  });

  it('is read up to 1 MB and no further', async () => {
    const url = await serve((_, response) => {
      const part = Buffer.alloc(65_536, 'x');
      const more = () => { while (!response.destroyed && response.write(part)); };
      response.on('drain', more);
      more();
    });
    const reply = await open.request(to(url));
    expect(reply).toMatchObject({ outcome: 'answered', truncated: true });
    expect(reply.outcome === 'answered' && reply.body.length).toBe(1_048_576);
  });

  it('is uncertain where it took the request and never answered', async () => {
    const url = await serve(() => { /* silence */ });
    expect(await open.request(to(url, { timeoutMs: 200 }))).toEqual({ outcome: 'uncertain', detail: 'no answer in time' });
  });

  it('may be tried again where nobody listens', async () => {
    const url = await serve((_, response) => response.end());
    const server = servers.pop();
    server?.close();
    if (server) await once(server, 'close');
    expect((await open.request(to(url))).outcome).toBe('retry');
  });
});
