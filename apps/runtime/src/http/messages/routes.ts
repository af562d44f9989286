import { notFound } from '../../errors.ts';
import { readCustomer } from '../../store/customers-read.ts';
import { listMessages, readMessage, type MessageRow } from '../../store/messages-read.ts';
import type { HttpDeps } from '../deps.ts';
import { filter, pageOf, pageQuery, route, type Api } from '../route.ts';
import { messageShape, page, whyShape } from '../shapes.ts';
import { messageView } from '../views.ts';
import { whyOf } from './why.ts';

const messageQuery = pageQuery.extend({ journey: filter(), customer: filter(), status: messageShape.shape.status.optional(), channel: filter(), step: filter() });

/** Messages that were sent, wait, or were left out, each with its reason. */
export function messageRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const must = async (id: string): Promise<MessageRow> => {
    const row = await readMessage(db, id);
    if (row === null) throw notFound('message', id);
    return row;
  };

  route(api, { method: 'get', path: '/messages', summary: 'Messages, newest first', query: messageQuery, answer: page(messageShape) }, async ({ query }) => {
    const customer = query.customer === null ? null : await readCustomer(db, query.customer, deps.lanes);
    if (query.customer !== null && customer === null) return { items: [], next: null };
    const { items, next } = await listMessages(db, { ...query, status: query.status ?? null, customer }, pageOf(query));
    return { items: items.map(messageView), next };
  });
  route(api, { method: 'get', path: '/messages/{id}', summary: 'A message', answer: messageShape }, async ({ params }) => messageView(await must(params.id)));
  route(api, { method: 'get', path: '/messages/{id}/why', summary: 'Why it was sent, or why not', answer: whyShape }, async ({ params }) => whyOf(db, await must(params.id)));
}
