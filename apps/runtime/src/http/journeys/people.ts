import { entryKind, type Facts, type JsonObject, type Program } from '@attune/dsl';
import { z } from 'zod';
import { conflict, notFound } from '../../errors.ts';
import { readVersion } from '../../store/journeys.ts';
import { readCustomer } from '../../store/customers-read.ts';
import { listRuns, listTrail } from '../../store/runs-read.ts';
import type { HttpDeps } from '../deps.ts';
import { namingOf } from '../naming.ts';
import { filter, pageOf, pageQuery, route, type Api } from '../route.ts';
import { page, runShape, trailShape } from '../shapes.ts';
import { trailView } from '../views.ts';
import { mustRead } from './drafts.ts';

/** Who is in a journey, what was decided about them, and letting one in by hand. */
export function peopleRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const findCustomer = async (id: string | null): Promise<{ lane: number; id: string } | null> => {
    if (id === null) return null;
    const row = await readCustomer(db, id, deps.lanes);
    if (row === null) throw notFound('customer', id);
    return { lane: row.lane, id: row.id };
  };

  route(api, { method: 'get', path: '/journeys/{key}/people', summary: 'Runs of the journey', query: pageQuery.extend({ step: filter(), status: z.enum(['open', 'finished']).optional() }), answer: page(runShape) }, async ({ params, query }) => {
    await mustRead(db, params.key);
    return listRuns(db, { journey: params.key, step: query.step, status: query.status ?? null }, pageOf(query));
  });

  route(api, { method: 'get', path: '/journeys/{key}/trail', summary: 'Decisions of the journey, newest first', query: pageQuery.extend({ customer: filter(), step: filter() }), answer: page(trailShape) }, async ({ params, query }) => {
    await mustRead(db, params.key);
    const { items, next } = await listTrail(db, { journey: params.key, step: query.step, customer: await findCustomer(query.customer) }, pageOf(query));
    const naming = await namingOf(db, items);
    return { items: items.map((row) => trailView(row, naming)), next };
  });

  const enrolBody = z.object({ customer: z.string().min(1).max(300), inputs: z.record(z.string(), z.unknown()).optional() });
  route(api, { method: 'post', path: '/journeys/{key}/enrol', summary: 'Let a customer in by the manual entry', body: enrolBody, answer: z.object({ accepted: z.literal(true) }), status: 202, problems: [409] }, async ({ params, body }) => {
    const row = await mustRead(db, params.key);
    if (row.status !== 'live' || row.publishedVersion === null) throw conflict(`The journey is ${row.status}; only a live one takes people. Publish or resume it first.`);
    const published = await readVersion(db, row.key, row.publishedVersion);
    const refusal = whyNotByHand(published?.program as Program, (body.inputs ?? {}) as JsonObject);
    if (refusal !== null) throw conflict(refusal);
    await deps.work.enrol(row.key, body.customer, body.inputs ?? {});
    return { accepted: true as const };
  });
}

const NOBODY: Facts = { customer: { id: '' }, segments: [], sentiment: null, consent: {}, sentimentAllowed: false, history: {}, zone: 'UTC', event: null, steps: {}, now: '1970-01-01T00:00:00.000Z' };

/** Asks the journey's entries whether one of them takes people by hand with these inputs; null where one does. */
function whyNotByHand(program: Program, inputs: JsonObject): string | null {
  const answers = program.entry.map((entry) => entryKind(`entry-${entry.kind}`)?.accepts(entry, { type: 'manual', inputs }, NOBODY));
  if (answers.some((answer) => answer?.yes === true)) return null;
  return `No entry of the journey takes people by hand: ${answers.map((answer) => answer?.because ?? 'unknown entry').join('; ')}.`;
}
