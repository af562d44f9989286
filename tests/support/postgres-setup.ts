import type { TestProject } from 'vitest/node';
import { startPostgres, type PostgresServer } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL server where tests may create databases. */
    postgresUrl: string;
  }
}

let server: PostgresServer | null = null;
let users = 0;

/** One server for a whole test run, whichever projects ask for it. `TEST_DATABASE_URL` names another one to use. */
export async function setup(project: TestProject): Promise<void> {
  users += 1;
  const given = process.env.TEST_DATABASE_URL;
  if (!given) server ??= await startPostgres();
  project.provide('postgresUrl', given ?? server?.url() ?? '');
}

export async function teardown(): Promise<void> {
  users -= 1;
  if (users > 0) return;
  await server?.stop();
  server = null;
}
