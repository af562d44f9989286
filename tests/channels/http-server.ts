import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string; readonly bytes: Buffer }
/** `cut`: the connection is ended without an answer. `hang`: nothing is ever said. */
export type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string; readonly afterMs?: number } | 'cut' | 'hang';

/** An HTTP server that answers as it is told. */
export async function httpServer(answer: (received: Received) => Answer, port = 0): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const bytes = Buffer.concat(parts);
      const reply = answer({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: bytes.toString('utf8'), bytes });
      if (reply === 'cut') request.socket.destroy();
      else if (reply !== 'hang') setTimeout(() => response.writeHead(reply.status, reply.headers).end(reply.body ?? '{}'), reply.afterMs ?? 0);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
export const closed = (server: Server): Promise<void> => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); });
