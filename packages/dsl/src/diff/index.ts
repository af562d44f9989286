export { diff, diffGraphs, type Change, type Difference, type NodeStatus } from './diff.ts';
export type { Landing, Redirects, Timer } from './landing.ts';
export { same as sameJson } from './leaves.ts';
export { moveRun, type Moving } from './move-run.ts';
export { planMigration, planSteps, type MigrationPlan, type Move, type Resting, type StepMove } from './plan-migration.ts';
