import { z } from 'zod';
import type { Graph } from '@attune/dsl';
import { conflict, notFound, refused } from '../../errors.ts';
import { instantOf } from '../../clock.ts';
import { readPublishers, writeAudit } from '../../store/audit.ts';
import { deleteDraft, listVersions, readVersion } from '../../store/journeys.ts';
import { readCounts, readInside } from '../../store/stats.ts';
import type { HttpDeps } from '../deps.ts';
import type { LiveHub } from '../live/hub.ts';
import { readJson } from '../ingest/body.ts';
import { pageOf, pageQuery, parseBody, route, type Api } from '../route.ts';
import { impactShape, issueShape, journeyShape, journeyStatus, journeySummaryShape, page, statsShape, versionShape } from '../shapes.ts';
import { assessRow, blankGraph, createDraft, freeKey, journeyView, keyFrom, mustRead, revisionOf, save } from './drafts.ts';
import { changeStatus, impactOf, publish } from './publish.ts';
import { readLiveTotals, readSummaries } from './summaries.ts';
import { exportBundle, importJourney } from './transfer.ts';

const keySchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'may hold letters, digits, dots, hyphens and underscores only');
const imported = z.object({ key: z.string(), issues: z.array(issueShape) });
const version = z.string().regex(/^\d{1,9}$/, 'must be a version number').transform(Number);

/** Journeys: list, write, publish. */
export function journeyRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  readRoutes(api, deps);
  writeRoutes(api, deps);

  route(api, { method: 'post', path: '/journeys/{key}/check', summary: 'What is wrong with the draft', answer: z.object({ issues: z.array(issueShape) }) },
    async ({ params }) => ({ issues: (await assessRow(db, deps, await mustRead(db, params.key))).issues }));

  route(api, { method: 'post', path: '/journeys/{key}/compile', summary: 'The program the draft compiles to', answer: z.object({ program: z.unknown() }), problems: [422] }, async ({ params }) => {
    const { program, issues } = await assessRow(db, deps, await mustRead(db, params.key));
    if (program === null) throw refused('The draft does not compile.', issues);
    return { program };
  });

  route(api, { method: 'get', path: '/journeys/{key}/impact', summary: 'What publishing now would mean', answer: impactShape }, ({ params }) => impactOf(db, deps, params.key));

  route(api, { method: 'post', path: '/journeys/{key}/publish', summary: 'Make the draft the live version', answer: z.object({ version: z.number() }), problems: [409, 422] }, async ({ params, c, actor }) => ({ version: await publish(deps, params.key, await acceptedCodes(c.req.raw), actor) }));

  for (const [verb, status] of [['pause', 'paused'], ['resume', 'live'], ['archive', 'archived']] as const) {
    route(api, { method: 'post', path: `/journeys/{key}/${verb}`, summary: `${verb[0]?.toUpperCase()}${verb.slice(1)} the journey`, answer: journeyShape, problems: [409] },
      async ({ params, actor }) => journeyView(db, deps, await changeStatus(deps, (params as { key: string }).key, status, actor)));
  }
}

const acceptBody = z.object({ accept: z.array(z.string().max(100)).max(500).nullish() });

/** The codes of warnings that were ticked; null, which means all, where the request has no body. */
async function acceptedCodes(request: Request): Promise<readonly string[] | null> {
  if (request.body === null || request.headers.get('content-length') === '0') return null;
  return parseBody(acceptBody, (await readJson(request, 64 * 1024)).value).accept ?? null;
}

function readRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  route(api, { method: 'get', path: '/journeys', summary: 'Journeys with their counts', query: pageQuery.extend({ status: journeyStatus.optional() }), answer: page(journeySummaryShape) },
    ({ query }) => readSummaries(db, query.status ?? null, pageOf(query)));

  route(api, { method: 'get', path: '/journeys/{key}', summary: 'A journey with its draft', answer: journeyShape }, async ({ params, c }) => {
    const row = await mustRead(db, params.key);
    c.header('etag', `"${row.revision}"`);
    return journeyView(db, deps, row);
  });

  route(api, { method: 'get', path: '/journeys/{key}/versions', summary: 'Published versions, newest first', query: pageQuery, answer: page(versionShape) }, async ({ params, query }) => {
    await mustRead(db, params.key);
    const inside = await readInside(db, params.key);
    const { items, next } = await listVersions(db, params.key, pageOf(query));
    const publishers = await readPublishers(db, params.key);
    return { items: items.map((one) => ({ ...one, publishedBy: publishers.get(one.version) ?? null, open: inside.filter((part) => part.version === one.version).reduce((sum, part) => sum + part.count, 0) })), next };
  });

  route(api, { method: 'get', path: '/journeys/{key}/versions/{version}', summary: 'A published version', answer: z.object({ program: z.unknown(), graph: z.unknown() }) }, async ({ params }) => {
    const row = await readVersion(db, params.key, Number(params.version) || 0);
    if (row === null) throw notFound('version', `${params.key}@${params.version}`);
    return { program: row.program, graph: row.graph };
  });

  route(api, { method: 'get', path: '/journeys/{key}/stats', summary: 'Counts by step', query: z.object({ version: version.optional() }), answer: statsShape }, async ({ params, query }) => {
    await mustRead(db, params.key);
    return readCounts(db, params.key, query.version ?? null);
  });

  route(api, { method: 'get', path: '/journeys/{key}/export', summary: 'The journey as a file', query: z.object({ as: z.enum(['bundle', 'graph', 'program']).default('bundle') }), answer: z.unknown(), problems: [422] }, async ({ params, query, c }) => {
    const row = await mustRead(db, params.key);
    c.header('content-disposition', `attachment; filename="${row.key}.${query.as}.json"`);
    if (query.as === 'bundle') return exportBundle(db, row);
    if (query.as === 'graph') return row.draft;
    const { program, issues } = await assessRow(db, deps, row);
    if (program === null) throw refused('The draft does not compile, so it has no program yet.', issues);
    return program;
  });
}

function writeRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const createBody = z.object({ name: z.string().min(1).max(200), key: keySchema.optional(), graph: z.unknown().optional() });
  route(api, { method: 'post', path: '/journeys', summary: 'A new draft', body: createBody, answer: journeyShape, status: 201, problems: [409, 422] }, async ({ body, c, actor }) => {
    const key = body.key ?? await freeKey(db, keyFrom(body.name));
    const graph = body.graph === undefined ? blankGraph(key, body.name) : withName(body.graph, key, body.name);
    const { row, assessed } = await createDraft(deps, graph, key, actor);
    c.header('etag', `"${row.revision}"`);
    return journeyView(db, deps, row, assessed);
  });

  const importQuery = z.object({ key: keySchema.optional(), replace: z.enum(['true', 'false']).optional() });
  route(api, { method: 'post', path: '/journeys/import', summary: 'A journey from a program, graph or bundle', query: importQuery, body: z.unknown(), answer: imported, status: 201, problems: [409, 422] },
    ({ query, body, actor }) => importJourney(deps, body, { key: query.key ?? null, replace: query.replace === 'true' }, actor));

  route(api, { method: 'put', path: '/journeys/{key}', summary: 'Save the draft (with If-Match)', body: z.object({ graph: z.unknown() }), answer: journeyShape, problems: [412, 422, 428] }, async ({ params, body, c, actor }) => {
    const { row, assessed } = await save(deps, params.key, body.graph, revisionOf(c.req.header('if-match')), actor);
    c.header('etag', `"${row.revision}"`);
    return journeyView(db, deps, row, assessed);
  });

  route(api, { method: 'post', path: '/journeys/{key}/duplicate', summary: 'A copy as a new draft', answer: journeyShape, status: 201 }, async ({ params, actor }) => {
    const row = await mustRead(db, params.key);
    const key = await freeKey(db, `${row.key}-copy`);
    const made = await createDraft(deps, withName(row.draft, key, `${row.name} (copy)`), key, actor);
    return journeyView(db, deps, made.row, made.assessed);
  });

  route(api, { method: 'delete', path: '/journeys/{key}', summary: 'Remove a draft that was never published', problems: [409] }, async ({ params, actor }) => {
    await mustRead(db, params.key);
    await db.transaction(async (tx) => {
      if (!(await deleteDraft(tx, params.key))) throw conflict('The journey was published, so its history stays. Archive it instead: POST /api/journeys/<key>/archive.');
      await writeAudit(tx, { actor, action: 'journey.delete', subject: params.key, at: instantOf(deps.clock) });
    });
    return undefined;
  });
}

/** The same document under another key and name; anything else is left to the parser to refuse. */
function withName(graph: unknown, key: string, name: string): unknown {
  const settings = (graph as Partial<Graph> | null)?.settings;
  return typeof settings === 'object' && settings !== null ? { ...(graph as Graph), settings: { ...settings, key, name } } : graph;
}

/** Live counts, which are streams rather than answers. */
export function journeyStreams(api: Api, deps: HttpDeps, live: LiveHub): void {
  const { db } = deps.database;
  api.get('/live', (c) => live.stream(c, 'journeys', 'journeys', () => readLiveTotals(db)));
  api.get('/journeys/:key/live', async (c) => {
    const { key } = await mustRead(db, c.req.param('key'));
    return live.stream(c, `journey ${key}`, 'stats', () => readCounts(db, key, null));
  });
}
