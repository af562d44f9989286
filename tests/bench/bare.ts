// The limit of HTTP on this machine: a server that reads the same body and does nothing with it. Prints its port.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.post('/v1/track', async (c) => {
  const body: unknown = await c.req.json();
  return c.json({ success: typeof body === 'object' });
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => { process.stdout.write(`${info.port}\n`); });
