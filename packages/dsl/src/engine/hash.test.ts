import { describe, expect, it } from 'vitest';
import { isHeldOut } from './create-run.ts';
import { draw, murmur3 } from './hash.ts';
import { programOf } from './testing.ts';

describe('the hash of splits', () => {
  it('is MurmurHash3: it gives the published values', () => {
    const known: readonly (readonly [string, number, number])[] = [
      ['', 0, 0], ['', 1, 0x514e28b7], ['', 0xffffffff, 0x81f16f39], ['test', 0, 0xba6bd213], ['test', 0x9747b28c, 0x704b81dc],
      ['Hello, world!', 0, 0xc0363e43], ['Hello, world!', 0x9747b28c, 0x24884cba], ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
      ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
    ];
    for (const [text, seed, hash] of known) expect(murmur3(text, seed)).toBe(hash);
  });

  it('ENG-10: is the same for the same (seed, key, step) and another for another', () => {
    expect(draw('s', 'ana', 'a')).toBe(draw('s', 'ana', 'a'));
    expect(new Set([draw('s', 'ana', 'a'), draw('t', 'ana', 'a'), draw('s', 'bob', 'a'), draw('s', 'ana', 'b'), draw('s', 'an', 'aa')]).size).toBe(5);
  });

  it('GATE-4: the control group is of the size set, stable, and drawn apart from any split', () => {
    const program = programOf({ a: { kind: 'exit' } }, { holdout: 10 });
    const all = Array.from({ length: 100_000 }, (_, index) => `customer-${index}`);
    const held = all.filter((id) => isHeldOut(program, 'seed', id));
    expect(Math.abs(held.length / all.length - 0.1)).toBeLessThan(0.01);
    const alsoInArm = held.filter((id) => draw('seed', id, 'split') < 0.5).length / held.length;
    expect(Math.abs(alsoInArm - 0.5)).toBeLessThan(0.03);
  }, 60_000);
});
