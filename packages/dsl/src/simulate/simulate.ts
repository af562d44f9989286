import { parseProgram } from '../compile/index.ts';
import type { TrailEntry } from '../engine/command.ts';
import type { Issue } from '../issue.ts';
import type { Program } from '../program.ts';
import { readInput, type SimulationInput } from './input.ts';
import type { SimulatedMessage } from './post.ts';
import { Simulation, type SimulatedRun } from './simulation.ts';
import { storyOf, type StoryLine } from './story.ts';

/** What a simulation shows; instants are RFC 3339 in UTC. */
export interface SimulationResult {
  /** In the order of entry. */
  readonly runs: readonly SimulatedRun[];
  /** In the order of sending; what is still held back at the last moment is not among them. */
  readonly messages: readonly SimulatedMessage[];
  /** Occurrences that would have let the customer in, but for the audience or re-entry. */
  readonly refused: readonly TrailEntry[];
  /** Trails and refusals in the order of time, in words, by the customer's clock. */
  readonly story: readonly StoryLine[];
  /** What was wrong with the input. */
  readonly issues: readonly Issue[];
}

/**
 * Plays a journey for one made-up customer on a virtual clock: the same entries, steps, gate and words as in earnest, and no side effects. The same
 * input gives the same output, to the byte (SIM-1). Never throws: a bad program or input comes back as issues, with nothing played.
 */
export function simulate(program: Program, input: SimulationInput): SimulationResult {
  const parsed = parseProgram(program);
  if (!parsed.ok) return nothing(parsed.issues);
  const scenario = readInput(input);
  if (!scenario.ok) return nothing(scenario.issues);
  const simulation = new Simulation(parsed.value, scenario.value);
  simulation.run();
  const { messages, refused } = simulation;
  const runs = simulation.history();
  return { runs, messages, refused, story: storyOf(parsed.value, runs, refused, simulation.zone), issues: simulation.endless ? [endless] : [] };
}

const nothing = (issues: readonly Issue[]): SimulationResult => ({ runs: [], messages: [], refused: [], story: [], issues });

export const endless: Issue = {
  code: 'simulation-endless',
  severity: 'error',
  path: '/steps',
  message: 'The journey goes in a circle without ever waiting: put a delay or a limited "go back" into the circle. The trial ended there.',
};
