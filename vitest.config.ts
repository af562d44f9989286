import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({ test: { name, include, environment: 'node' as const, ...more } });

export default defineConfig({
  test: {
    projects: [
      project('dsl', ['packages/dsl/src/**/*.test.ts']),
      project('templates', ['packages/templates/src/**/*.test.ts']),
      project('editor', ['apps/editor/src/**/*.test.ts']),
      project('runtime', ['apps/runtime/src/**/*.test.ts'], { globalSetup: ['tests/support/postgres-setup.ts'], testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2, sequence: { groupOrder: 1 } }),
      project('tests', ['tests/**/*.test.ts'], { globalSetup: ['tests/support/postgres-setup.ts'], testTimeout: 180_000, hookTimeout: 180_000, maxWorkers: 2, sequence: { groupOrder: 2 } }),
    ],
  },
});
