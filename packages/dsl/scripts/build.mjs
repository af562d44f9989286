// Makes the folder that is published: JavaScript and declarations, a file for a file, so that a bundler takes the modules it needs and leaves the others.
// `node packages/dsl/scripts/build.mjs [folder]`, by default packages/dsl/dist. Publish it with `npm publish packages/dsl/dist`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const home = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(home, 'dist'));
const require = createRequire(import.meta.url);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const tsc = require.resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', join(home, 'tsconfig.build.json'), '--outDir', join(out, 'lib')], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// The compiler mends the paths of imports in JavaScript only; in declarations they would point to sources that are not published.
for (const file of readdirSync(join(out, 'lib'), { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join(out, 'lib', file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(from\s+|import\()(['"])(\.{1,2}\/[^'"]*)\.ts\2/g, '$1$2$3.js$2'));
}

for (const name of ['README.md', 'SPEC.md', 'NODES.md', 'schema', 'example']) cpSync(join(home, name), join(out, name), { recursive: true });
cpSync(resolve(home, '../../LICENSE'), join(out, 'LICENSE'));

// Inside the workspace the sources are the entry, and `private` keeps them from being published by mistake.
const { private: _, scripts: _ours, devDependencies: _for, exports: _sources, ...published } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
const exports = { '.': { types: './lib/index.d.ts', default: './lib/index.js' }, './schema/*.json': './schema/*.json', './package.json': './package.json' };
writeFileSync(join(out, 'package.json'), `${JSON.stringify({ ...published, exports, types: './lib/index.d.ts' }, null, 2)}\n`);
