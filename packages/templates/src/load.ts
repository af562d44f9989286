import { decompile, parseProgram, parseText, programFacts, type Graph, type Program } from '@attune/dsl';
import type { TemplateSegment, TemplateSource } from './source.ts';

/** A message of a template, as a workspace keeps it. */
export interface TemplateMessage {
  readonly key: string;
  readonly channel: string;
  readonly name: string;
  readonly subject: string | null;
  /** Text with merge fields; blank lines make paragraphs. */
  readonly body: string;
}

/** A ready journey of the gallery. */
export interface JourneyTemplate {
  readonly key: string;
  readonly name: string;
  /** What it is for, in a sentence for the gallery. */
  readonly purpose: string;
  readonly category: Program['category'];
  /** With positions, ready for the canvas. */
  readonly graph: Graph;
  readonly program: Program;
  readonly messages: readonly TemplateMessage[];
  readonly segments: readonly TemplateSegment[];
  /** What it listens to and reads; the README of its folder says which of the events are only nice to have. */
  readonly needs: { readonly events: readonly string[]; readonly traits: readonly string[]; readonly channels: readonly string[]; readonly segments: readonly string[]; readonly topics: readonly string[] };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** Traits that the words of the messages print, e.g. `first_name`. */
const traitsIn = (messages: readonly TemplateMessage[]): string[] =>
  messages.flatMap((m) => [m.subject ?? '', m.body]).flatMap((text) => parseText(text).fields).flatMap((field) => /^customer\.(\w+)/.exec(field)?.[1] ?? []);

function needsOf(program: Program, messages: readonly TemplateMessage[]): JourneyTemplate['needs'] {
  const facts = programFacts(program);
  const { entry, exits, goals, waits } = facts.listens;
  return {
    events: unique([...entry, ...waits, ...exits, ...goals, ...Object.keys(facts.history)]),
    traits: unique([...facts.traits, ...traitsIn(messages)]),
    channels: facts.channels,
    segments: facts.segments,
    topics: facts.topics,
  };
}

/**
 * A template from its folder. Its journey is code like any other: a broken one is a fault of this package and throws, naming the issues.
 */
export function loadTemplate({ journey, messages, segments }: TemplateSource): JourneyTemplate {
  const program = parseProgram(journey);
  const graph = program.ok ? decompile(program.value) : program;
  if (!program.ok || !graph.ok) throw new Error(`A journey template is broken: ${graph.issues.map((i) => `${i.path} ${i.message}`).join('; ')}`);
  const written = Object.entries(messages).map(([key, { channel, name, subject, body }]) => ({ key, channel, name, subject, body: body.join('\n\n') }));
  const { key, name, category, description: purpose = '' } = program.value;
  return { key, name, purpose, category, graph: graph.value, program: program.value, messages: written, segments, needs: needsOf(program.value, written) };
}
