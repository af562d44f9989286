import { entryKind, experimentsOf, programFacts, stepKind, type Experiment, type Occurrence, type Program, type ProgramFacts } from '@attune/dsl';
import { signatureOf } from './experiment-signature.ts';

/** A schedule among a journey's entries. `segment`: only its members are told of the ticks. */
export interface Schedule { readonly entry: number; readonly cron: string; readonly timezone: string | null; readonly missed: 'skip' | 'once'; readonly segment: string | null }

/** A version of a journey as the work needs it: looked at once, then only read. */
export interface Compiled {
  readonly journey: string;
  readonly version: number;
  readonly program: Program;
  readonly facts: ProgramFacts;
  /** Names of events that a run of it may want to see. */
  readonly minds: ReadonlySet<string>;
  readonly entryEvents: ReadonlySet<string>;
  /** Of each step, the ids of its ports with the name they are counted by (`port:<id>`). */
  readonly ports: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Its experiments by step, each with the name of what it compares. */
  readonly experiments: ReadonlyMap<string, { readonly experiment: Experiment; readonly signature: string }>;
  /** Which types of occurrences its entries can answer at all. */
  readonly entries: ReadonlySet<Occurrence['type']>;
  readonly schedules: readonly Schedule[];
  /** Places of the entries that let customers in by a date of theirs. */
  readonly dates: readonly number[];
  /** What customers are told of when it goes live, by the entry that asks for it. */
  readonly onPublish: readonly { readonly entry: number; readonly occurrence: Occurrence }[];
}

export function compiled(journey: string, version: number, program: Program): Compiled {
  const facts = programFacts(program);
  const ports = new Map<string, ReadonlyMap<string, string>>();
  for (const [id, step] of Object.entries(program.steps)) {
    const kind = stepKind(step.kind);
    if (kind) ports.set(id, new Map(kind.ports(step).map((port) => [port.id, `port:${port.id}`])));
  }
  return {
    journey, version, program, facts, ports,
    minds: new Set([...facts.listens.exits, ...facts.listens.goals, ...facts.listens.waits, ...facts.listens.scores]),
    experiments: new Map([...experimentsOf(program)].map(([step, experiment]) => [step, { experiment, signature: signatureOf(program, experiment) }])),
    entryEvents: new Set(facts.listens.entry),
    entries: new Set(program.entry.flatMap((entry) => entryKind(entry.kind)?.takes ?? [])),
    schedules: program.entry.flatMap((config, entry) => { const found = entryKind(config.kind)?.schedule?.(config); return found ? [{ entry, ...found }] : []; }),
    dates: program.entry.flatMap((config, entry) => (entryKind(config.kind)?.moment === undefined ? [] : [entry])),
    onPublish: program.entry.flatMap((config, entry) => { const occurrence = entryKind(config.kind)?.onPublish?.(config); return occurrence ? [{ entry, occurrence }] : []; }),
  };
}
