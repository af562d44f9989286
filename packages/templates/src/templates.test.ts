import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, compile, parseText, simulate, type SimulationInput, type World } from '@attune/dsl';
import { describe, expect, it } from 'vitest';
import { journeyTemplates, type JourneyTemplate } from './index.ts';
import { loadTemplate } from './load.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folders = readdirSync(root, { withFileTypes: true }).filter((e) => e.isDirectory() && !['src', 'node_modules'].includes(e.name)).map((e) => e.name);

interface Simulation extends SimulationInput {
  readonly name: string;
}

const simulationsOf = ({ key }: JourneyTemplate): Simulation[] => JSON.parse(readFileSync(join(root, key, 'simulations.json'), 'utf8')) as Simulation[];

/** A workspace that has just what the template says it needs: what is missing in `needs` shows as an issue. */
const worldOf = ({ needs, messages, segments }: JourneyTemplate): World => ({
  events: needs.events.map((name) => ({ name })),
  traits: needs.traits,
  segments: segments.map((s) => s.key),
  channels: needs.channels,
  topics: needs.topics,
  templates: messages.map(({ key, channel, subject, body }) => ({ key, channel, body, ...(subject === null ? {} : { subject }) })),
});

const play = (template: JourneyTemplate, { name: _name, ...simulation }: Simulation) =>
  simulate(template.program, { ...simulation, templates: template.messages.map(({ key, subject, body }) => ({ key, body, ...(subject === null ? {} : { subject }) })) });

/** The connected ways out that nobody in these simulations took, `step.port`. */
function untaken(template: JourneyTemplate, simulations: readonly Simulation[]): string[] {
  const { edges } = template.graph;
  const steps = new Set(Object.keys(template.program.steps));
  const taken = new Set<string>();
  for (const run of simulations.flatMap((s) => play(template, s).runs)) {
    run.trail.forEach((entry, i) => {
      const ways = edges.filter((e) => e.from.node === entry.step);
      const next = run.trail.slice(i + 1).find((later) => steps.has(later.step) && !(later.step === entry.step && later.visit === entry.visit))?.step;
      const named = ways.filter((e) => e.from.port === entry.outcome);
      // Some steps name what they did (`sent`) and not the way they took; then the next step tells.
      for (const e of named.length > 0 ? named : ways.filter((w) => w.to === next)) taken.add(`${entry.step}.${e.from.port}`);
    });
  }
  return edges.filter((e) => steps.has(e.from.node)).map((e) => `${e.from.node}.${e.from.port}`).filter((way) => !taken.has(way));
}

describe('journey templates', () => {
  it('are the folders of this package, each with a README', () => {
    expect(journeyTemplates.map((t) => t.key).toSorted()).toEqual(folders.toSorted());
    for (const folder of folders) expect(readFileSync(join(root, folder, 'README.md'), 'utf8')).toMatch(/\*\*Needs\*\*[\s\S]+\*\*Before you publish\*\*/);
  });

  it('have message keys that are unique across the library, so that imports do not overwrite each other', () => {
    const keys = journeyTemplates.flatMap((t) => t.messages.map((m) => m.key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('a broken template is a fault that names its issues', () => {
    expect(() => loadTemplate({ journey: { dsl: 'attune/journey@1' }, messages: {}, segments: [] })).toThrow(/\/key/);
  });

  for (const template of journeyTemplates) {
    describe(template.key, () => {
      it('CHK-2: has no errors and no warnings in a workspace that has what it needs', () => {
        expect(check(template.graph, worldOf(template)).filter((i) => i.severity !== 'hint')).toEqual([]);
      });

      it('compiles to the program it was written as', () => {
        expect(compile(template.graph)).toEqual({ ok: true, value: template.program, issues: [] });
      });

      it('SIM-1: is walked by its simulations down every way out of every step, the same each time', () => {
        const simulations = simulationsOf(template);
        for (const simulation of simulations) {
          const result = play(template, simulation);
          expect(result.issues, simulation.name).toEqual([]);
          expect(result.runs.length, simulation.name).toBe(1);
          expect(result.runs[0]?.finish, simulation.name).not.toBeNull();
          expect(result.runs[0]?.finish?.reason, simulation.name).not.toBe('failed');
          expect(JSON.stringify(play(template, simulation))).toBe(JSON.stringify(result));
        }
        expect(untaken(template, simulations)).toEqual([]);
      });

      it('notices a way that no simulation takes', () => {
        expect(untaken(template, simulationsOf(template).slice(0, 1))).not.toEqual([]);
      });

      it('sends every one of its messages, rendered, and with no hole where a name is missing', () => {
        const nameless = simulationsOf(template).map((s) => ({ ...s, customer: { ...s.customer, traits: {} } }));
        const sent = [...simulationsOf(template), ...nameless].flatMap((s) => play(template, s).messages).filter((m) => m.status === 'sent');
        expect(new Set(sent.map((m) => m.template))).toEqual(new Set(template.messages.map((m) => m.key)));
        for (const message of sent) {
          expect(`${message.subject ?? ''} ${message.body ?? ''}`).not.toMatch(/\{\{|undefined|null|Hello ,|\s,/);
          expect(message.subject?.length ?? 0).toBeGreaterThan(5);
        }
      });

      it('prints only fields that have a fallback', () => {
        for (const { key, subject, body } of template.messages) {
          for (const text of [subject ?? '', body]) {
            expect(parseText(text).issues, key).toEqual([]);
            expect(text.match(/\{\{\s*(customer|workspace)\.[\w.]+\s*\}\}/g), key).toBeNull();
          }
        }
      });

      it('gives every marketing message a topic', () => {
        const messages = template.graph.nodes.filter((n) => n.kind === 'message');
        expect(messages.length).toBeGreaterThan(2);
        for (const message of messages) expect(template.needs.topics, message.id).toContain(message.config['topic']);
      });

      it('stands on the canvas with no card on another', () => {
        const places = template.graph.nodes.map((n) => `${n.position.x} ${n.position.y}`);
        expect(new Set(places).size).toBe(places.length);
      });
    });
  }
});
