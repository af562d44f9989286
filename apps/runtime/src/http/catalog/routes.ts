import { readCatalog } from '../../store/catalog.ts';
import { listJourneys } from '../../store/journeys.ts';
import { listSegments } from '../../store/segments.ts';
import { listTemplates } from '../../store/templates.ts';
import { readWorkspace } from '../../store/workspace.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';
import { catalogShape } from '../shapes.ts';

const ALL = { limit: 2_000, cursor: null };

/** What the editor's pickers offer: names that were really seen or made. */
export function catalogRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  route(api, { method: 'get', path: '/events/catalog', summary: 'Events, properties and traits seen, and everything else there is to choose', answer: catalogShape }, async () => {
    await deps.catalog.flush();
    const seen = await readCatalog(db);
    const segments = await listSegments(db, ALL);
    const templates = await listTemplates(db);
    const journeys = await listJourneys(db, null, ALL);
    const { topics } = await readWorkspace(db);
    return {
      ...seen,
      segments: segments.items.map(({ key, name }) => ({ key, name })),
      templates: templates.map(({ key, channel, name }) => ({ key, channel, name })),
      channels: deps.channels.map(({ name, title, problem, publicKey }) => ({ name, title, ready: problem === null, why: problem, publicKey })),
      topics: [...topics],
      journeys: journeys.items.map(({ key, name }) => ({ key, name })),
    };
  });
}
