import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { notFound } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import { listCustomers, readConsents, readCustomer, segmentsOf, type CustomerRow } from '../../store/customers-read.ts';
import type { Db } from '../../store/database.ts';
import { listMessages } from '../../store/messages-read.ts';
import { listRuns, listTrail } from '../../store/runs-read.ts';
import { readTimeline } from '../../store/timeline.ts';
import type { HttpDeps } from '../deps.ts';
import { namingOf } from '../naming.ts';
import { filter, pageOf, pageQuery, route, type Api } from '../route.ts';
import { customerShape, customerSummaryShape, messageShape, page, runShape, timelineShape, trailShape, type Customer } from '../shapes.ts';
import { customerSummary, messageView, moodView, trailView } from '../views.ts';
import { decidedBy, timelineItem } from './timeline-item.ts';

const name = z.string().min(1).max(100);
const consentBody = z.union([
  z.object({ channel: name, topic: name, state: z.enum(['granted', 'denied', 'unsubscribed']), source: z.string().max(200).optional() }),
  z.object({ sentimentAllowed: z.boolean() }),
], 'must be {channel, topic, state} or {sentimentAllowed}');

/** People: search, the page of one, their consent, erasing. */
export function customerRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const must = async (id: string): Promise<CustomerRow> => {
    const row = await readCustomer(db, id, deps.lanes);
    if (row === null) throw notFound('customer', id);
    return row;
  };

  route(api, { method: 'get', path: '/customers', summary: 'Customers, last seen first', query: pageQuery.extend({ search: filter(), segment: filter(), mood: z.enum(['negative', 'neutral', 'positive', 'unknown']).optional() }), answer: page(customerSummaryShape) }, async ({ query }) => {
    const { items, next } = await listCustomers(db, { search: query.search, segment: query.segment, mood: query.mood ?? null }, pageOf(query));
    return { items: items.map(customerSummary), next };
  });
  route(api, { method: 'get', path: '/customers/{id}', summary: 'All about a customer', answer: customerShape }, async ({ params }) => customerView(db, await must(params.id)));
  historyRoutes(api, deps, must);

  route(api, { method: 'post', path: '/customers/{id}/consents', summary: 'Write down what a customer agreed to', body: consentBody, answer: customerShape }, async ({ params, body, actor }) => {
    const { id } = await must(params.id);
    if ('sentimentAllowed' in body) await deps.work.setSentimentAllowed(id, body.sentimentAllowed);
    else await deps.work.setConsent(id, { channel: body.channel, topic: body.topic, state: body.state, source: body.source ?? `written down by ${actor}` });
    await writeAudit(db, { actor, action: 'customer.consent', subject: id, detail: body, at: instantOf(deps.clock) });
    return customerView(db, await must(id));
  });

  route(api, { method: 'delete', path: '/customers/{id}', summary: 'Erase a customer; totals stay' }, async ({ params, actor }) => {
    const { id } = await must(params.id);
    await deps.work.erase(id);
    // The id is not written down: the log would keep what was asked to be forgotten.
    await writeAudit(db, { actor, action: 'customer.erase', subject: 'a customer', at: instantOf(deps.clock) });
    return undefined;
  });
}

function historyRoutes(api: Api, deps: HttpDeps, must: (id: string) => Promise<CustomerRow>): void {
  const { db } = deps.database;
  const timelineQuery = pageQuery.extend({ kind: z.enum(['event', 'step', 'message']).optional() });
  route(api, { method: 'get', path: '/customers/{id}/timeline', summary: 'Events, messages and decisions in one list', query: timelineQuery, answer: page(timelineShape) }, async ({ params, query }) => {
    const row = await must(params.id);
    const { items, next } = await readTimeline(db, row.lane, row.id, query.kind === undefined ? null : [query.kind], pageOf(query));
    const naming = await namingOf(db, items.flatMap((item) => decidedBy(item)));
    return { items: items.map((item) => timelineItem(item, naming)), next };
  });
  route(api, { method: 'get', path: '/customers/{id}/runs', summary: 'Journeys of the customer', query: pageQuery, answer: page(runShape) },
    async ({ params, query }) => listRuns(db, { customer: await must(params.id) }, pageOf(query)));
  route(api, { method: 'get', path: '/customers/{id}/trail', summary: 'Decisions about the customer', query: pageQuery.extend({ journey: filter() }), answer: page(trailShape) }, async ({ params, query }) => {
    const { items, next } = await listTrail(db, { customer: await must(params.id), journey: query.journey }, pageOf(query));
    const naming = await namingOf(db, items);
    return { items: items.map((item) => trailView(item, naming)), next };
  });
  route(api, { method: 'get', path: '/customers/{id}/messages', summary: 'Messages to the customer', query: pageQuery, answer: page(messageShape) }, async ({ params, query }) => {
    const { items, next } = await listMessages(db, { customer: await must(params.id) }, pageOf(query));
    return { items: items.map(messageView), next };
  });
}

async function customerView(db: Db, row: CustomerRow): Promise<Customer> {
  const segments = (await segmentsOf(db, [row])).get(row.id) ?? [];
  return {
    ...customerSummary({ row, segments }),
    traits: row.traits,
    timezone: row.timezone,
    locale: row.locale,
    moodDetail: moodView(row),
    sentimentAllowed: row.sentimentAllowed,
    consents: await readConsents(db, row.lane, row.id),
    care: { openComplaint: row.care.complaint !== undefined, refundPending: row.care.refund !== undefined, deliveryLate: row.care.delivery !== undefined },
  };
}
