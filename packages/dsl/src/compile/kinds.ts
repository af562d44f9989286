import type { Issue } from '../issue.ts';
import { pointer } from '../issue.ts';
import type { EntryKind, NodeKind, Port, StepKind } from '../node-kind.ts';
import { entryKinds, stepKinds } from '../nodes/index.ts';
import type { Place } from './place.ts';

const ENTRY = 'entry-';
const steps = new Map<string, StepKind>(stepKinds.map((k) => [k.kind, k]));
const entries = new Map<string, EntryKind>(entryKinds.map((k) => [k.kind, k]));

/** A kind by its name in graphs. */
export const kindInGraph = (kind: string): NodeKind | undefined => steps.get(kind) ?? entries.get(kind);
/** The kind of a step in a program. */
export const stepKindOf = (kind: string): StepKind | undefined => steps.get(kind);
/** The kind of an entry in a program, where it is called `event`, not `entry-event`. */
export const entryKindOf = (kind: string): EntryKind | undefined => entries.get(ENTRY + kind);
/** An entry kind's name in programs. */
export const nameInProgram = (kind: EntryKind): string => kind.kind.slice(ENTRY.length);
export const kindNames = (): string[] => [...steps.keys(), ...entries.keys()];

/** The id an entry's node has where the program gives it none. */
export const entryId = (index: number): string => `entry-${index + 1}`;

/** Two ways out with one name could not be told apart by edges: an issue at the later one's place. */
export function portIssues(ports: readonly Port[], prefix: Place, node: string): Issue[] {
  const seen = new Set<string>();
  return ports.flatMap((port): Issue[] => {
    if (!seen.has(port.id)) {
      seen.add(port.id);
      return [];
    }
    return [{ code: 'duplicate-port', severity: 'error', path: pointer([...prefix, ...port.at.slice(0, -1)]), node, message: `Two ways out are both called "${port.id}". Give each its own id.` }];
  });
}
