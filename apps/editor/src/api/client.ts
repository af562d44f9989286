import type {
  Catalog, Customer, CustomerSummary, Experiments, Failure, IssueShape, Journey, JourneyStats, JourneySummary, JourneyTemplate, JourneyVersion, MessageItem, MessageTemplate, Page, PublishImpact, RunItem,
  Sample, Segment, Settings, Survey, SurveyFigure, Task, TaskDetail, TaskQueue, TimelineItem, TrailItem, Why,
} from '@attune/runtime/shapes';
import { call, type Query } from './http.ts';

/** What a published message says, as `POST /api/content/preview` shows it. */
export interface Preview { subject: string | null; body: string; html: string | null; issues: IssueShape[]; fields: string[] }
/** What may be previewed: words in hand, or a stored template. */
export interface PreviewRequest { content?: { subject?: string; body: string; html?: string }; template?: string; channel: string; customer?: string }
/** An API key as it is listed; `secret` is there once, when it was made. */
export interface ApiKey { id: string; name: string; kind: 'write' | 'manage'; hint: string; createdAt: string; secret?: string }
/** The part of a message template that a person writes. */
export interface TemplateDraft { channel: string; name: string; subject: string | null; body: string; html?: string | null }
/** Which of a customer's consents changes, or whether their words may be read for mood. */
export type ConsentChange = { channel: string; topic: string; state: 'granted' | 'denied' | 'unsubscribed'; source?: string } | { sentimentAllowed: boolean };

/** What a colleague decides about a task, and what they write to the customer with it. */
export interface TaskDecision { outcome: string; note?: string; by?: string; reply?: { text: string; subject?: string } }
/** Which tasks; `late` and `unassigned` are `true` or left out. */
export interface TaskQuery { status?: string | undefined; queue?: string | undefined; assignee?: string | undefined; unassigned?: 'true' | undefined; late?: 'true' | undefined; customer?: string | undefined }

type Signal = AbortSignal | undefined;
type Paged = { cursor?: string | undefined; limit?: number };
const id = encodeURIComponent;
const get = <T>(path: string, query?: Query, signal?: Signal) => call<T>(path, { ...(query ? { query } : {}), signal });
const post = <T>(path: string, body: unknown = {}, query?: Query) => call<T>(path, { method: 'POST', body, ...(query ? { query } : {}) });
const put = <T>(path: string, body: unknown, headers?: Record<string, string>) => call<T>(path, { method: 'PUT', body, ...(headers ? { headers } : {}) });
const remove = (path: string) => call<void>(path, { method: 'DELETE' });

