import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { badRequest, conflict, notFound } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';
import { page } from '../shapes.ts';

const secretShape = z.object({
  name: z.string(), title: z.string(), help: z.string(), from: z.enum(['environment', 'settings']).nullable(), changedAt: z.string().nullable(), problem: z.string().nullable(),
}).meta({ id: 'Secret' });

/** Secrets of channels. They can be set and removed, and are never told: no answer holds a value. */
export function secretRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const must = (name: string) => {
    const found = deps.secrets.list().find((one) => one.name === name);
    if (found === undefined) throw notFound('secret', name);
    return found;
  };
  const note = (actor: string, action: string, subject: string) => writeAudit(db, { actor, action, subject, at: instantOf(deps.clock) });

  route(api, { method: 'get', path: '/secrets', summary: 'Secrets of channels, without their values', answer: page(secretShape) }, () => ({ items: [...deps.secrets.list()], next: null }));

  const body = z.strictObject({ value: z.string().min(1).max(20_000) });
  route(api, { method: 'put', path: '/secrets/{name}', summary: 'Set a secret; it is kept sealed and never shown', body, answer: secretShape, problems: [409] }, async ({ params: { name }, body: { value }, actor }) => {
    if (must(name).from === 'environment') throw conflict(`"${name}" is given by the environment of the server, which wins. Remove it there first.`);
    const wrong = await deps.secrets.put(name, value);
    if (wrong !== null) throw badRequest(`The value ${wrong}.`, [{ pointer: '/value', detail: wrong }]);
    await note(actor, 'secret.set', name);
    return must(name);
  });

  route(api, { method: 'delete', path: '/secrets/{name}', summary: 'Forget a secret' }, async ({ params: { name }, actor }) => {
    must(name);
    if (!(await deps.secrets.remove(name))) throw notFound('kept secret', name);
    await note(actor, 'secret.remove', name);
    return undefined;
  });
}
