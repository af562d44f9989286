import { pointer, type Issue, type Result } from '../issue.ts';
import type { Needs } from '../node-kind.ts';
import { stepKind } from '../nodes/index.ts';
import { programSchema, type Program } from '../program.ts';
import { upgrade } from '../upgrade/upgrade.ts';
import { didYouMean, MOST_GUESSES } from './closest.ts';
import { conditionIssues, conditionsOf } from './conditions.ts';
import { LIMITS } from './guard.ts';
import { entryId, kindOfEntry, portIssues } from './kinds.ts';
import { getAt, type Place } from './place.ts';
import { issuesOf } from './words.ts';

/** As many steps as a graph can show. */
const MAX_STEPS = 1900;

const nodeInProgram = (program: unknown) => (path: readonly PropertyKey[]): string | undefined => {
  if (path[0] === 'steps' && typeof path[1] === 'string') return path[1];
  if (path[0] !== 'entry' || typeof path[1] !== 'number') return undefined;
  const id = getAt(program, ['entry', path[1], 'id']);
  return typeof id === 'string' ? id : entryId(path[1]);
};

function referenceIssues(program: Program): Issue[] {
  const known = Object.keys(program.steps);
  let guesses = 0;
  const missing = (path: Place, id: string, node?: string): Issue => ({ code: 'unknown-step', severity: 'error', path: pointer(path), ...(node === undefined ? {} : { node }), message: `There is no step "${id}".${guesses++ < MOST_GUESSES ? didYouMean(id, known) : ''}` });
  const issues: Issue[] = Object.hasOwn(program.steps, program.start) ? [] : [missing(['start'], program.start)];
  for (const [id, step] of Object.entries(program.steps)) {
    const kind = stepKind(step.kind);
    // Enough is told, and finding the nearest name costs.
    if (kind === undefined || issues.length >= LIMITS.issues) continue;
    const ports = kind.ports(step);
    issues.push(...portIssues(ports, ['steps', id], id));
    for (const port of ports) {
      const to = getAt(step, port.at);
      const path: Place = ['steps', id, ...port.at];
      if (typeof to === 'string' && !Object.hasOwn(program.steps, to)) issues.push(missing(path, to, id));
      if (to === undefined && port.required === true) issues.push({ code: 'port-unconnected', severity: 'error', path: pointer(path), node: id, message: `The step "${step.label ?? id}" does not say where "${port.label}" leads. Name a step there.` });
    }
  }
  return issues;
}

/** What each node of a program says it needs, with its place; `programFacts` and the checks read the same. */
export function needsOf(program: Program): { id: string; at: Place; role: 'entry' | 'step'; needs: Needs }[] {
  const entries = program.entry.flatMap((entry, i) => {
    const kind = kindOfEntry(entry.kind);
    return kind === undefined ? [] : [{ id: entry.id ?? entryId(i), at: ['entry', i] as Place, role: 'entry' as const, needs: kind.needs(entry) }];
  });
  const steps = Object.entries(program.steps).flatMap(([id, step]) => {
    const kind = stepKind(step.kind);
    return kind === undefined ? [] : [{ id, at: ['steps', id] as Place, role: 'step' as const, needs: kind.needs(step) }];
  });
  return [...entries, ...steps];
}

/** Entries and steps share the ids of the graph's nodes. */
function idIssues(program: Program): Issue[] {
  const seen = new Set(Object.keys(program.steps));
  return program.entry.flatMap((entry, i): Issue[] => {
    const id = entry.id ?? entryId(i);
    const taken = seen.has(id);
    seen.add(id);
    return taken ? [{ code: 'duplicate-id', severity: 'error', path: pointer(entry.id === undefined ? ['entry', i] : ['entry', i, 'id']), node: id, message: `The id "${id}" of this entry is used twice. Give the entry another id.` }] : [];
  });
}

/** An entry's id that says no more than its position is left out, so that a program has one form only (LANG-1). */
export const withoutPlainIds = (program: Program): Program => {
  if (!program.entry.some((entry, i) => entry.id === entryId(i))) return program;
  return { ...program, entry: program.entry.map((entry, i) => (entry.id === entryId(i) ? (({ id: _id, ...rest }) => rest as typeof entry)(entry) : entry)) };
};

/**
 * Reads a program: its shape, its kinds, every reference between steps. Refuses with issues and without throwing (LANG-4); older versions
 * are lifted (LANG-3). Whether it makes sense for a workspace is `check`'s question.
 */
export function parseProgram(json: unknown): Result<Program> {
  const lifted = upgrade(json);
  if (!lifted.ok) return lifted;
  const parsed = programSchema.safeParse(lifted.value);
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error, { document: lifted.value, nodeAt: nodeInProgram(lifted.value) }) };
  const program = parsed.data;
  const count = Object.keys(program.steps).length;
  if (count > MAX_STEPS) return { ok: false, issues: [{ code: 'too-large', severity: 'error', path: '/steps', message: `${count} steps are more than the ${MAX_STEPS} a journey may have. Split it, and let one journey enrol into the next.` }] };
  const issues = [...idIssues(program), ...referenceIssues(program), ...conditionIssues(conditionsOf(program, [], needsOf(program)))];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: withoutPlainIds(program), issues: [] };
}
