import { z } from 'zod';
import { notFound } from '../../errors.ts';
import { readCatalog } from '../../store/catalog.ts';
import type { HttpDeps } from '../deps.ts';
import { freeKey } from '../journeys/drafts.ts';
import { BUNDLE_FORMAT, importJourney } from '../journeys/transfer.ts';
import { route, type Api } from '../route.ts';
import { galleryShape, issueShape } from '../shapes.ts';

/** Ready journeys, and what of each this workspace still lacks. */
export function galleryRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  route(api, { method: 'get', path: '/templates/journeys', summary: 'Ready journeys', answer: z.object({ items: z.array(galleryShape) }) }, async () => {
    await deps.catalog.flush();
    const seen = await readCatalog(db);
    const events = new Set(seen.events.map((event) => event.name));
    const traits = new Set(seen.traits.map((trait) => trait.name));
    const ready = new Set(deps.channels.filter((channel) => channel.problem === null).map((channel) => channel.name));
    const items = deps.gallery.map((one) => ({
      key: one.key, name: one.name, purpose: one.purpose, category: one.category,
      needs: { events: [...one.needs.events], traits: [...one.needs.traits], channels: [...one.needs.channels], segments: [...one.needs.segments] },
      missing: { events: one.needs.events.filter((name) => !events.has(name)), traits: one.needs.traits.filter((name) => !traits.has(name)), channels: one.needs.channels.filter((name) => !ready.has(name)) },
      graph: one.graph,
      messages: one.messages.map(({ key, channel, name, subject, body }) => ({ key, channel, name, subject: subject ?? null, body })),
    }));
    return { items };
  });

  const query = z.object({ key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'may hold letters, digits, dots, hyphens and underscores only').optional() });
  route(api, { method: 'post', path: '/templates/journeys/{key}/import', summary: 'Take a ready journey as a draft, under a free key or exactly under ?key=', query, problems: [409], answer: z.object({ key: z.string(), issues: z.array(issueShape) }), status: 201 }, async ({ params, query: { key }, actor }) => {
    const template = deps.gallery.find((one) => one.key === params.key);
    if (template === undefined) throw notFound('journey template', params.key);
    const bundle = { dsl: BUNDLE_FORMAT, journey: template.graph, templates: template.messages, segments: template.segments ?? [] };
    return importJourney(deps, bundle, { key: key ?? await freeKey(db, template.key), replace: false }, actor);
  });
}
