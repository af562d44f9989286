// Node and npm are enough to begin: installs the workspace with the pinned pnpm when the lockfile changed since the last time.
// Imported by every other script, so that `npm start`, `npm test` and `node scripts/test.mjs` need no step before them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The checkout's folder. */
export const root = resolve(import.meta.dirname, '..');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Attune needs Node 20.19 or newer; this is ${process.version}. Install a newer one from https://nodejs.org and run this again.`);
  process.exit(1);
}

const { packageManager } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const pnpm = packageManager.split('+')[0];
const stamp = createHash('sha256')
  .update(readFileSync(resolve(root, 'pnpm-lock.yaml')))
  .update(readFileSync(resolve(root, 'pnpm-workspace.yaml')))
  .update(`${process.platform} ${process.arch} ${pnpm}`)
  .digest('hex');
const mark = resolve(root, 'node_modules/.bootstrap');

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== stamp) {
  console.log('Installing what Attune is built from. This takes a minute the first time.');
  const path = process.env.npm_execpath;
  // the npm that runs us, without a shell where possible
  const [command, ...before] = path && /npm-cli\.c?js$/.test(path) ? [process.execPath, path] : ['npm'];
  const installed = spawnSync(command, [...before, 'exec', '--yes', '--', pnpm, 'install', '--frozen-lockfile'], {
    cwd: root,
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
    env: { ...process.env, CI: 'true' },
  });
  if (installed.status !== 0) {
    console.error('The installation failed; the reason is above. Check that the npm registry can be reached and run this again.');
    process.exit(installed.status ?? 1);
  }
  writeFileSync(mark, stamp);
}
