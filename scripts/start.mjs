// One command from a fresh checkout to a running Attune: installs, builds the editor, starts the runtime.
import { spawn } from 'node:child_process';
import { root } from './bootstrap.mjs';
import { buildEditor } from './build-editor.mjs';
import './stop-with-parent.mjs';

if (!buildEditor()) process.exit(1);

const guard = new URL('./stop-with-parent.mjs', import.meta.url).href;
const child = spawn(process.execPath, ['--import', 'tsx', '--import', guard, 'apps/runtime/src/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  // a group of its own: Ctrl-C in a terminal would otherwise reach the runtime twice, and the second one means "at once"
  detached: process.platform !== 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
child.on('error', (error) => { console.error(error.message); process.exit(1); });
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
