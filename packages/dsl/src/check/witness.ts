import type { TrailEntry } from '../engine/command.ts';
import type { Witness } from '../issue.ts';
import type { SimulationInput } from '../simulate/index.ts';
import { readInput } from '../simulate/input.ts';
import { Simulation, type SimulatedRun } from '../simulate/simulation.ts';
import type { Program } from '../program.ts';
import { demandsOf, example } from './certain.ts';
import type { View, ViewNode } from './view.ts';

type Item = NonNullable<SimulationInput['timeline']>[number];
type Properties = Record<string, string | number | boolean>;
type Mood = 'negative' | 'neutral' | 'positive';

/** A Monday morning, so that journeys for working days begin at once. */
const FROM = Date.parse('2026-01-05T09:00:00.000Z');
const MINUTE = 60_000;
const DAYS = 60;
const moment = (minutes: number): string => new Date(FROM + minutes * MINUTE).toISOString();

/** Values under a path that meet what the conditions demand, e.g. `value: 21` for "more than 20". */
function valuesUnder(path: string, conditions: readonly unknown[]): Properties {
  const found: [string, string | number | boolean][] = [];
  for (const condition of conditions) {
    for (const [name, demand] of demandsOf(condition)) if (name.startsWith(path) && !name.slice(path.length).includes('.')) found.push([name.slice(path.length), example(demand)]);
  }
  return Object.fromEntries(found);
}

/** How people come in at this entry: it listens to events, or to a segment, or takes them by hand. */
function arrivals(entry: ViewNode, properties: Properties): Item[] {
  const at = moment(1);
  return [
    ...(entry.needs.events ?? []).map((event) => ({ at, event, properties })),
    ...(entry.needs.segments ?? []).flatMap((segment) => (['enter', 'leave'] as const).map((edge) => ({ at, segment, edge }))),
    { at, enrol: properties },
  ];
}

/** A busy customer: everything the journey waits for happens every few days, in turn. */
function doings(view: View, properties: Properties): Item[] {
  const ends = new Set((view.settings.exits ?? []).map((exit) => exit.event));
  const events = [...new Set(view.steps.flatMap((step) => step.needs.events ?? []))].filter((name) => !ends.has(name));
  return events.flatMap((event, i) => Array.from({ length: 12 }, (_, n) => ({ at: moment((1 + n * 5) * 1440 + i * 60), event, properties })));
}

const moods = (label: Mood): Item[] => Array.from({ length: DAYS / 2 }, (_, n) => ({ at: moment(n * 2880), sentiment: { label } }));

/** The ids of the steps from which a step can be reached, itself among them. */
function leadingTo(view: View, target: string): Set<string> {
  const found = new Set([target]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const node of view.steps) if (node.ways.some(({ to }) => to !== null && found.has(to))) found.add(node.id);
  }
  return found;
}

/** Answers of colleagues and customers that lead to the step, where one does; each is known before it is asked for, several times over. */
function answers(view: View, target: string): Item[] {
  const towards = leadingTo(view, target);
  return view.steps.flatMap(({ id, kind, config, sound, ways }) => {
    const given = kind.role === 'step' && sound ? kind.answers?.(config) ?? [] : [];
    const outcome = given.find((port) => ways.some((way) => way.port.id === port && way.to !== null && towards.has(way.to)));
    return outcome === undefined ? [] : Array.from({ length: 3 }, () => ({ at: moment(0), result: { step: id, outcome } }));
  });
}

/** Customers worth a try, the plainest first. */
function* attempts(view: View, step: string): Generator<{ customer: Record<string, unknown>; timeline: Item[] }> {
  const ofEntries = view.conditions.filter((c) => c.node === undefined || view.entries.some((e) => e.id === c.node)).map((c) => c.condition);
  const all = view.conditions.map((c) => c.condition);
  for (const conditions of [ofEntries, all]) {
    const properties = { id: 'witness-1', order_id: 'witness-1', cart_id: 'witness-1', ...valuesUnder('event.properties.', conditions) };
    const customer = { id: 'witness', first_name: 'Witness', timezone: 'UTC', ...valuesUnder('customer.', conditions) };
    for (const entry of view.entries.slice(0, 4)) {
      for (const arrival of arrivals(entry, properties)) {
        for (const more of [answers(view, step), [...answers(view, step), ...doings(view, properties)]]) {
          for (const mood of [[], moods('positive'), moods('negative'), moods('neutral')]) yield { customer, timeline: [arrival, ...more, ...mood] };
        }
      }
    }
  }
}

/** `simulate` for a program that was parsed already: a hundred tries would parse it a hundred times. */
function play(program: Program, input: SimulationInput): SimulatedRun[] {
  const scenario = readInput(input);
  if (!scenario.ok) return [];
  const simulation = new Simulation(program, scenario.value);
  simulation.run();
  return [...simulation.history()];
}

/**
 * A customer and events that lead to a step, found by trying and proven by the simulator (CHK-1); undefined where the tries did not get there, which
 * does not mean that nobody does. `also` happens besides; `proves` may ask more of the trail than that it comes to the step.
 */
export function findWitness(view: View, step: string, also: readonly Item[] = [], proves: (trail: readonly TrailEntry[]) => boolean = () => true): Witness | undefined {
  if (view.program === null) return undefined;
  const until = moment(DAYS * 1440);
  for (const { customer, timeline } of attempts(view, step)) {
    const whole = [...timeline, ...also];
    if (play(view.program, { customer, timeline: whole, from: moment(0), until }).some(({ trail }) => trail.some((entry) => entry.step === step) && proves(trail))) {
      return { customer, timeline: whole as Witness['timeline'], from: moment(0), until, step };
    }
  }
  return undefined;
}

/** A little after a customer came in: the moment at which something is to go wrong. */
export const soonAfterEntry = moment(2);
