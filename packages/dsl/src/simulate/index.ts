export type { Scenario, SimulatedCustomer, SimulationInput, TimelineItem } from './input.ts';
export type { SimulatedMessage } from './post.ts';
export { simulate, type SimulationResult } from './simulate.ts';
export type { SimulatedRun } from './simulation.ts';
