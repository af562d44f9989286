import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SKIPPED = new Set(['node_modules', 'dist', 'artifacts', '.git']);

/** One source file: where it lies, what it imports (`type` where only types), and its text. */
interface Source {
  readonly path: string;
  readonly text: string;
  readonly code: string;
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[];
}

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return /\.(?:ts|tsx|mts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Texts and comments become empty, so that a rule about code is not broken by words about it. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1').replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const found = [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm), ...text.matchAll(/\b()import\(\s*['"]([^'"]+)['"]\s*\)/g)];
  const imports = found.map((match) => {
    const name = match[2] ?? '';
    return { from: name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), name)) : name, typeOnly: Boolean(match[1]) };
  });
  return { path, text, code: codeOf(text), imports };
}

const sources = ['packages', 'apps', 'examples', 'tests', 'bench', 'scripts'].filter((folder) => existsSync(join(ROOT, folder))).flatMap(walk).map(read);
/** A room's test support may build the whole runtime, as its tests do. */
const own = sources.filter(({ path }) => !/\.test\.tsx?$|\/testing\.ts$/.test(path));
const within = (folder: string, list = own) => list.filter(({ path }) => path.startsWith(folder));

/** A room and what it may reach for. `may` matches paths from the root, or names of packages. */
interface Room {
  readonly name: string;
  readonly files: (path: string) => boolean;
  readonly may: readonly RegExp[];
  /** Of these the types, but nothing that runs. */
  readonly types?: readonly RegExp[];
}
const under = (...folders: string[]) => (path: string) => folders.some((folder) => path.startsWith(folder));
const RUNTIME = 'apps/runtime/src';
const anyNode = /^node:/;

