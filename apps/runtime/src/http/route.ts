import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { badRequest, type ProblemStatus } from '../errors.ts';
import type { PageRequest } from '../store/paging.ts';
import { readJson } from './ingest/body.ts';
import { fieldErrors } from './problem.ts';
import { problemShape } from './shapes.ts';

/** A document may be this large: a journey of 2,000 steps with its words. */
const BODY_BYTES = 4 * 1024 * 1024;

export interface ApiEnv { Variables: { actor: string } }
export type Api = OpenAPIHono<ApiEnv>;

type Params<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? { readonly [K in Name]: string } & Params<Rest> : unknown;

interface RouteSpec<Path extends string, Q, B, A> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: Path;
  /** What it does, for the OpenAPI document. */
  readonly summary: string;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** Shape of the answer; absent for 204. */
  readonly answer?: z.ZodType<A>;
  readonly status?: 200 | 201 | 202 | 204;
  readonly problems?: readonly ProblemStatus[];
}

interface Request<Path extends string, Q, B> {
  readonly params: Params<Path>;
  readonly query: Q;
  readonly body: B;
  readonly c: Context<ApiEnv>;
  /** Who asks, for the audit log. */
  readonly actor: string;
}

/** A router of the management API. */
export const createApi = (): Api => new OpenAPIHono<ApiEnv>();

/**
 * Declares a route once: its place, its OpenAPI entry, what it takes and what it answers. Input is parsed before the handler
 * runs; what does not fit is a 400 problem with a pointer to each bad field.
 */
export function route<const Path extends string, A = undefined, Q = unknown, B = unknown>(
  api: Api, spec: RouteSpec<Path, Q, B, A>, handle: (request: Request<Path, Q, B>) => Promise<A> | A,
): void {
  api.openAPIRegistry.registerPath(describe(spec));
  api.on(spec.method.toUpperCase(), spec.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    const query = spec.query === undefined ? (undefined as Q) : parse(spec.query, c.req.query(), 'query');
    const body = spec.body === undefined ? (undefined as B) : parseBody(spec.body, (await readJson(c.req.raw, BODY_BYTES)).value);
    const answer = await handle({ params: c.req.param() as Params<Path>, query, body, c, actor: c.get('actor') });
    return spec.answer === undefined ? c.body(null, 204) : c.json(answer as object, spec.status === 204 ? 200 : spec.status ?? 200);
  });
}

function parse<T>(schema: z.ZodType<T>, value: unknown, where: 'query' | 'body'): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues);
  throw badRequest(`The ${where} is not valid: ${errors[0]?.pointer || '/'} ${errors[0]?.detail ?? ''}.`, errors);
}

/** The body in its shape, or a 400 problem with a pointer to each bad field. */
export const parseBody = <T>(schema: z.ZodType<T>, value: unknown): T => parse(schema, value, 'body');

const asJson = (schema: z.ZodType) => ({ 'application/json': { schema } });

function describe<Path extends string, Q, B, A>(spec: RouteSpec<Path, Q, B, A>): Parameters<Api['openAPIRegistry']['registerPath']>[0] {
  const names = [...spec.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const problems = [...(spec.query !== undefined || spec.body !== undefined ? [400] : []), ...(names.length > 0 ? [404] : []), ...(spec.problems ?? [])];
  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    request: {
      ...(names.length > 0 ? { params } : {}),
      ...(spec.query === undefined ? {} : { query: spec.query as unknown as z.ZodObject }),
      ...(spec.body === undefined ? {} : { body: { required: true, content: asJson(spec.body) } }),
    },
    responses: {
      [spec.status ?? (spec.answer === undefined ? 204 : 200)]: { description: spec.summary, ...(spec.answer === undefined ? {} : { content: asJson(spec.answer) }) },
      ...Object.fromEntries([...new Set(problems)].map((status) => [status, { description: 'Problem', content: { 'application/problem+json': { schema: problemShape } } }])),
    },
  };
}

const cursor = z.string().max(1000).optional();
const limit = z.string().regex(/^\d{1,4}$/, 'must be a whole number').transform(Number).pipe(z.number().min(1, 'must be at least 1').max(200, 'must be at most 200')).default(50);

/** `cursor` and `limit`, for every list. */
export const pageQuery = z.object({ cursor, limit });

export const pageOf = (query: { cursor?: string | undefined; limit: number }): PageRequest => ({ cursor: query.cursor ?? null, limit: query.limit });

/** A filter of a list; an empty one is none. */
export const filter = () => z.string().max(300).optional().transform((text) => (text === undefined || text === '' ? null : text));
