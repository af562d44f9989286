import { knownValue, type World } from '@attune/dsl';
import type { Catalog, MessageTemplate } from '@attune/runtime/shapes';

/** What the workspace knows, as the checks want it. Before the first event nothing was seen, which says nothing about names: lists that are empty stay unknown. */
export function worldOf(catalog: Catalog, templates: readonly MessageTemplate[] | undefined): World {
  return {
    ...(catalog.events.length > 0 ? { events: catalog.events.map((event) => ({ name: event.name, properties: event.properties.map(knownValue) })) } : {}),
    ...(catalog.traits.length > 0 ? { traits: catalog.traits.map(knownValue) } : {}),
    segments: catalog.segments.map((segment) => segment.key),
    channels: catalog.channels.filter((channel) => channel.ready).map((channel) => channel.name),
    topics: catalog.topics.map((topic) => topic.key),
    ...(templates ? { templates: templates.map((template) => ({ key: template.key, channel: template.channel, body: template.body, ...(template.subject ? { subject: template.subject } : {}) })) } : {}),
    journeys: catalog.journeys.map((journey) => journey.key),
  };
}
