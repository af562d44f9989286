import type { IssueShape, Problem } from '@attune/runtime/shapes';

/** What went wrong with a call, in words for the reader. `status` 0 means the runtime could not be reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  /** Each bad field by JSON Pointer. */
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly issues: readonly IssueShape[];
  /** The whole body: some problems say more, e.g. the current revision at 412. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(problem: Partial<Problem> & { status: number; title: string }) {
    super(problem.detail ? `${problem.title}: ${problem.detail}` : problem.title);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail ?? null;
    this.errors = problem.errors ?? [];
    this.issues = problem.issues ?? [];
    this.body = { ...problem };
  }

  /** True where the runtime did not answer at all. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** Any thrown value as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ status: -1, title: 'Something went wrong in this page', detail: error instanceof Error ? error.message : String(error) });
}

/** The problem inside an answer that is not 2xx; proxies may answer in HTML, so nothing is taken for granted. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const fallback = { status: response.status, title: `The runtime answered ${response.status}${response.statusText ? ` (${response.statusText})` : ''}` };
  try {
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) return new ApiProblem(fallback);
    return new ApiProblem({ ...fallback, ...body, status: response.status });
  } catch {
    return new ApiProblem(fallback);
  }
}
