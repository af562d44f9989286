import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { notFound } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import { listFailures } from '../../store/failures.ts';
import type { HttpDeps } from '../deps.ts';
import { pageOf, pageQuery, route, type Api } from '../route.ts';
import { failureShape, page } from '../shapes.ts';

/** Work that could not be done, and trying it again. */
export function failureRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  route(api, { method: 'get', path: '/failures', summary: 'Failures, newest first', query: pageQuery, answer: page(failureShape) }, ({ query }) => listFailures(db, pageOf(query)));
  route(api, { method: 'post', path: '/failures/{id}/replay', summary: 'Try again', answer: z.object({ accepted: z.literal(true) }), status: 202 }, async ({ params, actor }) => {
    if (!(await deps.work.replay(params.id))) throw notFound('failure', params.id);
    await writeAudit(db, { actor, action: 'failure.replay', subject: params.id, at: instantOf(deps.clock) });
    return { accepted: true as const };
  });
}
