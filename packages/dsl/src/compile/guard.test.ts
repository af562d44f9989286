import { describe, expect, it } from 'vitest';
import { check } from '../check/index.ts';
import { upgrade } from '../upgrade/index.ts';
import type { Program } from '../program.ts';
import { compile } from './compile.ts';
import { decompile } from './decompile.ts';
import { guardJson, LIMITS } from './guard.ts';
import { parseGraph } from './parse-graph.ts';
import { parseProgram } from './parse-program.ts';
import { cartProgram } from './sample.ts';

const doors = { compile, parseGraph, parseProgram, upgrade, decompile: (json: unknown) => decompile(json as Program), check: (json: unknown) => ({ ok: false, issues: check(json as Program) }) };

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => ({ and: [inner] }), true);

/** A small repeatable source of chance for the tests. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const odd: unknown[] = [null, true, -1, 1e308, '', '__proto__', 'constructor', [], {}, [[]], { kind: 'delay' }, 'x'.repeat(5000), { var: '' }, ['next'], JSON.parse('{"__proto__":{"a":1}}')];

/** Replaces, removes or renames something at a random place. */
function spoil(value: unknown, random: () => number): unknown {
  if (random() < 0.15 || typeof value !== 'object' || value === null) return odd[Math.floor(random() * odd.length)];
  if (Array.isArray(value)) {
    const at = Math.floor(random() * value.length);
    return value.length === 0 ? [odd[Math.floor(random() * odd.length)]] : value.map((item: unknown, i) => (i === at ? spoil(item, random) : item));
  }
  const keys = Object.keys(value);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return { surprise: odd[Math.floor(random() * odd.length)] };
  const { [key]: old, ...rest } = value as Record<string, unknown>;
  const what = random();
  if (what < 0.15) return rest;
  return { ...rest, [what < 0.3 ? `${key}x` : key]: spoil(old, random) };
}

describe('guard', () => {
  it('LANG-4: anything that is not plain JSON is refused with an issue', () => {
    for (const value of [undefined, () => 1, Symbol('x'), 10n, new Date(0), new Map(), NaN, [Infinity], { a: /x/ }]) expect(guardJson(value)[0]?.code).toBe('not-json');
    expect(guardJson({ a: [1, 'x', null, { b: true }], c: undefined })).toEqual([]);
  });

  it('LANG-4: the key __proto__ is refused with its place, and no prototype is touched', () => {
    const hostile: unknown = JSON.parse('{"dsl":"attune/journey@1","steps":{"__proto__":{"polluted":true}}}');
    for (const [name, door] of Object.entries(doors)) expect(door(hostile).issues[0], name).toMatchObject({ code: 'reserved-key', path: '/steps/__proto__' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('LANG-4: too deep, too many and too long are refused before a schema looks at them; a cycle counts as too deep', () => {
    const circle: Record<string, unknown> = {};
    circle['again'] = circle;
    expect(guardJson(circle)[0]?.code).toBe('too-deep');
    expect(guardJson(nested(100_000))[0]?.code).toBe('too-deep');
    expect(guardJson(nested(LIMITS.depth / 2 - 1))).toEqual([]);
    expect(guardJson(Array.from({ length: LIMITS.values + 1 }, () => 0))[0]?.code).toBe('too-large');
    expect(guardJson('x'.repeat(LIMITS.characters + 1))[0]?.code).toBe('too-large');
  });

  it('LANG-4: a deep condition inside a valid program is an issue, not a crash', () => {
    for (const depth of [35, 60, 5000]) {
      const result = parseProgram({ ...cartProgram(), audience: nested(depth) });
      expect(result.ok).toBe(false);
      expect(result.issues[0]?.path.startsWith('/audience')).toBe(true);
    }
  });

  it('LANG-4: 1,000 spoilt documents at every door give issues or an answer, and never throw', () => {
    const random = chance(7);
    const program = cartProgram();
    const graph = decompile(program);
    if (!graph.ok) throw new Error('the sample is broken');
    for (let i = 0; i < 1000; i++) {
      let json: unknown = i % 2 === 0 ? program : graph.value;
      for (let n = 0; n <= i % 3; n++) json = spoil(json, random);
      const before = JSON.stringify(json);
      for (const [name, door] of Object.entries(doors)) {
        const result = door(json);
        expect(Array.isArray(result.issues), `${name} of ${before}`).toBe(true);
        if (!result.ok && name !== 'check') expect(result.issues.length, `${name} of ${before}`).toBeGreaterThan(0);
      }
      expect(JSON.stringify(json)).toBe(before);
    }
  }, 60_000);

  it('LANG-4: ten thousand wrong references are refused in a moment', () => {
    const name = (kind: string, i: number): string => `${kind}-${'x'.repeat(80)}-${i}`;
    const nodes = Array.from({ length: 2000 }, (_, i) => ({ id: name('node', i), kind: 'exit', config: {}, position: { x: 0, y: 0 } }));
    const edges = Array.from({ length: 8000 }, (_, i) => ({ id: `e${i}`, from: { node: name('elsewhere', i), port: 'next' }, to: name('nowhere', i) }));
    expect(parseGraph({ dsl: 'attune/graph@1', settings: { key: 'k', name: 'n', category: 'service' }, nodes, edges }).issues.length).toBe(LIMITS.issues);
    const steps = Object.fromEntries(nodes.slice(0, 1900).map((n, i) => [n.id, { kind: 'delay', for: 'P1D', next: name('nowhere', i) }]));
    const result = parseProgram({ ...cartProgram(), start: name('node', 0), steps });
    expect(result.ok).toBe(false);
    expect(result.issues.length).toBeLessThanOrEqual(LIMITS.issues + 1);
  }, 20_000);

  it('LANG-4: a hundred thousand mistakes are told as a hundred issues', () => {
    const result = parseProgram({ ...cartProgram(), exits: Array.from({ length: 100_000 }, () => 1) });
    expect(result.issues.length).toBeLessThanOrEqual(LIMITS.issues);
  });
});
