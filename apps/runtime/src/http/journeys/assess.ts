import { createHash } from 'node:crypto';
import { check, compile, parseGraph, type Graph, type Issue, type Program, type World } from '@attune/dsl';
import { refused } from '../../errors.ts';
import type { DraftFacts } from '../../store/journeys.ts';

/** What compiling and checking say about a draft. */
export interface Assessment {
  readonly graph: Graph;
  /** Null where the draft does not compile. */
  readonly program: Program | null;
  /** SHA-256 of the program; two drafts that mean the same have the same. */
  readonly checksum: string | null;
  readonly issues: Issue[];
  readonly problems: { errors: number; warnings: number };
}

/** Compiles and checks a graph. A draft may be unfinished, so its issues are an answer and no refusal. */
export function assess(graph: Graph, world: World): Assessment {
  const compiled = compile(graph);
  const issues = distinct([...compiled.issues, ...check(graph, world)]);
  const count = (severity: Issue['severity']): number => issues.filter((issue) => issue.severity === severity).length;
  const program = compiled.ok ? compiled.value : null;
  return { graph, program, checksum: program === null ? null : checksumOf(program), issues, problems: { errors: count('error'), warnings: count('warning') } };
}

/** The part of an assessment that is kept beside the draft. */
export const draftFacts = ({ graph, checksum, problems }: Assessment): DraftFacts => ({ graph, checksum, problems });

/** The graph in this JSON under the given key, or a 422 problem with the issues. */
export function graphOf(json: unknown, key: string): Graph {
  const parsed = parseGraph(json);
  if (!parsed.ok) throw refused('This is not a journey graph.', parsed.issues);
  return { ...parsed.value, settings: { ...parsed.value.settings, key } };
}

function distinct(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [`${issue.code} ${issue.path} ${issue.message}`, issue])).values()];
}

export function checksumOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** JSON with sorted keys: the database does not keep their order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