/** The management API, one function a route. Each throws `ApiProblem`. */
export const api = {
  journeys: {
    list: (query: { status?: string } & Paged = {}, signal?: Signal) => get<Page<JourneySummary>>('/journeys', query, signal),
    create: (body: { name: string; key?: string; graph?: unknown }) => post<Journey>('/journeys', body),
    import: (document: unknown, key?: string) => post<{ key: string; issues: IssueShape[] }>('/journeys/import', document, { key }),
    get: (key: string, signal?: Signal) => get<Journey>(`/journeys/${id(key)}`, undefined, signal),
    /** 412 (`ApiProblem.status`) where somebody saved in between; `body.current` is their revision. */
    save: (key: string, graph: unknown, revision: number) => put<Journey>(`/journeys/${id(key)}`, { graph }, { 'if-match': `"${revision}"` }),
    remove: (key: string) => remove(`/journeys/${id(key)}`),
    check: (key: string) => post<{ issues: IssueShape[] }>(`/journeys/${id(key)}/check`),
    compile: (key: string) => post<{ program: unknown }>(`/journeys/${id(key)}/compile`),
    impact: (key: string, signal?: Signal) => get<PublishImpact>(`/journeys/${id(key)}/impact`, undefined, signal),
    publish: (key: string, accept?: readonly string[]) => post<{ version: number }>(`/journeys/${id(key)}/publish`, accept ? { accept } : {}),
    pause: (key: string) => post<Journey>(`/journeys/${id(key)}/pause`),
    resume: (key: string) => post<Journey>(`/journeys/${id(key)}/resume`),
    archive: (key: string) => post<Journey>(`/journeys/${id(key)}/archive`),
    duplicate: (key: string) => post<Journey>(`/journeys/${id(key)}/duplicate`),
    versions: (key: string, signal?: Signal) => get<Page<JourneyVersion>>(`/journeys/${id(key)}/versions`, undefined, signal),
    version: (key: string, version: number, signal?: Signal) => get<{ program: unknown; graph: unknown }>(`/journeys/${id(key)}/versions/${version}`, undefined, signal),
    stats: (key: string, version?: number, signal?: Signal) => get<JourneyStats>(`/journeys/${id(key)}/stats`, { version }, signal),
    people: (key: string, query: { step?: string; status?: string } & Paged = {}, signal?: Signal) => get<Page<RunItem>>(`/journeys/${id(key)}/people`, query, signal),
    trail: (key: string, query: { customer?: string; step?: string } & Paged = {}, signal?: Signal) => get<Page<TrailItem>>(`/journeys/${id(key)}/trail`, query, signal),
    enrol: (key: string, customer: string, inputs?: Record<string, unknown>) => post<{ accepted: true }>(`/journeys/${id(key)}/enrol`, inputs ? { customer, inputs } : { customer }),
    experiments: (key: string, signal?: Signal) => get<Experiments>(`/journeys/${id(key)}/experiments`, undefined, signal),
    /** Decides an experiment; null goes on comparing until somebody decides. */
    takeWay: (key: string, step: string, winner: string | null) => post<Experiments>(`/journeys/${id(key)}/experiments/${id(step)}`, { winner }),
    export: (key: string, as: 'bundle' | 'graph' | 'program') => get<unknown>(`/journeys/${id(key)}/export`, { as }),
  },
  templates: {
    list: (signal?: Signal) => get<{ items: JourneyTemplate[] }>('/templates/journeys', undefined, signal),
    import: (key: string) => post<{ key: string; issues: IssueShape[] }>(`/templates/journeys/${id(key)}/import`),
  },
  customers: {
    list: (query: { search?: string | undefined; segment?: string | undefined; mood?: string | undefined } & Paged = {}, signal?: Signal) => get<Page<CustomerSummary>>('/customers', query, signal),
    get: (customer: string, signal?: Signal) => get<Customer>(`/customers/${id(customer)}`, undefined, signal),
    timeline: (customer: string, query: Paged = {}, signal?: Signal) => get<Page<TimelineItem>>(`/customers/${id(customer)}/timeline`, query, signal),
    runs: (customer: string, query: Paged = {}, signal?: Signal) => get<Page<RunItem>>(`/customers/${id(customer)}/runs`, query, signal),
    trail: (customer: string, query: Paged = {}, signal?: Signal) => get<Page<TrailItem>>(`/customers/${id(customer)}/trail`, query, signal),
    messages: (customer: string, query: Paged = {}, signal?: Signal) => get<Page<MessageItem>>(`/customers/${id(customer)}/messages`, query, signal),
    consent: (customer: string, change: ConsentChange) => post<Customer>(`/customers/${id(customer)}/consents`, change),
    erase: (customer: string) => remove(`/customers/${id(customer)}`),
  },
  segments: {
    list: (signal?: Signal) => get<Page<Segment>>('/segments', { limit: 200 }, signal),
    get: (key: string, signal?: Signal) => get<Segment>(`/segments/${id(key)}`, undefined, signal),
    create: (body: { key?: string; name: string; condition: unknown }) => post<Segment>('/segments', body),
    save: (key: string, body: { name: string; condition: unknown }) => put<Segment>(`/segments/${id(key)}`, body),
    remove: (key: string) => remove(`/segments/${id(key)}`),
    members: (key: string, query: Paged = {}, signal?: Signal) => get<Page<CustomerSummary>>(`/segments/${id(key)}/members`, query, signal),
    preview: (condition: unknown, signal?: Signal) => call<{ count: number; sample: CustomerSummary[]; checked: number; complete: boolean }>('/segments/preview', { method: 'POST', body: { condition }, signal }),
  },
  content: {
    list: (signal?: Signal) => get<Page<MessageTemplate>>('/content/templates', { limit: 200 }, signal),
    save: (key: string, body: TemplateDraft) => put<MessageTemplate>(`/content/templates/${id(key)}`, body),
    preview: (body: PreviewRequest, signal?: Signal) => call<Preview>('/content/preview', { method: 'POST', body, signal }),
  },
  messages: {
    list: (query: { journey?: string | undefined; customer?: string | undefined; status?: string | undefined; channel?: string | undefined; step?: string | undefined } & Paged = {}, signal?: Signal) => get<Page<MessageItem>>('/messages', query, signal),
    get: (message: string, signal?: Signal) => get<MessageItem>(`/messages/${id(message)}`, undefined, signal),
    why: (message: string, signal?: Signal) => get<Why>(`/messages/${id(message)}/why`, undefined, signal),
  },
  tasks: {
    list: (query: TaskQuery & Paged = {}, signal?: Signal) => get<Page<Task>>('/tasks', { ...query }, signal),
    queues: (signal?: Signal) => get<{ items: TaskQueue[] }>('/tasks/queues', undefined, signal),
    get: (task: string, signal?: Signal) => get<TaskDetail>(`/tasks/${id(task)}`, undefined, signal),
    assign: (task: string, assignee: string | null) => post<Task>(`/tasks/${id(task)}/assign`, { assignee }),
    /** 409 (`ApiProblem.status`) where somebody decided before, or the time was up; the detail says which. */
    decide: (task: string, decision: TaskDecision) => post<Task>(`/tasks/${id(task)}/decide`, decision),
  },
  surveys: {
    list: (query: { kind?: string | undefined; status?: string | undefined } & Paged = {}, signal?: Signal) => get<Page<Survey>>('/surveys', query, signal),
    figures: (signal?: Signal) => get<{ items: SurveyFigure[] }>('/surveys/figures', undefined, signal),
  },
  catalog: (signal?: Signal) => get<Catalog>('/events/catalog', undefined, signal),
  simulate: (body: unknown) => post<unknown>('/simulate', body),
  settings: {
    get: (signal?: Signal) => get<Settings>('/settings', undefined, signal),
    save: (change: Partial<Settings>) => put<Settings>('/settings', change),
  },
  failures: {
    list: (query: Paged = {}, signal?: Signal) => get<Page<Failure>>('/failures', query, signal),
    replay: (failure: string) => post<void>(`/failures/${id(failure)}/replay`),
  },
  keys: {
    list: (signal?: Signal) => get<Page<ApiKey>>('/keys', undefined, signal),
    create: (body: { name: string; kind: ApiKey['kind'] }) => post<ApiKey>('/keys', body),
    remove: (key: string) => remove(`/keys/${id(key)}`),
  },
  sample: {
    get: (signal?: Signal) => get<Sample>('/sample', undefined, signal),
    start: () => post<Sample>('/sample'),
  },
};
