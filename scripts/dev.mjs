// For working on Attune: the runtime restarts when its sources change, and the editor comes from Vite with hot reload.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { root } from './bootstrap.mjs';
import './stop-with-parent.mjs';

const guard = new URL('./stop-with-parent.mjs', import.meta.url).href;
const start = (cwd, ...args) => spawn(process.execPath, args, { cwd: resolve(root, cwd), stdio: ['ignore', 'inherit', 'inherit'], detached: process.platform !== 'win32' });
const children = [
  start('.', resolve(root, 'node_modules/tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', '--import', guard, 'apps/runtime/src/main.ts'),
  start('apps/editor', resolve(root, 'apps/editor/node_modules/vite/bin/vite.js')),
];

let ending = false;
const stop = (signal) => {
  ending = true;
  for (const child of children) child.kill(signal);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));
for (const child of children) {
  child.on('exit', (code) => {
    if (!ending) stop('SIGTERM');
    process.exitCode ||= ending ? 0 : (code ?? 1);
  });
}
