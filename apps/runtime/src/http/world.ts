import { knownValue, parseText, type World } from '@attune/dsl';
import { readCatalog } from '../store/catalog.ts';
import type { Db } from '../store/database.ts';
import { listJourneys } from '../store/journeys.ts';
import { listSegments } from '../store/segments.ts';
import { listTemplates } from '../store/templates.ts';
import { readWorkspace } from '../store/workspace.ts';
import type { ChannelState, HttpDeps } from './deps.ts';

const ALL = { limit: 2_000, cursor: null };

/**
 * What the workspace knows, for the checks. Where nothing was ever seen, events and traits are unknown rather than empty:
 * a journey may well be drawn before the first event comes.
 */
export async function readWorld(db: Db, deps: Pick<HttpDeps, 'channels' | 'catalog'>): Promise<World> {
  const seen = await readCatalog(db);
  const segments = await listSegments(db, ALL);
  const templates = await listTemplates(db);
  const workspace = await readWorkspace(db);
  const journeys = await listJourneys(db, null, ALL);
  return {
    ...(seen.events.length > 0 ? { events: seen.events.map((event) => ({ name: event.name, properties: event.properties.map(knownValue) })) } : {}),
    ...(seen.traits.length > 0 ? { traits: seen.traits.map(knownValue) } : {}),
    segments: segments.items.map((segment) => segment.key),
    channels: readyChannels(deps.channels),
    topics: workspace.topics.map((topic) => topic.key),
    templates: templates.map((one) => ({ key: one.key, channel: one.channel, body: one.body, ...(one.subject === null ? {} : { subject: one.subject }), fields: fieldsOf(one.subject, one.body, one.html) })),
    journeys: journeys.items.map((journey) => journey.key),
  };
}

const readyChannels = (channels: readonly ChannelState[]): string[] => channels.filter((channel) => channel.problem === null).map((channel) => channel.name);

/** The merge fields of a message, each once. */
export function fieldsOf(...parts: readonly (string | null)[]): string[] {
  return [...new Set(parts.flatMap((part) => (part === null ? [] : parseText(part).fields)))];
}
