import type { Experiment } from '../experiment/experiment.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';

/** The experiments of a program by step. */
export type Experiments = ReadonlyMap<string, Experiment>;

const known = new WeakMap<Program, { readonly experiments: Experiments; readonly events: ReadonlySet<string> }>();

/** The experiments of a program: what a host counts for and decides with `decideWinner`. Worked out once a program. */
export function experimentsOf(program: Program): Experiments {
  return read(program).experiments;
}

/** Names of the events that count for an experiment of the program, goals aside. */
export function scoringEvents(program: Program): ReadonlySet<string> {
  return read(program).events;
}

function read(program: Program) {
  let found = known.get(program);
  if (!found) {
    const experiments = new Map(Object.entries(program.steps).flatMap(([id, step]) => {
      const experiment = stepKind(step.kind)?.experiment?.(step);
      return experiment ? [[id, experiment] as const] : [];
    }));
    const events = [...experiments.values()].flatMap(({ metric, guardrails }) => [...('event' in metric ? [metric.event] : []), ...guardrails.map(({ event }) => event)]);
    found = { experiments, events: new Set(events) };
    known.set(program, found);
  }
  return found;
}
