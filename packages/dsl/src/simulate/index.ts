export type { Scenario, SimulatedCustomer, SimulationInput, TimelineItem } from './input.ts';
export { memberOf, type Crowd, type Habit, type Member, type Persona } from './personas.ts';
export type { SimulatedMessage } from './post.ts';
export { simulateMany, type CrowdResult } from './simulate-many.ts';
export type { CrowdMember, StepCount } from './tally.ts';
export { simulate, type SimulationResult } from './simulate.ts';
export type { SimulatedRun } from './simulation.ts';
export type { StoryLine } from './story.ts';
