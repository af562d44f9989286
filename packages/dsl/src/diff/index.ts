export { diff, type Change } from './diff.ts';
export { planMigration, type MigrationPlan, type Move } from './plan-migration.ts';
