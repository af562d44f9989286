import type { JourneySummary } from '@attune/runtime/shapes';

/** What `/api/live` says, by journey key. */
export type LiveCounts = Readonly<Record<string, { readonly open: number; readonly entered: number; readonly finished: number }>>;

/** The journeys with newer numbers; one that is not in `counts` is left as it is. */
export function mergeCounts(journeys: readonly JourneySummary[], counts: LiveCounts): JourneySummary[] {
  return journeys.map((journey) => ({ ...journey, ...counts[journey.key] }));
}

/** What the search and the status filter leave, newest change first. `all` means all but the archived. */
export function pick(journeys: readonly JourneySummary[], { search, status }: { search: string; status: string }): JourneySummary[] {
  const terms = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return journeys
    .filter((journey) => (status === 'all' || status === '' ? journey.status !== 'archived' : journey.status === status))
    .filter((journey) => {
      const text = `${journey.name} ${journey.key} ${journey.description ?? ''}`.toLocaleLowerCase();
      return terms.every((term) => text.includes(term));
    })
    .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt) || a.name.localeCompare(b.name));
}
