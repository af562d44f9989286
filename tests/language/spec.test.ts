import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));
const ID = /\b(?:LANG|COND|ENG|GATE|CHK|DIFF|SIM|EXP)-\d+\b/g;

const testFiles = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'));

/** The rules cited in names of tests: in a text that is the first argument of a call, such as `it('ENG-1: ...'`. */
const citedIn = (source: string): string[] => [...source.matchAll(/\((['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)].flatMap((found) => found[2]?.match(ID) ?? []);

const rules = [...readFileSync(join(packages, 'dsl/SPEC.md'), 'utf8').matchAll(/^\*\*([A-Z]+-\d+)\*\*/gm)].map((found) => found[1] as string);
const cited = new Map(testFiles.map((file) => [file, citedIn(readFileSync(join(packages, file), 'utf8'))]));

describe('SPEC.md', () => {
  it('numbers every rule once', () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(new Set(rules).size).toBe(rules.length);
  });

  it('has a test for every rule, which cites it in its name', () => {
    const proven = new Set([...cited.values()].flat());
    expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
  });

  it('knows every rule that a test cites', () => {
    const unknown = [...cited].flatMap(([file, ids]) => ids.filter((id) => !rules.includes(id)).map((id) => `${id} in ${file}`));
    expect(unknown).toEqual([]);
  });
});
