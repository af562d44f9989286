// Measures the language, then the runtime on a real PostgreSQL and on the embedded one; see docs/performance.md for how to read the tables.
// `pnpm bench language` measures the language only, `pnpm bench 100000` the runtime with that many events.
import { spawnSync } from 'node:child_process';
import { root } from './bootstrap.mjs';

const given = process.argv.slice(2);
const parts = given.includes('language') ? ['language.ts'] : ['language.ts', 'run.ts'];
for (const part of parts) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `tests/bench/${part}`, ...given.filter((arg) => arg !== 'language')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
