import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery, type QueryKey } from '@tanstack/react-query';
import type { Page } from '@attune/runtime/shapes';
import { api, type TaskQuery } from './client.ts';
import { ApiProblem } from './problem.ts';

/** Names of everything cached, so that a change knows what to renew: `client.invalidateQueries({ queryKey: keys.journeys })`. */
export const keys = {
  journeys: ['journeys'] as const,
  journey: (key: string) => ['journeys', key] as const,
  impact: (key: string) => ['journeys', key, 'impact'] as const,
  versions: (key: string) => ['journeys', key, 'versions'] as const,
  stats: (key: string, version?: number) => ['journeys', key, 'stats', version ?? 'current'] as const,
  people: (key: string, filter: object = {}) => ['journeys', key, 'people', filter] as const,
  experiments: (key: string) => ['journeys', key, 'experiments'] as const,
  templates: ['templates'] as const,
  customers: ['customers'] as const,
  customer: (id: string) => ['customers', id] as const,
  segments: ['segments'] as const,
  segment: (key: string) => ['segments', key] as const,
  content: ['content'] as const,
  messages: ['messages'] as const,
  message: (id: string) => ['messages', id] as const,
  tasks: ['tasks'] as const,
  task: (id: string) => ['tasks', id] as const,
  surveys: ['surveys'] as const,
  catalog: ['catalog'] as const,
  settings: ['settings'] as const,
  failures: ['failures'] as const,
  apiKeys: ['keys'] as const,
  sample: ['sample'] as const,
};

