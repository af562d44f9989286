import { defaultCareEvents, defaultPolicy, roughMs, type CareEvents, type GatePolicy, type HostFacts, type Json, type Program } from '@attune/dsl';
import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { readRevision } from '../store/revision.ts';
import { keepForEver, type Retention } from '../store/workspace.ts';
import type { Pacing } from './pace.ts';
import { compiled, type Compiled } from './program.ts';
import { segmentPlan, type SegmentPlan } from './segment.ts';

export interface TemplatePlan { readonly key: string; readonly channel: string; readonly subject: string | null; readonly body: string; readonly html: string | null }

export type JourneyState = 'draft' | 'live' | 'paused' | 'archived';

/** Everything that decides what a pass does and is not a customer's. Immutable; made anew when the revision moves. */
export interface Plan {
  readonly revision: number;
  readonly states: ReadonlyMap<string, JourneyState>;
  /** Live journeys, in the order of their keys. */
  readonly live: readonly Compiled[];
  readonly liveByKey: ReadonlyMap<string, Compiled>;
  /** Live journeys by the event that may let a customer in. */
  readonly byEntryEvent: ReadonlyMap<string, readonly Compiled[]>;
  /** Live journeys that let customers in by dates of theirs. */
  readonly dated: readonly Compiled[];
  /** Live journeys whose entry rules ask when the customer came in before. */
  readonly remembers: readonly string[];
  readonly journeyKeys: readonly string[];
  readonly segments: readonly SegmentPlan[];
  readonly anySegment: boolean;
  readonly templates: ReadonlyMap<string, TemplatePlan>;
  readonly policy: GatePolicy;
  readonly zone: string;
  readonly sentimentProperties: readonly string[];
  readonly careEvents: CareEvents;
  /** For how long texts, events, trail and messages are kept. */
  readonly retention: Retention;
  readonly pace: Pacing;
  readonly workspace: { readonly name: string; readonly address: string };
  /** Percent of all customers who get nothing from any journey. */
  readonly holdout: number;
  /** What was decided about experiments, by `decisionKey`. */
  readonly decisions: ReadonlyMap<string, ExperimentDecision>;
}

/** What was decided about one experiment. */
export interface ExperimentDecision { readonly winner: string | null; readonly stopped: readonly string[] }

export const decisionKey = (journey: string, step: string, signature: string): string => `${signature} ${step} ${journey}`;

type Decisions = Pick<HostFacts, 'winners' | 'stopped'>;
const known = new WeakMap<Plan, Map<Compiled, Decisions | null>>();

/** The decided experiments of a program, as the language takes them; null where there are none. Worked out once a plan. */
export function decisionsFor(plan: Plan, program: Compiled): Decisions | null {
  if (plan.decisions.size === 0) return null;
  let all = known.get(plan);
  if (!all) known.set(plan, all = new Map());
  let decided = all.get(program);
  if (decided === undefined) all.set(program, decided = decisionsOf(plan, program));
  return decided;
}

function decisionsOf(plan: Plan, program: Compiled): Decisions | null {
  const found = [...program.experiments].flatMap(([step, { signature }]) => {
    const decision = plan.decisions.get(decisionKey(program.journey, step, signature));
    return decision ? [{ step, ...decision }] : [];
  });
  if (found.length === 0) return null;
  return {
    winners: Object.fromEntries(found.flatMap(({ step, winner }) => (winner === null ? [] : [[step, winner]]))),
    stopped: Object.fromEntries(found.flatMap(({ step, stopped }) => (stopped.length === 0 ? [] : [[step, stopped]]))),
  };
}

/** Where texts to be read for mood are found, until the workspace says otherwise. */
const SENTIMENT_PROPERTIES = ['text', 'message.text', 'review.body', 'review', 'body', 'comment', 'feedback'];

/** The setting `careEvents`: what it says of a flag replaces the names that flag starts with, e.g. `{"refund": {"opens": ["Money Back Wanted"]}}`. */
type CareSetting = { readonly [flag in keyof CareEvents]?: Partial<CareEvents[flag]> };

function careEventsOf({ complaint, refund, delivery }: CareSetting = {}): CareEvents {
  const { complaint: c, refund: r, delivery: d } = defaultCareEvents;
  return { complaint: { ...c, ...complaint }, refund: { ...r, ...refund }, delivery: { ...d, ...delivery } };
}

