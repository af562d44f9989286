import { compile, programFacts, type Graph } from '@attune/dsl';
import type { Catalog } from '@attune/runtime/shapes';
import { personas } from './personas.ts';
import type { Happening, Plan } from './plan.ts';

/** A plan that gets somebody in: the event the journey starts with, with values as they were really seen, else somebody adds them. */
export function firstPlan(graph: Graph, catalog: Catalog | null, now: Date): Plan {
  const persona = personas[0]!;
  return { customer: persona.customer, mood: persona.mood, consent: persona.consent, start: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString(), days: 30, happenings: [firstHappening(graph, catalog)] };
}

function firstHappening(graph: Graph, catalog: Catalog | null): Happening {
  const compiled = compile(graph);
  const event = compiled.ok ? programFacts(compiled.value).listens.entry[0] : undefined;
  return event === undefined ? { id: 1, after: 'PT0S', is: 'enrol', name: '', details: '' } : { id: 1, after: 'PT0S', is: 'event', name: event, details: sampleDetails(catalog, event) };
}

/** Properties of an event with a value of each that was really seen. */
export function sampleDetails(catalog: Catalog | null, event: string): string {
  const seen = catalog?.events.find((e) => e.name === event);
  const pairs = (seen?.properties ?? []).filter((property) => property.values.length > 0).slice(0, 12).map((property) => [property.name, property.values[0]] as const);
  return pairs.length === 0 ? '' : JSON.stringify(Object.fromEntries(pairs));
}
