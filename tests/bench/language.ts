import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { spawnSync } from 'node:child_process';
import { advance, check, compile, decompile, diff, occur, parseProgram, planMigration, simulateMany, type Crowd, type HostFacts, type Program, type Run } from '@attune/dsl';
import { rolldown } from 'rolldown';
import { crowdJourney, large, reference, threeRules } from './journeys.ts';

/** Figures of the language alone: no database, no network, one thread. Prints a table; see docs/performance.md for how to read it. */
const AT = '2026-05-04T10:00:00.000Z';
const root = resolve(import.meta.dirname, '../..');

/** Milliseconds of one call: the best of several rounds, since what else the machine does only ever adds. */
function best(rounds: number, calls: number, call: () => unknown): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    for (let i = 0; i < calls; i += 1) call();
    least = Math.min(least, (performance.now() - started) / calls);
  }
  return least;
}

function must<T>(read: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly { readonly message: string }[] }): T {
  if (!read.ok) throw new Error(read.issues[0]?.message);
  return read.value;
}

const facts: HostFacts = { customer: { id: 'ada', plan: 'pro', country: 'DE', first_name: 'Ada' }, segments: [], sentiment: null, consent: {}, sentimentAllowed: true, history: {}, zone: 'UTC' };
const event = (name: string, properties: Record<string, number>) => ({ name, at: AT, properties });
const enter = (program: Program, name: string) => occur(program, { version: 1, runs: [], occurrence: { type: 'event', event: event(name, { value: 60 }) }, facts, now: AT, newRunId: () => 'run-1', lastEntry: () => null });

const big = must(parseProgram(large(500)));
const graph = must(decompile(big));
const text = JSON.stringify(graph);
const other = must(parseProgram({ ...large(500), steps: Object.fromEntries(Object.entries(large(500).steps).map(([id, step], i) => [id, i % 25 === 0 && step.kind === 'delay' ? { ...step, for: 'P9D' } : step])) }));
const waiting = enter(threeRules, 'Cart Updated').entered?.run as Run;
const order = { type: 'event', event: event('Order Completed', { total: 80 }) } as const;
if (!waiting.waiting || advance(threeRules, waiting, order, facts, AT).run.finish?.id !== 'large') throw new Error('the run did not go through its three rules: the measurement is wrong');
const many = Array.from({ length: 10_000 }, (_, i): Pick<Run, 'id' | 'status' | 'waiting'> => ({ id: `run-${i}`, status: 'open', waiting: { step: `pause-${i % 100}`, visit: 1, since: AT, due: AT } }));
const crowd: Crowd = {
  count: 10_000, days: 30, seed: 'bench',
  personas: [
    { name: 'buyer', weight: 1, customer: { timezone: 'Europe/Berlin' }, habits: [{ event: 'Cart Updated', within: 'P1D' }, { event: 'Order Completed', after: 'PT1H', within: 'PT20H', chance: 0.8 }] },
    { name: 'browser', weight: 3, customer: { timezone: 'America/New_York' }, habits: [{ event: 'Cart Updated', every: 'P5D', chance: 0.5 }] },
  ],
};

const unit = best(20, 5, () => JSON.parse(text) as unknown);
const lines: readonly (readonly [string, number])[] = [
  [`JSON.parse of a journey of 500 nodes (${Math.round(text.length / 1024)} KB): the unit`, unit],
  ['compile 500 nodes', best(15, 2, () => compile(graph))],
  ['parseProgram 500 steps', best(15, 2, () => parseProgram(big))],
  ['check 500 nodes', best(8, 1, () => check(graph))],
  ['diff of two versions of 500 steps', best(15, 2, () => diff(big, other))],
  ['planMigration of 10,000 runs', best(8, 1, () => planMigration(many, big, other))],
  ['advance: an event through three rules (exit, wait, branch)', best(20, 2000, () => advance(threeRules, waiting, order, facts, AT))],
  ['occur: entry, audience and branch, three steps, one message', best(20, 2000, () => enter(reference as unknown as Program, 'Cart Updated'))],
  ['simulateMany: 10,000 customers, 30 days, 25,000 runs', best(3, 1, () => simulateMany(crowdJourney, crowd))],
];

const spoken = (ms: number) => (ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : ms >= 0.1 ? `${ms.toFixed(1)} ms` : `${(ms * 1000).toFixed(1)} µs`);
console.log(`\nNode ${process.version}, the language, one thread\n`);
console.log('| what | time | of the unit |\n|---|---:|---:|');
for (const [what, ms] of lines) console.log(`| ${what} | ${spoken(ms)} | ${ms / unit >= 10 ? Math.round(ms / unit).toLocaleString('en') : (ms / unit).toPrecision(2)} |`);

const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'));
try {
  const built = spawnSync(process.execPath, [join(root, 'packages/dsl/scripts/build.mjs'), join(folder, 'dsl')], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  console.log('\n| bundle, minified | own code | gzip | with its libraries | gzip |\n|---|---:|---:|---:|---:|');
  const parts = { 'everything': 'export *', 'reading and running (parseProgram, occur, advance, moveRun)': 'export { advance, moveRun, occur, parseProgram }', 'running (occur, advance, moveRun)': 'export { advance, createRun, moveRun, occur }', 'conditions (evaluate)': 'export { evaluate }' };
  for (const [what, named] of Object.entries(parts)) console.log(`| ${what} | ${await weigh(named, [/^zod/, /^handlebars/, /^temporal-polyfill/])} | ${await weigh(named, [])} |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function weigh(named: string, external: RegExp[]): Promise<string> {
  const input = join(folder, 'entry.mjs');
  writeFileSync(input, `${named} from '${join(folder, 'dsl/lib/index.js')}';\n`);
  const made = await rolldown({ input, platform: 'browser', external, logLevel: 'silent', resolve: { modules: [join(root, 'packages/dsl/node_modules')] } });
  const { output } = await made.generate({ format: 'esm', minify: true });
  await made.close();
  const kb = (bytes: number) => `${Math.round(bytes / 1000)} KB`;
  return `${kb(output[0].code.length)} | ${kb(gzipSync(output[0].code).length)}`;
}
