import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { graphJsonSchema, programJsonSchema } from '../packages/dsl/src/index.ts';
import { nodesPage } from './generate/nodes-page.ts';

/**
 * Writes every file that is made from code, so that none can drift. `--check` writes nothing and fails, naming each file that is not current.
 * A new generated file is one more line in this list.
 */
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const files: readonly { readonly path: string; make(): string }[] = [
  { path: 'packages/dsl/schema/journey.schema.json', make: () => json(programJsonSchema()) },
  { path: 'packages/dsl/schema/graph.schema.json', make: () => json(graphJsonSchema()) },
  { path: 'packages/dsl/NODES.md', make: nodesPage },
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

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