/** One cache for the page. A refused call (4xx) is never repeated; a lost one is, twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500) },
    },
  });
}

/** A list in pages, flattened: `items`, and `more()` where there is a next page. */
function usePages<T>(queryKey: QueryKey, load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>, refetchInterval: number | false = false) {
  // Only a first page is renewed by the clock: a reader far down the list is not sent all of it again and again.
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (current) => ((current.state.data?.pages.length ?? 0) <= 1 ? refetchInterval : false),
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

export const useJourneys = () => useQuery({ queryKey: keys.journeys, queryFn: ({ signal }) => api.journeys.list({ limit: 200 }, signal), select: (page) => page.items });
export const useJourney = (key: string) => useQuery({ queryKey: keys.journey(key), queryFn: ({ signal }) => api.journeys.get(key, signal) });
export const useImpact = (key: string, enabled: boolean) => useQuery({ queryKey: keys.impact(key), queryFn: ({ signal }) => api.journeys.impact(key, signal), enabled, staleTime: 0 });
export const useVersions = (key: string) => useQuery({ queryKey: keys.versions(key), queryFn: ({ signal }) => api.journeys.versions(key, signal), select: (page) => page.items });
export const useStats = (key: string, version?: number) => useQuery({ queryKey: keys.stats(key, version), queryFn: ({ signal }) => api.journeys.stats(key, version, signal) });
export const usePeople = (key: string, filter: { step?: string; status?: string } = {}) =>
  usePages(keys.people(key, filter), (cursor, signal) => api.journeys.people(key, { ...filter, cursor }, signal));

export const useTemplates = () => useQuery({ queryKey: keys.templates, queryFn: ({ signal }) => api.templates.list(signal), select: (page) => page.items });

export interface CustomerFilter { search?: string | undefined; segment?: string | undefined; mood?: string | undefined }
export const useCustomers = (filter: CustomerFilter) => usePages([...keys.customers, 'list', filter], (cursor, signal) => api.customers.list({ ...filter, cursor, limit: 50 }, signal));
export const useCustomer = (id: string) => useQuery({ queryKey: keys.customer(id), queryFn: ({ signal }) => api.customers.get(id, signal) });
export const useTimeline = (id: string) => usePages([...keys.customer(id), 'timeline'], (cursor, signal) => api.customers.timeline(id, { cursor, limit: 50 }, signal));
export const useRuns = (id: string) => usePages([...keys.customer(id), 'runs'], (cursor, signal) => api.customers.runs(id, { cursor, limit: 20 }, signal));

export const useSegments = () => useQuery({ queryKey: keys.segments, queryFn: ({ signal }) => api.segments.list(signal), select: (page) => page.items, staleTime: 2_000 });
export const useSegment = (key: string | null) => useQuery({ queryKey: keys.segment(key ?? ''), queryFn: ({ signal }) => api.segments.get(key ?? '', signal), enabled: key !== null });
// People come into a segment a moment after it is saved, and leave it with every event.
export const useMembers = (key: string) => usePages([...keys.segment(key), 'members'], (cursor, signal) => api.segments.members(key, { cursor, limit: 50 }, signal), 5_000);

export const useContent = () => useQuery({ queryKey: keys.content, queryFn: ({ signal }) => api.content.list(signal), select: (page) => page.items });

export interface MessageFilter { journey?: string | undefined; customer?: string | undefined; status?: string | undefined; channel?: string | undefined }
export const useMessages = (filter: MessageFilter) => usePages([...keys.messages, 'list', filter], (cursor, signal) => api.messages.list({ ...filter, cursor, limit: 50 }, signal), 5_000);
export const useMessage = (id: string | null) => useQuery({ queryKey: keys.message(id ?? ''), queryFn: ({ signal }) => api.messages.get(id ?? '', signal), enabled: id !== null });
export const useWhy = (id: string | null) => useQuery({ queryKey: [...keys.message(id ?? ''), 'why'], queryFn: ({ signal }) => api.messages.why(id ?? '', signal), enabled: id !== null });

// Colleagues take tasks and customers bring new ones while somebody looks.
export const useTasks = (filter: TaskQuery) => usePages([...keys.tasks, 'list', filter], (cursor, signal) => api.tasks.list({ ...filter, cursor, limit: 50 }, signal), 5_000);
export const useTask = (id: string) => useQuery({ queryKey: keys.task(id), queryFn: ({ signal }) => api.tasks.get(id, signal), refetchInterval: 5_000 });
export const useTaskQueues = (enabled = true) => useQuery({ queryKey: [...keys.tasks, 'queues'], queryFn: ({ signal }) => api.tasks.queues(signal), select: ({ items }) => items, refetchInterval: 15_000, enabled });

export const useSurveys = (filter: { kind?: string | undefined; status?: string | undefined }) => usePages([...keys.surveys, 'list', filter], (cursor, signal) => api.surveys.list({ ...filter, cursor, limit: 50 }, signal), 5_000);
export const useSurveyFigures = () => useQuery({ queryKey: [...keys.surveys, 'figures'], queryFn: ({ signal }) => api.surveys.figures(signal), select: ({ items }) => items, refetchInterval: 5_000 });

export const useExperiments = (key: string, enabled = true) => useQuery({ queryKey: keys.experiments(key), queryFn: ({ signal }) => api.journeys.experiments(key, signal), refetchInterval: 15_000, enabled });

export const useCatalog = () => useQuery({ queryKey: keys.catalog, queryFn: ({ signal }) => api.catalog(signal), staleTime: 60_000 });
export const useSettings = () => useQuery({ queryKey: keys.settings, queryFn: ({ signal }) => api.settings.get(signal) });
export const useFailures = () => usePages(keys.failures, (cursor, signal) => api.failures.list({ cursor, limit: 50 }, signal));
export const useApiKeys = () => useQuery({ queryKey: keys.apiKeys, queryFn: ({ signal }) => api.keys.list(signal), select: (page) => page.items });

/** How far the sample shop is; asks every second while it runs. */
export const useSample = () =>
  useQuery({ queryKey: keys.sample, queryFn: ({ signal }) => api.sample.get(signal), refetchInterval: (query) => (query.state.data?.status === 'running' ? 1_000 : false) });
