import { describe, expect, it } from 'vitest';
import { compile, decompile, parseGraph } from '../compile/index.ts';
import { cartProgram, edge, node } from '../compile/sample.ts';
import type { Issue } from '../issue.ts';
import type { World } from '../node-kind.ts';
import { applyFix, cases, draw, mail, branch, marketing } from './testing.ts';
import { getAt } from '../compile/place.ts';
import { simulate, type SimulationInput } from '../simulate/index.ts';
import { check, checks } from './index.ts';

const withCode = (issues: readonly Issue[], code: string): Issue[] => issues.filter((i) => i.code === code);

describe('checks before publishing', () => {
  for (const { what, code, severity, at, bad, good, world } of cases) {
    it(`CHK-3: finds ${what}, and not where it was put right`, () => {
      expect(withCode(check(bad, world), code)).toEqual([expect.objectContaining({ severity, ...at })]);
      expect(withCode(check(good, world), code)).toEqual([]);
    });
  }

  it('CHK-4: says the same of a program as of its graph', () => {
    const program = cartProgram();
    const graph = decompile(program);
    if (!graph.ok) throw new Error('the sample is broken');
    const world: World = { events: [], traits: [], segments: [], templates: [], channels: [], topics: [] };
    const said = (issues: Issue[]) => issues.map((i) => `${i.severity} ${i.code} ${i.node ?? ''} ${i.message}`).toSorted();
    expect(said(check(graph.value, world))).toEqual(said(check(program, world)));
    expect(said(check(program, world)).length).toBeGreaterThan(8);
  });

  it('CHK-5: holds nothing against a workspace that nothing is known of', () => {
    expect(check(cartProgram()).filter((i) => i.code.startsWith('unknown'))).toEqual([]);
  });

  it('CHK-6: checks a draft as far as it is complete', () => {
    const draft = draw([node('empty', 'message', {}), mail('m', 'We are sorry.'), node('alone', 'exit', {})], [edge('pause', 'next', 'empty'), edge('empty', 'next', 'm')]);
    const codes = check(draft).map((i) => i.code);
    expect(codes).toEqual(expect.arrayContaining(['missing', 'apology-without-remedy', 'unreachable-step']));
    expect(check({ ...draft, nodes: [], edges: [] }).map((i) => i.code)).toEqual(['no-entry']);
  });

  it('CHK-7: every issue names a place of the document, a node where there is one, and says something', () => {
    for (const { bad, world } of cases) {
      const parsed = parseGraph(bad);
      expect(parsed.ok).toBe(true);
      for (const issue of check(bad, world)) {
        const keys = issue.path.split('/').slice(1).map((k) => (/^\d+$/.test(k) ? Number(k) : k.replaceAll('~1', '/').replaceAll('~0', '~')));
        // The last key may be the one that is missing; what holds it must be there.
        expect(getAt(bad, keys.slice(0, -1)), `${issue.code} at ${issue.path}`).toBeDefined();
        if (issue.node !== undefined) expect(bad.nodes.map((n) => n.id)).toContain(issue.node);
        expect(issue.message).toMatch(/[A-Z"].{20,}[.?!]$/);
      }
    }
  });

  for (const { what, code, bad, world } of cases) {
    const fixed = withCode(check(bad, world), code).find((issue) => issue.fix !== undefined);
    if (fixed === undefined) continue;
    it(`CHK-11: what is offered against ${what} puts it right, and breaks nothing`, () => {
      const next = applyFix(bad, fixed);
      expect(next).not.toEqual(bad);
      const after = check(next as typeof bad, world);
      expect(withCode(after, code).filter((issue) => issue.node === fixed.node && issue.message === fixed.message)).toEqual([]);
      const errors = (issues: readonly Issue[]) => issues.filter((issue) => issue.severity === 'error').length;
      expect(errors(after), JSON.stringify(after)).toBeLessThanOrEqual(errors(check(bad, world)));
    });
    it(`CHK-11: and puts ${what} right in a program too`, () => {
      const compiled = compile(bad);
      if (!compiled.ok) return expect(compiled.issues.length).toBeGreaterThan(0);
      const issue = withCode(check(compiled.value, world), code).find((one) => one.fix !== undefined);
      if (issue === undefined) throw new Error('the program is offered nothing');
      const after = check(applyFix(compiled.value, issue) as typeof compiled.value, world);
      return expect(after.filter((one) => one.severity === 'error' || (one.code === code && one.message === issue.message)).map((one) => one.message)).toEqual(check(compiled.value, world).filter((one) => one.severity === 'error' && one.code !== code).map((one) => one.message));
    });
  }

  it('CHK-11: offers a remedy for everything but what people have to think over', () => {
    const offered = new Set(cases.filter(({ code, bad, world }) => withCode(check(bad, world), code).some((issue) => issue.fix !== undefined)).map(({ code }) => code));
    expect([...new Set(cases.map(({ code }) => code))].filter((code) => !offered.has(code))).toEqual([
      'experiment-repeats', 'kept-name-taken', 'never-out', 'condition-never', 'mood-in-marketing', 'apology-without-remedy', 'text-syntax', 'unknown-channel', 'way-never', 'start-never', 'promotion-in-delay', 'promotion-when-unhappy', 'zone-fixed', 'type-mismatch',
    ]);
  });

  it('CHK-7: a fix names what to write where', () => {
    const issue = withCode(check(branch({ in_segment: 'vipp' }), { segments: ['vip'] }), 'unknown-segment')[0];
    expect(issue?.message).toContain('Did you mean "vip"?');
    expect(issue?.fix?.changes).toEqual([{ path: '/nodes/2/config/paths/0/when/in_segment', value: 'vip' }]);
  });

  it('CHK-1: a warning of reachability comes with a customer and events that the simulator leads to that very step', () => {
    const value = { var: 'event.properties.value' };
    const deep = draw(
      [node('size', 'branch', { paths: [{ id: 'large', label: 'Large', when: { '>': [value, 100] } }] }), node('w', 'wait', { for: [{ id: 'viewed', event: 'Product Viewed' }] }), mail('first', 'One', { topic: 'offers' }), mail('second', 'Two', { topic: 'offers' }), node('end', 'exit', {})],
      [edge('pause', 'next', 'size'), edge('size', 'large', 'w'), edge('size', 'otherwise', 'end'), edge('w', 'viewed', 'first'), edge('first', 'next', 'second')],
      { category: 'marketing' },
    );
    const compiled = compile(deep);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
    const found = check(deep).filter((i) => ['messages-close', 'promotion-in-complaint'].includes(i.code));
    expect(found.map((i) => i.code).toSorted()).toEqual(['messages-close', 'promotion-in-complaint']);
    for (const { code, witness } of found) {
      if (witness === undefined) throw new Error(`${code} has no witness`);
      const { runs, issues } = simulate(compiled.value, witness as unknown as SimulationInput);
      expect(issues).toEqual([]);
      expect(runs.flatMap((r) => r.trail.map((t) => t.step)), code).toContain(witness.step);
    }
    expect(found.find((i) => i.code === 'promotion-in-complaint')?.witness?.timeline).toContainEqual(expect.objectContaining({ event: 'Complaint Opened' }));
  });

  it('says errors first, and each thing once', () => {
    const issues = check(cartProgram(), { segments: [], templates: [], events: [] });
    const rank = issues.map((i) => ['error', 'warning', 'hint'].indexOf(i.severity));
    expect(rank).toEqual(rank.toSorted((a, b) => a - b));
    expect(new Set(issues.map((i) => `${i.code} ${i.path} ${i.message}`)).size).toBe(issues.length);
  });

  it('lists every check once', () => {
    expect(new Set(checks).size).toBe(checks.length);
  });

  it('a message that answers what the customer did is not pushing', () => {
    const graph = draw([mail('first', 'One'), node('w', 'wait', { for: [{ id: 'did', event: 'Product Viewed' }], timeout: { after: 'P1D' } }), mail('second', 'Two')], [edge('pause', 'next', 'first'), edge('first', 'next', 'w'), edge('w', 'did', 'second')]);
    expect(withCode(check(graph), 'messages-close')).toEqual([]);
  });

  it('stays quick with a thousand steps', () => {
    const many = draw(Array.from({ length: 1000 }, (_, i) => mail(`m${i}`, 'Hello {{default customer.first_name "you"}}', { topic: 'offers' })), Array.from({ length: 999 }, (_, i) => edge(`m${i}`, 'next', `m${i + 1}`)), marketing);
    expect(withCode(check(many, { topics: ['offers'] }), 'unreachable-step').length).toBe(1000);
  }, 3000);
});
