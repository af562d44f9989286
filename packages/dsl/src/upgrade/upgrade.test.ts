import { describe, expect, it } from 'vitest';
import { formats, upgrade, type Format } from './upgrade.ts';

/** Made up: version 2 renamed `title` to `name`, version 3 wraps `steps` into a list. */
const past: Format[] = [{
  name: 'attune/journey',
  current: 3,
  upgrades: [
    { to: 3, what: 'steps are a list', lift: (d) => ({ ...d, steps: [d['steps']] }) },
    { to: 2, what: 'title is called name', lift: ({ title, ...d }) => ({ ...d, name: title }) },
  ],
}];

const codeOf = (json: unknown, known?: Format[]): string | undefined => {
  const result = upgrade(json, known);
  return result.ok ? undefined : result.issues[0]?.code;
};

describe('upgrade', () => {
  it('LANG-3: an older document is lifted version by version, in the order of their numbers', () => {
    expect(upgrade({ dsl: 'attune/journey@1', title: 'Welcome', steps: 'a' }, past)).toEqual({ ok: true, issues: [], value: { dsl: 'attune/journey@3', name: 'Welcome', steps: ['a'] } });
    expect(upgrade({ dsl: 'attune/journey@2', name: 'Welcome', steps: 'a' }, past)).toEqual({ ok: true, issues: [], value: { dsl: 'attune/journey@3', name: 'Welcome', steps: ['a'] } });
  });

  it('LANG-3: a document of the current version comes back as it is', () => {
    for (const f of formats) {
      const document = { dsl: `${f.name}@${f.current}`, anything: [1] };
      expect(upgrade(document)).toEqual({ ok: true, value: document, issues: [] });
    }
  });

  it('LANG-3: a newer document is refused with the version that is needed, and never half-read', () => {
    const result = upgrade({ dsl: 'attune/journey@2', steps: {} });
    expect(result.ok).toBe(false);
    expect(result.issues[0]).toMatchObject({ code: 'version-too-new', severity: 'error', path: '/dsl' });
    expect(result.issues[0]?.message).toContain('up to version 1');
  });

  it('LANG-3: every version between the oldest and the current one has its upgrade', () => {
    for (const f of formats) expect(f.upgrades.map((u) => u.to).toSorted((a, b) => a - b)).toEqual(Array.from({ length: f.current - 1 }, (_, i) => i + 2));
  });

  it('LANG-4: anything that is not a document is refused with an issue, and a failing upgrade is told, not thrown', () => {
    for (const json of [null, 3, 'x', [], true]) expect(codeOf(json)).toBe('not-a-document');
    expect(codeOf({})).toBe('unknown-format');
    for (const dsl of [1, null, 'attune/journey', 'attune/journey@', 'attune/journey@1e9', '__proto__@1', 'attune/poem@1']) expect(codeOf({ dsl })).toBe('unknown-format');
    expect(codeOf({ dsl: 'attune/journey@0' })).toBe('version-too-old');
    const broken: Format[] = [{ name: 'attune/journey', current: 2, upgrades: [{ to: 2, what: 'x', lift: () => { throw new Error('no steps'); } }] }];
    expect(codeOf({ dsl: 'attune/journey@1' }, broken)).toBe('upgrade-failed');
  });
});
