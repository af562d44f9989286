import { pointer, type Issue } from '../issue.ts';
import type { EntryKind, NodeKind, Port } from '../node-kind.ts';
import { entryKind, nodeKinds, stepKind } from '../nodes/index.ts';
import type { Place } from './place.ts';

const ENTRY = 'entry-';

/** A kind by its name in graphs. */
export const kindInGraph = (kind: string): NodeKind | undefined => stepKind(kind) ?? (kind.startsWith(ENTRY) ? entryKind(kind) : undefined);
/** The kind of an entry in a program, where it is called `event`, not `entry-event`. */
export const kindOfEntry = (kind: string): EntryKind | undefined => entryKind(ENTRY + kind);
/** An entry kind's name in programs. */
export const nameInProgram = (kind: EntryKind): string => kind.kind.slice(ENTRY.length);
export const kindNames = (): string[] => nodeKinds.map((k) => k.kind);

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
