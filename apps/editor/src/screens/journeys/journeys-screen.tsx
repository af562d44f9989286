import type { JourneySummary } from '@attune/runtime/shapes';
import { Button, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useLive } from '../../api/live.ts';
import { keys, useJourneys, useSample } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import { FirstSteps } from './first-steps.tsx';
import { JourneyTable } from './journey-table.tsx';
import { mergeCounts, pick, type LiveCounts } from './journey-list.ts';
import { NewJourney } from './new-journey.tsx';
import { SampleProgress } from './sample-panel.tsx';

const route = getRouteApi('/');
const statuses: readonly JourneySummary['status'][] = ['live', 'paused', 'draft', 'archived'];

/** All journeys with their numbers, live. */
export function JourneysScreen() {
  const { search = '', status = 'all' } = route.useSearch();
  const navigate = route.useNavigate();
  const journeys = useJourneys();
  const live = useLiveCounts();
  const all = journeys.data ?? [];
  const shown = pick(all, { search, status });
  const set = (change: { search?: string; status?: string }) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  // While the sample shop comes in its journeys are on their way: the list waits for them instead of teaching how to begin.
  const filling = useSample().data?.status === 'running' && all.length === 0;
  const empty = journeys.data !== undefined && all.length === 0 && !filling;
  return (
    <Page title={words.journeys.title} lead={words.journeys.lead} actions={<NewJourney />}>
      <SampleProgress />
      {journeys.error && !journeys.data && <ProblemPanel error={journeys.error} retry={() => void journeys.refetch()} title={words.errors.load} />}
      {empty && <FirstSteps />}
      {!empty && !(journeys.error && !journeys.data) && (
        <>
          <FilterBar result={journeys.data && (live === 'lost' ? words.journeys.liveLost : words.common.results(shown.length, false))}>
            <SearchField value={search} onSearch={(text) => set({ search: text })} label={words.journeys.search} />
            <SegmentedControl aria-label={words.journeys.filter} value={status} onChange={(value) => set({ status: value === 'all' ? '' : value })} data={[{ value: 'all', label: words.common.all }, ...statuses.map((value) => ({ value, label: words.journeys.status[value] }))]} />
          </FilterBar>
          {journeys.data && shown.length === 0 && !filling ? (
            <EmptyState icon={SearchX} title={words.journeys.nothing} action={<Button variant="default" onClick={() => void navigate({ search: {} })}>{words.journeys.reset}</Button>}>{words.journeys.nothingHelp}</EmptyState>
          ) : (
            <JourneyTable journeys={shown} loading={journeys.isPending || filling} />
          )}
        </>
      )}
    </Page>
  );
}

/** Lays the live counts over the list; a journey the list does not know yet makes it load again. */
function useLiveCounts() {
  const client = useQueryClient();
  return useLive<LiveCounts>('/live', 'journeys', (counts) => {
    const page = client.getQueryData<{ items: JourneySummary[]; next: string | null }>(keys.journeys);
    if (!page) return;
    if (Object.keys(counts).some((key) => !page.items.some((journey) => journey.key === key))) void client.invalidateQueries({ queryKey: keys.journeys, exact: true });
    client.setQueryData(keys.journeys, { ...page, items: mergeCounts(page.items, counts) });
  });
}
