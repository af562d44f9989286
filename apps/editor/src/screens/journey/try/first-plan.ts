import { compile, programFacts, type Graph } from '@attune/dsl';
import type { Catalog } from '@attune/runtime/shapes';
import { fittingProperties } from './fitting.ts';
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
  return event === undefined ? { id: 1, after: 'PT0M', is: 'enrol', name: '', details: '' } : { id: 1, after: 'PT0M', is: 'event', name: event, details: sampleDetails(catalog, event, fittingProperties(graph, event)) };
}

/** Properties of an event with a value of each that was really seen, and those in `fitting` in their stead. */
export function sampleDetails(catalog: Catalog | null, event: string, fitting: Readonly<Record<string, unknown>> = {}): string {
  const seen = catalog?.events.find((e) => e.name === event);
  const pairs = (seen?.properties ?? []).filter((property) => property.values.length > 0).slice(0, 12).map((property) => [property.name, property.values[0]] as const);
  const details = { ...Object.fromEntries(pairs), ...fitting };
  return Object.keys(details).length === 0 ? '' : JSON.stringify(details);
}
