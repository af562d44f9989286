export { diff, diffGraphs, type Change } from './diff.ts';
export { planMigration, type MigrationPlan, type Move } from './plan-migration.ts';
export { same as sameJson } from './leaves.ts';