async function readPlan(tx: Tx, versions: Versions): Promise<Plan> {
  const [revision, journeys, segments, templates, settings, decided] = await Promise.all([
    readRevision(tx),
    tx.query<{ key: string; status: JourneyState; published_version: number | null }>(sql`select key, status, published_version from journeys order by key`),
    tx.query<{ key: string; kind: string; condition: Json }>(sql`select key, kind, condition from segments order by key`),
    tx.query<TemplatePlan>(sql`select distinct on (key) key, channel, subject, body, html from templates order by key, version desc`),
    tx.query<{ key: string; value: unknown }>(sql`select key, value from settings where key in ('workspace', 'policy', 'sentimentProperties', 'careEvents', 'pace', 'retention')`),
    tx.query<{ journey: string; step: string; signature: string; winner: string | null; stopped: { arm: string }[] }>(sql`select journey, step, signature, winner, stopped from experiments where winner is not null or stopped <> '[]'::jsonb`),
  ]);
  const published = journeys.filter((journey) => journey.status === 'live' && journey.published_version !== null);
  const live = await versions.load(tx, published.map((journey) => ({ journey: journey.key, version: Number(journey.published_version) })));
  const byEntryEvent = new Map<string, Compiled[]>();
  for (const journey of live) for (const name of journey.entryEvents) byEntryEvent.set(name, [...(byEntryEvent.get(name) ?? []), journey]);
  const setting = Object.fromEntries(settings.map((row) => [row.key, row.value])) as { workspace?: { name?: string; zone?: string; address?: string; holdout?: number }; retention?: Partial<Retention>; policy?: Partial<GatePolicy>; sentimentProperties?: string[]; careEvents?: CareSetting; pace?: Pacing };
  const zone = setting.workspace?.zone ?? defaultPolicy.zone;
  return {
    revision,
    states: new Map(journeys.map((journey) => [journey.key, journey.status])),
    live,
    liveByKey: new Map(live.map((journey) => [journey.journey, journey])),
    byEntryEvent,
    dated: live.filter((journey) => journey.dates.length > 0),
    remembers: live.filter(({ program: { reentry } }) => reentry !== undefined && (reentry.mode === 'never' || reentry.after !== undefined)).map((journey) => journey.journey),
    journeyKeys: journeys.map((journey) => journey.key),
    segments: segments.filter((segment) => segment.kind === 'dynamic' && segment.condition !== null).map((segment) => segmentPlan(segment.key, segment.condition)),
    anySegment: segments.length > 0,
    templates: new Map(templates.map((template) => [template.key, template])),
    policy: { ...defaultPolicy, ...setting.policy, zone },
    zone,
    sentimentProperties: setting.sentimentProperties ?? SENTIMENT_PROPERTIES,
    careEvents: careEventsOf(setting.careEvents),
    pace: setting.pace ?? {},
    retention: { ...keepForEver, ...setting.retention },
    workspace: { name: setting.workspace?.name ?? '', address: setting.workspace?.address ?? '' },
    holdout: setting.workspace?.holdout ?? 0,
    decisions: new Map(decided.map((row) => [decisionKey(row.journey, row.step, row.signature), { winner: row.winner, stopped: row.stopped.map((one) => one.arm) }])),
  };
}

/** Versions of journeys never change, so they are read once a process. */
export interface Versions {
  get(journey: string, version: number): Compiled | undefined;
  /** All that were read so far. */
  all(): Iterable<Compiled>;
  /** Those of the list that exist; reads what is not known yet. */
  load(tx: Tx, list: readonly { readonly journey: string; readonly version: number }[]): Promise<Compiled[]>;
}

export function createVersions(): Versions {
  const known = new Map<string, Compiled>();
  const name = (journey: string, version: number) => `${version} ${journey}`;
  return {
    get: (journey, version) => known.get(name(journey, version)),
    all: () => known.values(),
    async load(tx, list) {
      for (const { journey, version } of list) {
        if (known.has(name(journey, version))) continue;
        const [row] = await tx.query<{ program: Program }>(sql`select program from journey_versions where journey = ${journey} and version = ${version}::int`);
        if (row) known.set(name(journey, version), compiled(journey, version, row.program));
      }
      return list.map(({ journey, version }) => known.get(name(journey, version))).filter((one) => one !== undefined);
    },
  };
}

export interface Planner {
  readonly versions: Versions;
  /** The plan of this revision, read through `tx` where the cached one is older. */
  at(tx: Tx, revision: number): Promise<Plan>;
}

export function createPlanner(): Planner {
  const versions = createVersions();
  let cached: Plan | null = null;
  return {
    versions,
    async at(tx, revision) {
      if (cached === null || cached.revision !== revision) cached = await readPlan(tx, versions);
      return cached;
    },
  };
}

/** The history that programs and segments read: event names, each with the moment it reaches back to. */
export interface HistoryNeeds { readonly names: readonly string[]; readonly since: readonly string[] }

export function historyNeeds(plan: Plan, programs: Iterable<Compiled>, now: number): HistoryNeeds {
  const reach = new Map<string, number>();
  const ask = (needs: Readonly<Record<string, string | null>>) => {
    for (const [name, within] of Object.entries(needs)) {
      const length = within === null ? null : roughMs(within);
      // a day and a tenth more than the rough length, so that calendar months and clock changes are inside
      const since = length === null ? 0 : now - length * 1.1 - 86_400_000;
      reach.set(name, Math.min(reach.get(name) ?? Number.POSITIVE_INFINITY, since));
    }
  };
  for (const program of programs) ask(program.facts.history);
  for (const segment of plan.segments) ask(segment.history);
  return { names: [...reach.keys()], since: [...reach.values()].map((ms) => new Date(Math.max(0, ms)).toISOString()) };
}
