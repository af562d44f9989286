import { describe, expect, test } from 'vitest';
import cases from './cases/compatible.json' with { type: 'json' };
import { evaluate } from './evaluate.ts';

interface Case { rule: unknown; data?: unknown; result: unknown; description?: string }
const publicCases = (cases as unknown[]).filter((entry): entry is Case => typeof entry === 'object');

describe('COND-1: the public cases of classic JSON Logic', () => {
  test('are all 278 there', () => expect(publicCases).toHaveLength(278));
  test.each(publicCases.map((entry) => [JSON.stringify(entry.rule), JSON.stringify(entry.data ?? null), entry] as const))('%s with %s', (_rule, _data, entry) => {
    expect(evaluate(entry.rule, entry.data as object)).toEqual({ ok: true, value: entry.result });
  });
});
