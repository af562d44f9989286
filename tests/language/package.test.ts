import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dsl = join(root, 'packages/dsl');
const { dependencies } = JSON.parse(readFileSync(join(dsl, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
/** Who builds for a page has these anyway, or can do without them. */
const LIBRARIES = [/^zod/, /^handlebars/, /^temporal-polyfill/];

/** A stranger's folder: the package as it is published, its dependencies, and nothing of this workspace. */
let home = '';
const installed = () => join(home, 'node_modules/@attune/dsl');

function run(command: string, args: readonly string[], cwd: string): string {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

beforeAll(() => {
  home = mkdtempSync(join(realpathSync(tmpdir()), 'attune-dsl-'));
  const built = join(home, 'built');
  run(process.execPath, [join(dsl, 'scripts/build.mjs'), built], root);
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', home, built], home)) as { filename: string }[];
  mkdirSync(installed(), { recursive: true });
  run('tar', ['-xzf', join(home, packed[0]?.filename.replace('@', '').replace('/', '-') ?? ''), '-C', installed(), '--strip-components=1'], home);
  for (const name of Object.keys(dependencies)) symlinkSync(realpathSync(join(dsl, 'node_modules', name)), join(home, 'node_modules', name), 'junction');
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'stranger', private: true, type: 'module' }));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function bundle(what: string, external: RegExp[]): Promise<string> {
  const input = join(home, 'entry.mjs');
  writeFileSync(input, `${what} from '@attune/dsl';\n`);
  const made = await rolldown({ input, platform: 'browser', external, logLevel: 'silent' });
  const { output } = await made.generate({ format: 'esm', minify: true });
  await made.close();
  return output[0].code;
}

describe('the published package', () => {
  it('holds JavaScript, declarations, schemas, rules and an example, and neither sources nor tests', () => {
    for (const path of ['lib/index.js', 'lib/index.d.ts', 'schema/journey.schema.json', 'schema/graph.schema.json', 'example/run-a-journey.mjs', 'README.md', 'SPEC.md', 'NODES.md', 'LICENSE']) expect(existsSync(join(installed(), path)), path).toBe(true);
    for (const path of ['src', 'scripts', 'lib/engine/testing.js', 'lib/engine/advance.test.js']) expect(existsSync(join(installed(), path)), path).toBe(false);
    const published = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(published).toMatchObject({ name: '@attune/dsl', type: 'module', sideEffects: false, dependencies });
    for (const ours of ['private', 'scripts', 'devDependencies']) expect(published[ours], ours).toBeUndefined();
  });

  it('runs a journey in plain Node, without making code from text', () => {
    cpSync(join(installed(), 'example/run-a-journey.mjs'), join(home, 'run-a-journey.mjs'));
    const said = run(process.execPath, ['--disallow-code-generation-from-strings', 'run-a-journey.mjs'], home).trim().split('\n');
    expect(said.slice(0, 4)).toEqual([
      '2026-03-02T09:00:00.000Z journey: entered, Cart Updated happened',
      '2026-03-02T09:00:00.000Z pause: waiting, waits 1 hour',
      '2026-03-02T10:00:00.000Z pause: next, the time was up',
      '2026-03-02T10:00:00.000Z remind: next, a message by email is asked for',
    ]);
    expect(JSON.parse(said[5] ?? '')).toMatchObject({ type: 'send', channel: 'email', id: 'run-1:remind:1:0' });
  });

  it('shows the same journey in its README as in the example', () => {
    const code = readFileSync(join(installed(), 'example/run-a-journey.mjs'), 'utf8').split('\n').slice(1).join('\n').trim();
    expect(readFileSync(join(installed(), 'README.md'), 'utf8')).toContain(code);
  });

  it('gives its schemas by name', () => {
    writeFileSync(join(home, 'schemas.mjs'), `import graph from '@attune/dsl/schema/graph.schema.json' with { type: 'json' };\nimport journey from '@attune/dsl/schema/journey.schema.json' with { type: 'json' };\nconsole.log(graph.$schema === journey.$schema, journey.$comment);\n`);
    expect(run(process.execPath, ['--no-warnings', 'schemas.mjs'], home)).toContain('true The shape of attune/journey@1');
  });

  it('has declarations that hold under strict checks, of the package itself too', () => {
    writeFileSync(join(home, 'strict.ts'), `import { diff, parseProgram, simulate, type Issue, type Program } from '@attune/dsl';
const read = parseProgram({});
const issues: readonly Issue[] = read.issues;
const told = (a: Program, b: Program): readonly string[] => [...diff(a, b).words, ...simulate(a, {}).story.map((line) => line.words)];
const isTyped: 0 extends 1 & typeof read ? never : true = true;
console.log(issues, told, isTyped);
`);
    const tsc = createRequire(import.meta.url).resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc');
    run(process.execPath, [tsc, '--strict', '--noEmit', '--target', 'es2023', '--module', 'nodenext', '--lib', 'es2023,dom', '--types', '', 'strict.ts'], home);
  });
});

describe('the package in a page', () => {
  it('needs nothing of Node, and makes no code from text', async () => {
    const code = await bundle('export *', [/^zod/]);
    expect(code).not.toMatch(/["'`]node:|\brequire\(["'`]|\bprocess\.\w|\bBuffer\b|__dirname/);
    expect(code).not.toMatch(/\beval\(|\bnew Function\b|\bFunction\(/);
  });

  it('what runs journeys weighs less than 180 KB minified and 64 KB on its way, without the libraries', async () => {
    const code = await bundle('export { advance, createRun, moveRun, occur }', LIBRARIES);
    expect(code.length).toBeLessThan(180_000);
    expect(gzipSync(code).length).toBeLessThan(64_000);
  });

  it('a page takes only what it names', async () => {
    const [all, one, few] = [await bundle('export *', LIBRARIES), await bundle('export { evaluate }', LIBRARIES), await bundle('export { parseProgram }', LIBRARIES)];
    expect(one.length).toBeLessThan(30_000);
    expect(few.length).toBeLessThan(0.7 * all.length);
    // every check, the simulator and the words of every form are in it
    expect(all.length).toBeLessThan(350_000);
  });
});
