import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { notFound } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';
import { page } from '../shapes.ts';

const keyShape = z.object({ id: z.string(), name: z.string(), kind: z.enum(['write', 'manage']), hint: z.string(), createdAt: z.string() }).meta({ id: 'ApiKey' });

/** Keys for senders of events (`write`) and for management (`manage`). A secret is shown once. */
export function keyRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  route(api, { method: 'get', path: '/keys', summary: 'Keys, without their secrets', answer: page(keyShape) }, async () => ({ items: await deps.keys.list(), next: null }));

  const body = z.object({ name: z.string().min(1).max(200), kind: z.enum(['write', 'manage']) });
  route(api, { method: 'post', path: '/keys', summary: 'A new key; its secret is in this answer only', body, answer: keyShape.extend({ secret: z.string() }), status: 201 }, async ({ body: { name, kind }, actor }) => {
    const { key, secret } = await deps.keys.create(name, kind);
    await writeAudit(db, { actor, action: 'key.create', subject: key.id, detail: { name, kind }, at: instantOf(deps.clock) });
    return { ...key, secret };
  });

  route(api, { method: 'delete', path: '/keys/{id}', summary: 'Revoke a key' }, async ({ params, actor }) => {
    if (!(await deps.keys.revoke(params.id))) throw notFound('key', params.id);
    await writeAudit(db, { actor, action: 'key.revoke', subject: params.id, at: instantOf(deps.clock) });
    return undefined;
  });
}
