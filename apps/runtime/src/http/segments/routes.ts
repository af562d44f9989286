import { checkCondition, type Json } from '@attune/dsl';
import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { notFound, refused } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import { customers } from '../../store/schema.ts';
import { segmentsOf } from '../../store/customers-read.ts';
import { deleteSegment, insertSegment, listMembers, listSegments, readSegment, updateSegment, type SegmentRow } from '../../store/segments.ts';
import type { HttpDeps } from '../deps.ts';
import { keyFrom } from '../journeys/drafts.ts';
import { pageOf, pageQuery, route, type Api } from '../route.ts';
import { customerSummaryShape, page, segmentShape, type Segment } from '../shapes.ts';
import { customerSummary } from '../views.ts';
import { previewCondition } from './preview.ts';

const keySchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'may hold letters, digits, dots, hyphens and underscores only');
const body = z.object({ name: z.string().min(1).max(200), condition: z.unknown() });
const previewShape = z.object({ count: z.number(), sample: z.array(customerSummaryShape), checked: z.number(), complete: z.boolean() });

/** Saved conditions over customers. A segment without a condition is kept by hand. */
export function segmentRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const must = async (key: string): Promise<SegmentRow> => {
    const row = await readSegment(db, key);
    if (row === null) throw notFound('segment', key);
    return row;
  };
  const changed = async (key: string): Promise<void> => {
    await deps.work.programsChanged();
    await deps.work.recheckSegment(key);
  };

  route(api, { method: 'get', path: '/segments', summary: 'Segments', query: pageQuery, answer: page(segmentShape) }, async ({ query }) => {
    const { items, next } = await listSegments(db, pageOf(query));
    return { items: items.map(view), next };
  });
  route(api, { method: 'post', path: '/segments/preview', summary: 'Who would be in it', body: z.object({ condition: z.unknown() }), answer: previewShape, problems: [422] }, ({ body: { condition } }) => {
    mustBeCondition(condition);
    return previewCondition(db, deps, condition as Json);
  });
  route(api, { method: 'get', path: '/segments/{key}', summary: 'A segment', answer: segmentShape }, async ({ params }) => view(await must(params.key)));

  route(api, { method: 'post', path: '/segments', summary: 'A new segment', body: body.extend({ key: keySchema.optional() }), answer: segmentShape, status: 201, problems: [409, 422] }, async ({ body: given, actor }) => {
    const condition = given.condition ?? null;
    if (condition !== null) mustBeCondition(condition);
    const key = given.key ?? keyFrom(given.name);
    const at = instantOf(deps.clock);
    await db.transaction(async (tx) => {
      await insertSegment(tx, { key, name: given.name, condition }, at);
      await writeAudit(tx, { actor, action: 'segment.create', subject: key, at });
    });
    await changed(key);
    return view(await must(key));
  });

  route(api, { method: 'put', path: '/segments/{key}', summary: 'Change a segment', body, answer: segmentShape, problems: [422] }, async ({ params, body: given, actor }) => {
    const condition = given.condition ?? null;
    if (condition !== null) mustBeCondition(condition);
    const at = instantOf(deps.clock);
    await db.transaction(async (tx) => {
      if (!(await updateSegment(tx, { key: params.key, name: given.name, condition }, at))) throw notFound('segment', params.key);
      await writeAudit(tx, { actor, action: 'segment.save', subject: params.key, at });
    });
    await changed(params.key);
    return view(await must(params.key));
  });

  route(api, { method: 'delete', path: '/segments/{key}', summary: 'Remove a segment' }, async ({ params, actor }) => {
    if (!(await deleteSegment(db, params.key))) throw notFound('segment', params.key);
    await writeAudit(db, { actor, action: 'segment.delete', subject: params.key, at: instantOf(deps.clock) });
    await deps.work.programsChanged();
    return undefined;
  });

  route(api, { method: 'get', path: '/segments/{key}/members', summary: 'Who is in it, the latest first', query: pageQuery, answer: page(customerSummaryShape) }, async ({ params, query }) => {
    await must(params.key);
    const { items, next } = await listMembers(db, params.key, pageOf(query));
    const rows = items.length === 0 ? [] : await db.select().from(customers).where(inArray(customers.id, items.map((item) => item.id)));
    const segments = await segmentsOf(db, rows);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return { items: items.flatMap(({ id }) => { const row = byId.get(id); return row === undefined ? [] : [customerSummary({ row, segments: segments.get(id) ?? [] })]; }), next };
  });
}

function mustBeCondition(condition: unknown): void {
  const issues = checkCondition(condition, '/condition');
  if (issues.some((issue) => issue.severity === 'error')) throw refused('The condition is not valid.', issues);
}

const view = (row: SegmentRow): Segment => ({ key: row.key, name: row.name, kind: row.kind, condition: row.condition ?? null, members: row.members, createdAt: row.createdAt });
