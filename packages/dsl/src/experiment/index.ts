export { decideWinner, type ArmCount, type ArmFigures, type ExperimentCounts, type Figure, type Verdict } from './decide-winner.ts';
export { experimentOf, experimentSchema, type Arm, type Experiment, type ExperimentConfig, type Guardrail, type Metric } from './experiment.ts';
