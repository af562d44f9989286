// Measures the runtime on a real PostgreSQL and on the embedded one; see docs/performance.md for how to read the table.
import { spawn } from 'node:child_process';
import { root } from './bootstrap.mjs';

const child = spawn(process.execPath, ['--import', 'tsx', 'tests/bench/run.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
