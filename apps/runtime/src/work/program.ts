import { programFacts, stepKind, type Program, type ProgramFacts } from '@attune/dsl';

/** A version of a journey as the work needs it: looked at once, then only read. */
export interface Compiled {
  readonly journey: string;
  readonly version: number;
  readonly program: Program;
  readonly facts: ProgramFacts;
  /** Names of events that a run of it may want to see. */
  readonly minds: ReadonlySet<string>;
  readonly entryEvents: ReadonlySet<string>;
  /** Ids of the ports of each step, for the counts on the edges. */
  readonly ports: ReadonlyMap<string, ReadonlySet<string>>;
  /** Kinds of entries: which occurrences it can answer at all. */
  readonly entries: ReadonlySet<string>;
}

export function compiled(journey: string, version: number, program: Program): Compiled {
  const facts = programFacts(program);
  const ports = new Map<string, ReadonlySet<string>>();
  for (const [id, step] of Object.entries(program.steps)) {
    const kind = stepKind(step.kind);
    if (kind) ports.set(id, new Set(kind.ports(step).map((port) => port.id)));
  }
  return {
    journey, version, program, facts, ports,
    minds: new Set([...facts.listens.exits, ...facts.listens.goals, ...facts.listens.waits]),
    entryEvents: new Set(facts.listens.entry),
    entries: new Set(program.entry.map((entry) => entry.kind)),
  };
}
