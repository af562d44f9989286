import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { ProblemError } from '../../errors.ts';
import type { HttpDeps } from '../deps.ts';
import { problem } from '../problem.ts';

/** For those who watch over the process: is it alive, does it work, how well. */
export function healthRoutes(deps: HttpDeps): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    if (!deps.ready()) return problem(new ProblemError(503, 'Not ready', 'The process is starting or stopping.'));
    try {
      await deps.database.query(sql`select 1`);
    } catch (error) {
      deps.log.error({ err: error }, 'the database does not answer');
      return problem(new ProblemError(503, 'Not ready', 'The database does not answer.'));
    }
    return c.json({ status: 'ready' });
  });
  app.get('/metrics', async (c) => c.body(await deps.metrics.text(), 200, { 'content-type': deps.metrics.contentType }));
  return app;
}
