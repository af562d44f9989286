import { Hono } from 'hono';
import { ProblemError } from './errors.ts';
import { authenticate } from './http/auth.ts';
import { catalogRoutes } from './http/catalog/routes.ts';
import { contentRoutes } from './http/content/routes.ts';
import { customerRoutes } from './http/customers/routes.ts';
import type { HttpDeps } from './http/deps.ts';
import { editorRoutes } from './http/editor/routes.ts';
import { failureRoutes } from './http/failures/routes.ts';
import { galleryRoutes } from './http/gallery/routes.ts';
import { healthRoutes } from './http/health/routes.ts';
import { hookRoutes } from './http/hooks/routes.ts';
import { describeIngest } from './http/ingest/describe.ts';
import { ingestRoutes } from './http/ingest/routes.ts';
import { experimentRoutes } from './http/journeys/experiments.ts';
import { moveRoutes } from './http/journeys/move.ts';
import { peopleRoutes } from './http/journeys/people.ts';
import { journeyRoutes, journeyStreams } from './http/journeys/routes.ts';
import { keyRoutes } from './http/keys/routes.ts';
import { createLiveHub, type LiveHub } from './http/live/hub.ts';
import { messageRoutes } from './http/messages/routes.ts';
import { answerProblem, problem } from './http/problem.ts';
import { publicRoutes } from './http/public/routes.ts';
import { createApi, type Api } from './http/route.ts';
import { sampleRoutes } from './http/sample/routes.ts';
import { secretRoutes } from './http/secrets/routes.ts';
import { segmentRoutes } from './http/segments/routes.ts';
import { settingsRoutes } from './http/settings/routes.ts';
import { surveyPages } from './http/surveys/page.ts';
import { surveyRoutes } from './http/surveys/routes.ts';
import { taskRoutes } from './http/tasks/routes.ts';
import { simulateRoutes } from './http/simulate/routes.ts';

/** Every resource of the management API. THE list: a resource is one folder and one line here. */
const resources: readonly ((api: Api, deps: HttpDeps) => void)[] = [
  journeyRoutes, peopleRoutes, moveRoutes, experimentRoutes, galleryRoutes, customerRoutes, segmentRoutes, contentRoutes, messageRoutes, taskRoutes, surveyRoutes, catalogRoutes, simulateRoutes, settingsRoutes, failureRoutes, keyRoutes, secretRoutes, sampleRoutes,
];

export interface App {
  /** Answers a request. It never listens: that is the business of `main.ts`, and tests call it directly. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly request: Hono['request'];
  /** Ends the live streams, so that a server can stop. */
  close(): void;
}

/** Everything the runtime answers over HTTP. */
export function createApp(deps: HttpDeps): App {
  const app = new Hono();
  const live = createLiveHub(deps.log);
  app.onError((error, c) => answerProblem(error, c, deps.log));
  app.notFound(() => problem(new ProblemError(404, 'Not found', 'There is nothing at this address.')));
  app.route('/', healthRoutes(deps));
  app.route('/v1', ingestRoutes(deps));
  app.route('/', publicRoutes(deps));
  app.route('/', surveyPages(deps));
  app.route('/', hookRoutes(deps));
  app.route('/api', managementApi(deps, live));
  app.all('/api/*', () => problem(new ProblemError(404, 'Not found', 'There is no such route. See /api/openapi.json.')));
  app.all('/v1/*', () => problem(new ProblemError(404, 'Not found', 'There is no such call. Use identify, track, page, screen, group, alias, batch, or events (CloudEvents), by POST.')));
  if (deps.editor !== null) app.route('/', editorRoutes(deps.editor));
  return { fetch: (request) => app.fetch(request), request: app.request, close: () => live.close() };
}

function managementApi(deps: HttpDeps, live: LiveHub): Api {
  const api = createApi();
  api.use('*', authenticate(deps));
  api.use('*', async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
  });
  journeyStreams(api, deps, live);
  for (const resource of resources) resource(api, deps);
  describeIngest(api);
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Attune', version: '1', description: 'Management API. Errors are application/problem+json (RFC 9457) with a JSON Pointer for each bad field. Lists take `cursor` and `limit`. Live counts: GET /live and /journeys/{key}/live as server-sent events.' },
    servers: [{ url: '/api' }],
  });
  return api;
}
