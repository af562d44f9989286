import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentTable } from '../apps/runtime/src/env.ts';
import { graphJsonSchema, programJsonSchema } from '../packages/dsl/src/index.ts';
import { nodesPage } from './generate/nodes-page.ts';

/**
 * Writes every file that is made from code, so that none can drift. `--check` writes nothing and fails, naming each file that is not current.
 * A new generated file is one more line in this list.
 */
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A page of prose with a made part between two marks. */
const within = (path: string, mark: string, made: string): string => {
  const [begin, end] = [`<!--BEGIN:${mark}-->`, `<!--END:${mark}-->`];
  const text = current(path) ?? '';
  if (!text.includes(begin) || !text.includes(end)) throw new Error(`${path} lacks the marks ${begin} and ${end}`);
  return `${text.slice(0, text.indexOf(begin) + begin.length)}\n${made}\n${text.slice(text.indexOf(end))}`;
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const files: readonly { readonly path: string; make(): string }[] = [
  { path: 'packages/dsl/schema/journey.schema.json', make: () => json(programJsonSchema()) },
  { path: 'packages/dsl/schema/graph.schema.json', make: () => json(graphJsonSchema()) },
  { path: 'packages/dsl/NODES.md', make: nodesPage },
  { path: 'README.md', make: () => within(join(root, 'README.md'), 'ENV', environmentTable()) },
];

function current(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const checking = process.argv.includes('--check');
const stale = files.flatMap(({ path, make }) => {
  const whole = join(root, path);
  const text = make();
  if (current(whole) === text) return [];
  if (!checking) {
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }
  return [relative(root, whole)];
});

if (stale.length > 0) console.log(checking ? `Not current: ${stale.join(', ')}. Run: npm run generate` : `Written: ${stale.join(', ')}`);
process.exitCode = checking && stale.length > 0 ? 1 : 0;
