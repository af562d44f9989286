export { diff, type Change, type NodeStatus, type ProgramDiff } from './diff.ts';
export type { Landing, Redirects, Timer } from './landing.ts';
export { moveRun, type Moving } from './move-run.ts';
export { planMigration, type MigrationPlan, type Move, type StepMove } from './plan-migration.ts';
