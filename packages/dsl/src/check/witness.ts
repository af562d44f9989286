import type { TrailEntry } from '../engine/command.ts';
import type { Witness } from '../issue.ts';
import type { SimulationInput } from '../simulate/index.ts';
import { readInput } from '../simulate/input.ts';
import { Simulation } from '../simulate/simulation.ts';
import { enact, type Hop, type Way } from './symbolic/enact.ts';
import { nothingKnown, sayingOf, type State } from './symbolic/state.ts';
import { leave, startsOf, targetOf, type Rules, type Stop } from './symbolic/walk.ts';
import { circles } from './endless-loops.ts';
import type { View, ViewNode } from './view.ts';

/** A Monday morning, so that journeys for working days begin at once; and later hours, for those who wait for a time of the day. */
const MORNING = Date.parse('2026-01-05T09:00:00.000Z');
const MOST_CASES = 12;

/** The hops that lead to a stop, first to last. */
function hopsTo(stop: Stop): { readonly node: string; readonly passage: Hop['passage'] }[] {
  const hops: { readonly node: string; readonly passage: Hop['passage'] }[] = [];
  for (let at = stop; at.from !== null; at = at.from.stop) hops.unshift({ node: at.from.stop.node, passage: at.from.passage });
  return hops;
}

interface Case {
  readonly begin: State;
  readonly states: readonly State[];
}

/** The same way once more, with everything kept that is asked for on it: the cases in which it can be gone. */
function casesOf(view: View, stop: Stop, nodes: readonly ViewNode[], hops: readonly { readonly passage: Hop['passage'] }[], rules: Rules): Case[] {
  let cases: Case[] = startsOf(view).filter(({ start }) => start.entry === stop.start.entry)
    .flatMap(({ start, state }) => [...(rules.begin?.(state, start) ?? [state])]).map((begin) => ({ begin, states: [begin] }));
  hops.forEach(({ passage }, i) => {
    const node = nodes[i] as ViewNode;
    cases = spread(cases.flatMap(({ begin, states }) => {
      const before = states.at(-1) ?? nothingKnown;
      return leave(before, node, passage).flatMap((after) => [...(rules.pass?.(before, after, node, passage) ?? [after])]).map((after) => ({ begin, states: [...states, after] }));
    }), rules);
  });
  return cases;
}

/** A few cases, of each sort that the check tells apart. */
function spread(cases: readonly Case[], { keeps = [] }: Rules): Case[] {
  const sorts = new Map<string, Case[]>();
  for (const one of cases) {
    const sort = sayingOf(one.states.at(-1) ?? nothingKnown, keeps);
    sorts.set(sort, [...(sorts.get(sort) ?? []), one].slice(0, MOST_CASES));
  }
  return [...sorts.values()].flat();
}

/** The way to a stop, in each case in which it can be gone. */
function waysTo(view: View, stop: Stop, rules: Rules): Way[] {
  const hops = hopsTo(stop);
  const nodes = hops.map(({ node }) => view.nodes.get(node)).filter((node) => node !== undefined);
  if (nodes.length !== hops.length) return [];
  const wanted = sayingOf(stop.state, rules.keeps ?? []);
  return casesOf(view, stop, nodes, hops, rules).filter(({ states }) => sayingOf(states.at(-1) ?? nothingKnown, rules.keeps ?? []) === wanted).map(({ begin, states }) => ({ start: stop.start, begin, to: stop.node, hops: hops.map(({ passage }, i) => ({ node: nodes[i] as ViewNode, passage, before: states[i] ?? begin, after: states[i + 1] ?? begin })) }));
}

const round = new WeakMap<View, boolean>();

function goesRound(view: View): boolean {
  let known = round.get(view);
  if (known === undefined) round.set(view, (known = circles(view).length > 0));
  return known;
}

/** Plays a witness with the very simulator that shows it; whether a run came to the step as `proves` asks. */
function replays(view: View, witness: Witness, proves: (trail: readonly TrailEntry[]) => boolean): boolean {
  const scenario = readInput(witness as unknown as SimulationInput);
  if (!scenario.ok || view.program === null) return false;
  const simulation = new Simulation(view.program, scenario.value);
  simulation.run();
  return simulation.history().some(({ trail }) => trail.some((entry) => entry.step === witness.step) && proves(trail));
}

/**
 * A customer and events that lead to a stop, made from what must be so on the way there and proven by the simulator (CHK-1); undefined where no such customer was
 * found, which does not mean that there is none. `proves` may ask more of the trail than that it comes to the step.
 */
export function witnessFor(view: View, stops: readonly Stop[], rules: Rules = {}, proves: (trail: readonly TrailEntry[]) => boolean = () => true, times: readonly string[] = []): Witness | undefined {
  // Who goes round for ever comes nowhere in time; that is to be put right first.
  if (goesRound(view)) return undefined;
  const from = [MORNING, ...times.map((time) => Date.parse(`2026-01-05T${time}:00.000Z`) - 20 * 60_000)];
  for (const stop of stops) {
    for (const way of waysTo(view, stop, rules)) {
      for (const at of from) {
        const witness = enact(view, way, new Date(at).toISOString());
        if (witness !== null && replays(view, witness, proves)) return witness;
      }
    }
  }
  return undefined;
}

/** The stop a little further on: for checks that look on from a place. */
export const onward = (stop: Stop, node: ViewNode, passage: Hop['passage'], state: State): Stop | null => {
  const to = targetOf(node, passage.port);
  return to === null ? null : { node: to, state, start: stop.start, from: { stop, passage }, taken: stop.taken, ...(stop.blurred === true ? { blurred: true } : {}) };
};
