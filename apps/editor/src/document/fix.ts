import { graphSchema, type Graph, type Issue } from '@attune/dsl';
import type { Edit } from './commands.ts';

/** The keys of a JSON Pointer (RFC 6901). */
export function keysOf(pointer: string): readonly string[] {
  return pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A copy of `value` with one place set, or removed where `to` is undefined; what is not on the way keeps its identity. */
export function setAt(value: unknown, keys: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    const index = key === '-' ? value.length : Number(key);
    if (rest.length === 0 && to === undefined) return value.filter((_, i) => i !== index);
    return Object.assign([...(value as unknown[])], { [index]: setAt(value[index], rest, to) });
  }
  const object = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (rest.length === 0 && to === undefined) {
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  }
  return { ...object, [key]: setAt(Object.hasOwn(object, key) ? object[key] : undefined, rest, to) };
}

export function getAt(value: unknown, keys: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** Applies the remedy of an issue; an issue without one, or one whose remedy no longer fits, changes nothing. */
export function applyFix(graph: Graph, issue: Issue): Edit {
  let next: unknown = graph;
  for (const change of issue.fix?.changes ?? []) next = setAt(next, keysOf(change.path), change.value);
  const parsed = graphSchema.safeParse(next);
  return parsed.success ? { graph: parsed.data } : { graph };
}

/** The node an issue belongs to: said by the issue, or read from its path. */
export function nodeOfIssue(graph: Graph, issue: Issue): string | null {
  if (issue.node !== undefined && graph.nodes.some((node) => node.id === issue.node)) return issue.node;
  const [room, index] = keysOf(issue.path);
  if (room === 'nodes') return graph.nodes[Number(index)]?.id ?? null;
  if (room === 'edges') return graph.edges[Number(index)]?.from.node ?? null;
  return null;
}

/** The place inside the node's config, or inside the settings, that an issue speaks of, as a path of keys. */
export function fieldOfIssue(issue: Issue): readonly string[] {
  const keys = keysOf(issue.path);
  if (keys[0] === 'nodes' && keys[2] === 'config') return keys.slice(3);
  if (keys[0] === 'settings') return keys.slice(1);
  return [];
}
