import { reached, unreached } from './connection.ts';
import { authHeaders, refuse } from './session.ts';
import { ApiProblem, problemOf } from './problem.ts';

/** Values of a query string; absent and empty ones are left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** `/api` + path + query. */
export function urlOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text ? `/api${path}?${text}` : `/api${path}`;
}

/** One call of the management API. Throws `ApiProblem`, with status 0 where there was no answer; an abort is passed on as it is. */
export async function call<T>(path: string, { method = 'GET', query, body, headers, signal }: Call = {}): Promise<T> {
  const init: RequestInit = { method, headers: { accept: 'application/json', ...authHeaders(), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(urlOf(path, query), init);
  } catch (error) {
    if (signal?.aborted) throw error;
    unreached();
    throw new ApiProblem({ status: 0, title: 'Attune cannot be reached', detail: 'Is it still running? Your work in this page is kept; it goes on by itself when the connection is back.' });
  }
  reached();
  if (response.status === 401) refuse();
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
