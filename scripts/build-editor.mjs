// Builds the editor when what it is made of changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './bootstrap.mjs';

const INPUTS = [
  'apps/editor/src', 'apps/editor/public', 'apps/editor/index.html', 'apps/editor/vite.config.ts', 'apps/editor/package.json',
  'packages/dsl/src', 'packages/templates', 'pnpm-lock.yaml',
];
const mark = resolve(root, 'node_modules/.cache/editor-stamp');

function files(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'dist' && !entry.name.endsWith('.test.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => files(join(path, entry.name)));
}

function stampOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) for (const file of files(resolve(root, input))) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Builds `apps/editor/dist` if it is missing or older than its sources. Returns whether a good build is there. */
export function buildEditor() {
  const stamp = stampOf(INPUTS);
  const built = existsSync(resolve(root, 'apps/editor/dist/index.html'));
  if (built && existsSync(mark) && readFileSync(mark, 'utf8') === stamp) return true;
  console.log('Building the editor.');
  rmSync(mark, { force: true });
  const editor = resolve(root, 'apps/editor');
  const made = spawnSync(process.execPath, [resolve(editor, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: editor, stdio: 'inherit' });
  if (made.status !== 0) return false;
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, stamp);
  return true;
}

if (process.argv[1] === import.meta.filename && !buildEditor()) process.exit(1);
