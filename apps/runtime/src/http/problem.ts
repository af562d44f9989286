import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { pointer } from '@attune/dsl';
import { ProblemError, type FieldError } from '../errors.ts';
import type { Log } from '../log.ts';

/** Anything thrown by a handler, as `application/problem+json`. What nobody expected is logged and told without its inside. */
export function answerProblem(error: unknown, c: Context, log: Log): Response {
  if (error instanceof ProblemError) return problem(error);
  if (error instanceof HTTPException) return problem(new ProblemError(error.status === 400 ? 400 : 500, error.status === 400 ? 'Bad request' : 'Error', error.message));
  log.error({ err: error, path: c.req.path }, 'request failed');
  return problem(new ProblemError(500, 'Internal error', 'Something went wrong on the server. It is in the log; please try again.'));
}

export function problem(error: ProblemError): Response {
  const { errors, issues, members, headers } = error.extra;
  const body = { type: 'about:blank', title: error.title, status: error.status, detail: error.detail, ...(errors && errors.length > 0 ? { errors } : {}), ...(issues ? { issues } : {}), ...members };
  return new Response(JSON.stringify(body), { status: error.status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers } });
}

interface ZodIssueLike {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The field errors of a failed zod parse, at most twenty: enough to mend, too few to flood. */
export function fieldErrors(issues: readonly ZodIssueLike[], at: readonly PropertyKey[] = []): FieldError[] {
  return issues.slice(0, 20).map((issue) => ({ pointer: pointer([...at, ...issue.path]), detail: issue.message }));
}
