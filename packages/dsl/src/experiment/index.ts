export type { Comparison, Figure } from './compare.ts';
export { compareControlGroup, type ControlGroupEffect, type GroupCount } from './control-group.ts';
export { decideWinner, type ArmCount, type ArmFigures, type ExperimentCounts, type Verdict } from './decide-winner.ts';
export { experimentOf, experimentSchema, type Arm, type Experiment, type ExperimentConfig, type Guardrail, type Metric } from './experiment.ts';
