import type { JourneySummary } from '@attune/runtime/shapes';
import { describe, expect, it } from 'vitest';
import { mergeCounts, pick } from './journey-list.ts';

const journey = (key: string, more: Partial<JourneySummary> = {}): JourneySummary => ({
  key, name: key, description: null, category: 'marketing', status: 'live', version: 1, changed: false, open: 0, entered: 0, finished: 0, goalRate: null,
  problems: { errors: 0, warnings: 0 }, updatedAt: '2026-05-03T18:00:00Z', ...more,
});

describe('pick', () => {
  it('leaves the archived out unless they are asked for', () => {
    const all = [journey('a'), journey('b', { status: 'archived' })];
    expect(pick(all, { search: '', status: 'all' }).map((j) => j.key)).toEqual(['a']);
    expect(pick(all, { search: '', status: 'archived' }).map((j) => j.key)).toEqual(['b']);
  });
  it('finds each word of the search in name, key or description, in any case', () => {
    const all = [journey('cart', { name: 'Abandoned cart', description: 'Asks kindly' }), journey('welcome')];
    expect(pick(all, { search: 'KINDLY aband', status: 'all' }).map((j) => j.key)).toEqual(['cart']);
    expect(pick(all, { search: 'kindly welcome', status: 'all' })).toEqual([]);
  });
  it('shows the newest change first', () => {
    const all = [journey('old', { updatedAt: '2026-05-01T00:00:00Z' }), journey('new', { updatedAt: '2026-05-02T00:00:00Z' })];
    expect(pick(all, { search: '', status: 'all' }).map((j) => j.key)).toEqual(['new', 'old']);
  });
});

describe('mergeCounts', () => {
  it('takes the newer numbers and leaves a journey without any alone', () => {
    const merged = mergeCounts([journey('a', { open: 1 }), journey('b', { open: 2 })], { a: { open: 9, entered: 10, finished: 1 } });
    expect(merged.map((j) => [j.open, j.entered])).toEqual([[9, 10], [2, 0]]);
  });
});