const rooms: readonly Room[] = [
  { name: 'the language', files: under('packages/dsl/src/'), may: [/^packages\/dsl\//, /^zod$/, /^json-logic-js$/, /^handlebars/, /^temporal-polyfill/] },
  { name: 'templates', files: under('packages/templates/src/'), may: [/^packages\/templates\//, /^@attune\/dsl$/] },
  { name: 'the editor\'s document', files: under('apps/editor/src/document/'), may: [/^apps\/editor\/src\/document\//, /^@attune\/dsl$/, /^zustand/, /^@dagrejs\/dagre$/] },
  {
    name: 'the editor', files: (path) => path.startsWith('apps/editor/src/') && !path.startsWith('apps/editor/src/document/'),
    may: [/^apps\/editor\//, /^@attune\/(?:dsl|templates)$/, /^(?!node:|@attune\/)[@a-z]/], types: [/^@attune\/runtime/],
  },
  { name: 'HTTP', files: under(`${RUNTIME}/http/`), may: [/^apps\/runtime\/src\/(?:http|work|store)\//, /^apps\/runtime\/src\/(?:clock|log|errors|loopback)\.ts$/, /^@attune\/(?:dsl|templates)$/, /^@?hono\b/, /^@hono\//, /^zod$/, /^drizzle-orm/, /^csv-parse/, anyNode] },
  { name: 'work', files: under(`${RUNTIME}/work/`), may: [/^apps\/runtime\/src\/(?:work|store)\//, /^apps\/runtime\/src\/channel\/(?:channel|requester)\.ts$/, /^apps\/runtime\/src\/sentiment\/scorer\.ts$/, /^apps\/runtime\/src\/(?:clock|log|errors)\.ts$/, /^@attune\/dsl$/, /^drizzle-orm/, /^node-cron$/, anyNode] },
  { name: 'the store', files: under(`${RUNTIME}/store/`), may: [/^apps\/runtime\/src\/store\//, /^apps\/runtime\/src\/(?:clock|log|errors)\.ts$/, /^drizzle-orm/, /^postgres$/, /^@electric-sql\/pglite/, /^@attune\/dsl$/, /^vitest$/, anyNode], types: [/^apps\/runtime\/src\/(?:work|sentiment|env|http\/shapes)/] },
  { name: 'channels', files: under(`${RUNTIME}/channel/`), may: [/^apps\/runtime\/src\/channel\//, /^apps\/runtime\/src\/(?:clock|log)\.ts$/, /^(?:nodemailer|mailparser|email-reply-parser|http_ece|standardwebhooks|ipaddr\.js|zod)$/, anyNode] },
  { name: 'sentiment', files: under(`${RUNTIME}/sentiment/`), may: [/^apps\/runtime\/src\/sentiment\//, /^apps\/runtime\/src\/(?:clock|log)\.ts$/, /^eld\//, anyNode] },
  { name: 'examples', files: under('examples/'), may: [/^examples\//, /^@attune\//, /^(?!node:)[@a-z]/, anyNode] },
  { name: 'tests', files: under('tests/', 'bench/'), may: [/^tests\//, /^bench\//, /^@attune\//, /^(?!packages\/|apps\/|examples\/)[@a-z]/] },
];

describe('who may import whom', () => {
  for (const room of rooms) {
    it(`${room.name} imports only what its row of the table allows`, () => {
      const files = own.filter(({ path }) => room.files(path));
      expect(files.length, 'the room is empty').toBeGreaterThan(0);
      const broken = files.flatMap(({ path, imports }) => imports
        .filter(({ from, typeOnly }) => !room.may.some((rule) => rule.test(from)) && !(typeOnly && room.types?.some((rule) => rule.test(from))))
        .map(({ from, typeOnly }) => `${path} imports ${typeOnly ? 'types of ' : ''}${from}`));
      expect(broken).toEqual([]);
    });
  }

  it('a node kind imports no other kind, no compiler and no part of the engine that runs', () => {
    const kinds = sources.filter(({ path }) => /^packages\/dsl\/src\/nodes\/[^/]+\//.test(path) && !path.endsWith('.test.ts'));
    expect(kinds.length).toBeGreaterThan(10);
    const broken = kinds.flatMap(({ path, imports }) => {
      const kind = path.split('/')[4];
      return imports.filter(({ from, typeOnly }) => (/^packages\/dsl\/src\/(?:compile|check|simulate)\//.test(from))
        || (!typeOnly && from.startsWith('packages/dsl/src/engine/'))
        || (/^packages\/dsl\/src\/nodes\/[^/]+\/[^/]+$/.test(from) && from.split('/')[4] !== kind)).map(({ from }) => `${path} imports ${from}`);
    });
    expect(broken).toEqual([]);
  });
});

describe('every source file', () => {
  const broken = (list: readonly Source[], rule: RegExp, allowed: (path: string) => boolean = () => false) => list.filter(({ path, code }) => !allowed(path) && rule.test(code)).map(({ path }) => path);

  it('has at most 400 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 401).map(({ path, text }) => `${path}: ${text.split('\n').length}`)).toEqual([]);
  });

  it('has no `any`, and switches no check of TypeScript off', () => {
    expect(broken(sources, /(?::|<|\bas|[^|]\||[^&]&)\s*any\b(?!\s*[(:=.?|&])|\bany\[\]|\btype\s+\w+\s*=\s*any\b|,\s*any\s*>/)).toEqual([]);
    expect(sources.filter(({ path, text }) => path !== 'tests/boundaries.test.ts' && /@ts-(?:ignore|expect-error|nocheck)/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('has named exports only, but for configurations that demand one', () => {
    expect(broken(sources, /^export default\b/m, (path) => path.endsWith('.config.ts'))).toEqual([]);
  });

  it('is named in kebab-case, or as React names components', () => {
    expect(sources.map(({ path }) => path).filter((path) => !/\/(?:[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*|[A-Z][A-Za-z0-9]*(?:\.test)?)\.(?:ts|tsx|mts|mjs)$/.test(path))).toEqual([]);
  });

  it('is no drawer for odds and ends', () => {
    expect(sources.map(({ path }) => path).filter((path) => /\/(?:utils?|misc|common|stuff)\.tsx?$/.test(path))).toEqual([]);
  });

  it('skips no test and runs none alone', () => {
    const tests = sources.filter(({ path }) => /\.test\.tsx?$/.test(path));
    expect(tests.length).toBeGreaterThan(10);
    expect(broken(tests, /\b(?:it|test|describe)\.(?:skip|only|todo|skipIf|runIf|fails)\b/)).toEqual([]);
  });
});

describe('the language', () => {
  const language = within('packages/dsl/src/');

  it('reads no clock, throws no dice, prints nothing and knows no machine', () => {
    const rule = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bconsole\.|\bprocess\.|\bTemporal\.Now\b|\bperformance\.|\bcrypto\.|\bsetTimeout\b|\bsetInterval\b|\bfetch\(/;
    expect(language.filter(({ code }) => rule.test(code)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the runtime', () => {
  const runtime = within(`${RUNTIME}/`);

  it('reads the environment in one file', () => {
    expect(runtime.filter(({ code }) => /\bprocess\.env\b/.test(code)).map(({ path }) => path)).toEqual([`${RUNTIME}/env.ts`]);
  });

  it('listens to signals, and to the network, in one file', () => {
    expect(runtime.filter(({ code, imports }) => /\bprocess\.(?:on|once)\(|\.listen\(/.test(code) || imports.some(({ from }) => from === '@hono/node-server')).map(({ path }) => path)).toEqual([`${RUNTIME}/main.ts`]);
  });
});

it('no shared code of the language or the editor asks a kind by its name', () => {
  const shared = own.filter(({ path }) => (path.startsWith('packages/dsl/src/') && !path.startsWith('packages/dsl/src/nodes/')) || /^apps\/editor\/src\/(?:document|canvas|inspector|action)\//.test(path));
  const kinds = readdirSync(join(ROOT, 'packages/dsl/src/nodes'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name.replace(/^entry-/, ''));
  expect(kinds.length).toBeGreaterThan(10);
  const asks = new RegExp(`\\bkind\\s*[!=]==?\\s*['"](?:${kinds.join('|')})['"]|['"](?:${kinds.join('|')})['"]\\s*[!=]==?\\s*[\\w.]*\\bkind\\b`);
  expect(shared.filter(({ text }) => asks.test(text)).map(({ path }) => path)).toEqual([]);
});
