// Everything that must hold: types, generated files, the editor's build, and all tests. Ends with one line that adds it up.
// `npm test -- <words>` runs only the tests whose file matches; options of vitest (`-t`, `--project`) are passed on.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { root } from './bootstrap.mjs';
import { buildEditor } from './build-editor.mjs';

const filter = process.argv.slice(2);
const tally = { passed: 0, failed: 0 };
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

function check(name, holds) {
  const good = holds();
  tally[good ? 'passed' : 'failed'] += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name}`);
}

/** A file that could not even be loaded has no failed test in it, and must count all the same. */
function count(report) {
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed').length;
    tally.passed += file.assertionResults.filter((test) => test.status === 'passed').length;
    tally.failed += failed === 0 && file.status === 'failed' ? 1 : failed;
  }
}

function runTests() {
  const output = resolve(root, 'node_modules/.cache/test-report.json');
  mkdirSync(dirname(output), { recursive: true });
  rmSync(output, { force: true });
  const good = node('node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`, ...filter);
  const before = tally.failed;
  if (existsSync(output)) count(JSON.parse(readFileSync(output, 'utf8')));
  // an error outside any test (an unhandled rejection, a crash of a worker) fails the run too
  if (!good && tally.failed === before) tally.failed += 1;
}

if (filter.length === 0) {
  for (const project of ['packages/dsl', 'packages/templates', 'apps/runtime', 'apps/editor', 'examples/sample-shop', 'examples/segment-client', 'tests']) {
    check(`types of ${project}`, () => node('node_modules/typescript/bin/tsc', '-p', project));
  }
  check('generated files are current', () => node('--import', 'tsx', 'scripts/generate.ts', '--check'));
}
check('the editor builds', buildEditor);
runTests();
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
