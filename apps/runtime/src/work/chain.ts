import type { Run } from '@attune/dsl';

/** Journeys that led to each other, by an event one made or by adding the customer to another: who began it when, and who followed. */
export interface Chain {
  readonly since: string;
  /** Keys of the journeys, a link each. */
  readonly journeys: readonly string[];
}

/** A run that a chain led to. It is kept with the run, so that the chain goes on after a message, a call or a short delay. */
export type LinkedRun = Run & { readonly chain?: Chain };

/** Links of a chain within a minute, before it is called a circle (ENG-23). */
const MOST_LINKS = 25;
const MINUTE_MS = 60_000;

/** The chain with one more link; whatever is older than a minute has ended, so that journeys that take turns once a day never meet the limit. */
export function linked(before: Chain | null, journey: string, now: string): Chain {
  if (before === null || Date.parse(now) - Date.parse(before.since) > MINUTE_MS) return { since: now, journeys: [journey] };
  return { since: before.since, journeys: [...before.journeys, journey] };
}

export const isCircle = (chain: Chain): boolean => chain.journeys.length > MOST_LINKS;

/** What a person who looks at the failure has to know. */
export function circleInWords({ journeys }: Chain): string {
  const names = [...new Set(journeys)].map((journey) => `"${journey}"`).join(', ');
  return `${names} kept starting each other for one customer, ${journeys.length} times within a minute, so the chain was broken off here. Let one of them wait, or let it end without an event or another journey.`;
}
