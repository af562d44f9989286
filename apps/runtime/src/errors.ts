import type { Issue } from '@attune/dsl';

/** A field that was refused: where it is (JSON Pointer, RFC 6901) and what to write instead. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

interface Extra {
  readonly errors?: readonly FieldError[];
  readonly issues?: readonly Issue[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer, e.g. `current` of a stale revision. */
  readonly members?: Readonly<Record<string, unknown>>;
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;

/**
 * A request that cannot be carried out. Thrown by handlers and stores, turned into `application/problem+json` (RFC 9457)
 * at the edge. `detail` says what happened and what to do.
 */
export class ProblemError extends Error {
  constructor(readonly status: ProblemStatus, readonly title: string, readonly detail: string, readonly extra: Extra = {}) {
    super(detail);
    this.name = 'ProblemError';
  }
}

export const badRequest = (detail: string, errors: readonly FieldError[] = []): ProblemError => new ProblemError(400, 'Bad request', detail, { errors });

export const notFound = (what: string, name: string): ProblemError => new ProblemError(404, 'Not found', `There is no ${what} called "${name.slice(0, 100)}".`);

export const conflict = (detail: string, members: Readonly<Record<string, unknown>> = {}): ProblemError => new ProblemError(409, 'Conflict', detail, { members });

/** A document of the language that was refused; each issue's path is told as a field error too. */
export const refused = (detail: string, issues: readonly Issue[]): ProblemError =>
  new ProblemError(422, 'Not valid', detail, {
    issues,
    errors: issues.filter((issue) => issue.severity === 'error').map((issue) => ({ pointer: issue.path, detail: issue.message })),
  });
