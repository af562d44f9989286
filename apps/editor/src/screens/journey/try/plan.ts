import { addDuration, compile, simulate, type Graph, type Issue, type Program, type SimulatedCustomer, type SimulatedMessage, type SimulationInput, type TrailEntry, type Witness } from '@attune/dsl';

type Mood = 'none' | 'negative' | 'neutral' | 'positive';

/** Something the tried customer does or that happens to them, counted from the start. `details` is JSON as it is typed. */
export interface Happening {
  readonly id: number;
  /** ISO 8601 duration after the start. */
  readonly after: string;
  readonly is: 'event' | 'set' | 'enrol' | 'mood' | 'enter' | 'leave';
  /** The event, the segment or the mood. */
  readonly name: string;
  readonly details: string;
}

export interface Plan {
  readonly customer: SimulatedCustomer;
  readonly mood: Mood;
  readonly consent: boolean;
  /** RFC 3339 */
  readonly start: string;
  readonly days: number;
  readonly happenings: readonly Happening[];
}

/** A line of what happened: a decision, with the message it led to where there was one. */
export interface Moment {
  readonly at: string;
  readonly run: string;
  readonly step: string;
  readonly outcome: string;
  readonly because: string;
  readonly message: SimulatedMessage | null;
}

export interface Trial {
  readonly moments: readonly Moment[];
  readonly messages: readonly SimulatedMessage[];
  readonly refused: readonly TrailEntry[];
  readonly issues: readonly Issue[];
  readonly runs: number;
  /** How the last run ended; null while it goes on. */
  readonly finish: { readonly at: string; readonly reason: string; readonly id?: string } | null;
}

type Extras = Pick<SimulationInput, 'templates' | 'segments' | 'policy'>;

/** Compiles the drawing as it is now and plays it. Nothing leaves the page. */
export function tryJourney(graph: Graph, source: Plan | Witness, extras: Extras): Trial {
  const compiled = compile(graph);
  if (!compiled.ok) return { ...nothing, issues: compiled.issues.filter((issue) => issue.severity === 'error') };
  return play(compiled.value, 'happenings' in source ? inputOf(source) : { ok: true, value: source as unknown as SimulationInput }, extras);
}

const nothing: Trial = { moments: [], messages: [], refused: [], issues: [], runs: 0, finish: null };

type Input = { readonly ok: true; readonly value: SimulationInput } | { readonly ok: false; readonly issue: Issue };

function play(program: Program, input: Input, extras: Extras): Trial {
  if (!input.ok) return { ...nothing, issues: [input.issue] };
  const { runs, messages, refused, issues } = simulate(program, { ...input.value, ...extras });
  const left = [...messages];
  const moments = runs.flatMap((run) => run.trail.map((entry): Moment => {
    // the message of a decision is the first one not yet shown that this visit of the step asked for
    const at = entry.outcome === 'entered' ? -1 : left.findIndex((message) => message.run === run.id && message.step === entry.step && message.visit === entry.visit);
    return { at: entry.at, run: run.id, step: entry.step, outcome: entry.outcome, because: entry.because, message: at < 0 ? null : left.splice(at, 1)[0]! };
  }));
  moments.sort((a, b) => a.at.localeCompare(b.at));
  return { moments, messages, refused, issues, runs: runs.length, finish: runs.at(-1)?.finish ?? null };
}

/** The plan as the simulator takes it, or which line is not readable. */
export function inputOf(plan: Plan): Input {
  const timeline: NonNullable<SimulationInput['timeline']>[number][] = [];
  for (const [index, happening] of plan.happenings.entries()) {
    const at = addDuration(plan.start, happening.after || 'PT0M', 'UTC');
    const details = readDetails(happening.details);
    if (!details) return { ok: false, issue: { code: 'details', severity: 'error', path: `/timeline/${index}`, message: `The details of line ${index + 1} are not a JSON object, e.g. {"value": 40}.` } };
    timeline.push(itemOf(happening, at, details));
  }
  return {
    ok: true,
    value: {
      customer: { ...plan.customer, ...(plan.consent ? {} : { consent: {} }), ...(plan.mood === 'none' ? {} : { sentiment: { label: plan.mood, confidence: 0.85, at: plan.start, source: 'review' } }) },
      timeline,
      from: plan.start,
      until: addDuration(plan.start, `P${Math.max(1, Math.round(plan.days))}D`, 'UTC'),
    },
  };
}

function itemOf({ is, name }: Happening, at: string, details: Readonly<Record<string, never>>): NonNullable<SimulationInput['timeline']>[number] {
  switch (is) {
    case 'event': return { at, event: name || '?', properties: details };
    case 'set': return { at, set: details };
    case 'enrol': return { at, enrol: details };
    case 'mood': return { at, sentiment: { label: name === 'positive' || name === 'neutral' ? name : 'negative', confidence: 0.85, source: 'review' } };
    case 'enter': case 'leave': return { at, segment: name || '?', edge: is };
  }
}

function readDetails(text: string): Readonly<Record<string, never>> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, never>) : null;
  } catch {
    return null;
  }
}
