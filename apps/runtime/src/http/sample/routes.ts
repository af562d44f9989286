import { ProblemError } from '../../errors.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';
import { sampleShape, type Sample } from '../shapes.ts';

const NONE: Sample = { status: 'none', done: 0, total: 0, clock: null, error: null };

/** The sample shop: real purchases on an accelerated clock. */
export function sampleRoutes(api: Api, deps: HttpDeps): void {
  route(api, { method: 'get', path: '/sample', summary: 'How far the sample shop is', answer: sampleShape }, async () => (deps.sample === null ? NONE : deps.sample.state()));
  route(api, { method: 'post', path: '/sample', summary: 'Load the sample shop', answer: sampleShape, status: 202, problems: [503] }, async () => {
    if (deps.sample === null) throw new ProblemError(503, 'No sample shop', 'This process has no sample shop. Start Attune from its repository with all roles.');
    await deps.sample.start();
    return deps.sample.state();
  });
}
