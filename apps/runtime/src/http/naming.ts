import { graphSchema, JOURNEY, stepKind, type GraphNode, type Port } from '@attune/dsl';
import { readJourneyNames, readVersionGraphs } from '../store/journey-names.ts';
import type { Db } from '../store/database.ts';

/** One decision, as far as its words go. */
export interface Decided { readonly journey: string; readonly version: number; readonly step: string; readonly outcome: string; readonly used?: unknown }

/** The words of decisions: what a marketer calls journeys, steps and ways, in the version that decided. */
export interface Naming {
  journey(key: string): string;
  /** The title on the step's card; the id where the version does not know it. */
  step(decided: Omit<Decided, 'outcome' | 'used'>): string;
  /** What was decided, e.g. `waits`, `went on: happy`, `reached the goal`. */
  outcome(decided: Decided): string;
  /** Titles of the ways out of a step that are not the given one. */
  otherWays(decided: Decided): readonly string[];
  /** Whether the step chooses between ways by who the customer is or what they do. */
  decides(decided: Omit<Decided, 'outcome' | 'used'>): boolean;
}

interface Named { readonly title: string; readonly ports: readonly Port[]; readonly decides: boolean }
type Steps = ReadonlyMap<string, Named>;

/** A published version never changes, so what was read of it stays right; a few hundred are kept for each database. */
const known = new WeakMap<Db, Map<string, Steps>>();
const MOST_KNOWN = 300;

const ENDS: Readonly<Record<string, string>> = {
  completed: 'came to its end', goal: 'left, the goal reached', exited: 'left', expired: 'ended: its time was over', cancelled: 'was taken out', failed: 'broke off', erased: 'was erased', superseded: 'made room for a new start',
};
const OUTCOMES: Readonly<Record<string, string>> = {
  moved: 'went over to a new version', stays: 'keeps the version',
  reminded: 'was asked once more', reset: 'waits anew',
  entered: 'came in', refused: 'was not let in', goal: 'reached a goal', waiting: 'waits', undecided: 'could not be decided', failed: 'failed', next: 'went on', sent: 'was sent', skipped: 'was not sent',
};

/** Reads what is needed to speak about these decisions. */
export async function namingOf(db: Db, decisions: readonly { readonly journey: string; readonly version: number }[]): Promise<Naming> {
  const names = await readJourneyNames(db, [...new Set(decisions.map(({ journey }) => journey))]);
  const versions = await stepsOf(db, decisions);
  const named = ({ journey, version, step }: Omit<Decided, 'outcome'>): Named | undefined => versions.get(placeOf(journey, version))?.get(step);
  const journey = (key: string): string => names.get(key) ?? key;
  return {
    journey,
    step: (decided) => (decided.step === JOURNEY ? journey(decided.journey) : (named(decided)?.title ?? decided.step)),
    outcome: (decided) => sayOutcome(decided, named(decided)),
    otherWays: (decided) => (named(decided)?.ports ?? []).filter((port) => port.id !== decided.outcome && port.label !== '').map((port) => port.label),
    decides: (decided) => named(decided)?.decides === true,
  };
}

function sayOutcome({ outcome, used }: Decided, step: Named | undefined): string {
  if (outcome === 'finished') return ENDS[String((used as { reason?: unknown } | null | undefined)?.reason ?? 'completed')] ?? 'came to its end';
  const port = step?.ports.find((each) => each.id === outcome);
  if (port === undefined) return OUTCOMES[outcome] ?? outcome;
  return port.label === '' ? 'went on' : `went on: ${port.label}`;
}

const placeOf = (journey: string, version: number): string => `${journey}/${version}`;

async function stepsOf(db: Db, decisions: readonly { readonly journey: string; readonly version: number }[]): Promise<ReadonlyMap<string, Steps>> {
  const kept = known.get(db) ?? new Map<string, Steps>();
  known.set(db, kept);
  const wanted = new Map(decisions.map(({ journey, version }) => [placeOf(journey, version), { journey, version }]));
  const missing = [...wanted].filter(([place]) => !kept.has(place)).map(([, version]) => version);
  for (const { journey, version, graph } of await readVersionGraphs(db, missing)) kept.set(placeOf(journey, version), read(graph));
  const found = new Map([...wanted.keys()].flatMap((place) => { const steps = kept.get(place); return steps === undefined ? [] : [[place, steps] as const]; }));
  for (const place of kept.keys()) if (kept.size > MOST_KNOWN) kept.delete(place);
  return found;
}

function read(graph: unknown): Steps {
  const parsed = graphSchema.safeParse(graph);
  return new Map(parsed.success ? parsed.data.nodes.map((node) => [node.id, nameOf(node)]) : []);
}

function nameOf({ kind, label, config }: GraphNode): Named {
  const known = stepKind(kind);
  const ports = known?.ports(config) ?? [];
  return { title: label?.trim() || (known?.title ?? kind), ports, decides: ports.length > 1 && (known?.category === 'decide' || known?.category === 'timing') };
}
