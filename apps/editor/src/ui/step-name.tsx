import { useQuery } from '@tanstack/react-query';
import { graphSchema, JOURNEY } from '@attune/dsl';
import { api } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import { titleOf } from '../document/kinds.ts';
import { words } from './words.ts';

/** What the marketer calls a step: the card's title in the version that decided, or the id where that cannot be read. */
export function StepName({ journey, version, step }: { journey: string; version: number; step: string }) {
  const titles = useQuery({
    queryKey: [...keys.versions(journey), version],
    queryFn: ({ signal }) => api.journeys.version(journey, version, signal),
    // A published version never changes.
    staleTime: Infinity,
    retry: false,
    enabled: step !== JOURNEY,
    select: ({ graph }) => titlesOf(graph),
  });
  return <span title={step}>{step === JOURNEY ? words.why.journey : (titles.data?.get(step) ?? step)}</span>;
}

function titlesOf(graph: unknown): ReadonlyMap<string, string> {
  const parsed = graphSchema.safeParse(graph);
  return new Map(parsed.success ? parsed.data.nodes.map((node) => [node.id, titleOf(node)]) : []);
}
