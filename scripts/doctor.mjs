// Looks at the configuration and says what is wrong and how to mend it, without starting anything.
import { spawnSync } from 'node:child_process';
import { root } from './bootstrap.mjs';

const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'apps/runtime/src/doctor/run.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
