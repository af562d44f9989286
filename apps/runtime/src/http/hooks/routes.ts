import { Hono } from 'hono';
import { ProblemError } from '../../errors.ts';
import type { HttpDeps } from '../deps.ts';
import { takeEvent } from './events.ts';
import { readBytes } from '../ingest/body.ts';

/** A mail with its pictures may be this large. */
const HOOK_BYTES = 10 * 1024 * 1024;

/**
 * Where providers report to: `POST /hooks/<channel>`, and further parts of the path that the channel gave them. The channel verifies who
 * asks before anything is believed. 2xx means durable and acted on; told twice it counts once.
 */
export function hookRoutes(deps: HttpDeps): Hono {
  const app = new Hono();
  app.post('/hooks/events', (c) => takeEvent(deps, c.req.raw));
  app.post('/hooks/:channel/*', (c) => take(c.req.raw, c.req.param('channel')));
  app.post('/hooks/:channel', (c) => take(c.req.raw, c.req.param('channel')));
  return app;

  async function take(request: Request, channel: string): Promise<Response> {
    const url = new URL(request.url);
    const body = await readBytes(request, HOOK_BYTES);
    const outcome = await deps.work.receive(channel, { path: `${url.pathname}${url.search}`, headers: Object.fromEntries(request.headers), body });
    if (outcome === null) throw new ProblemError(404, 'Not found', `Nothing is taken for a channel called "${channel.slice(0, 60)}".`);
    if (!outcome.ok) throw new ProblemError(outcome.status, outcome.status === 401 ? 'Not verified' : 'Bad request', outcome.detail);
    const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
    if (outcome.answer === null) return new Response(null, { status: 204, headers });
    return new Response(outcome.answer.body, { status: 200, headers: { ...headers, 'content-type': outcome.answer.type } });
  }
}
