import type { Issue } from '@attune/dsl';
import type { Graph } from '@attune/dsl';
import { fieldOfIssue, nodeOfIssue } from '../document/fix.ts';
import type { NodeProblems } from '../canvas/view-store.ts';
import type { FieldIssue } from './form-context.ts';

/** The problems inside the form of a node, or, for null, of the journey's settings. */
export function issuesOf(graph: Graph, issues: readonly Issue[], node: string | null): readonly FieldIssue[] {
  return issues
    .filter((issue) => (node === null ? issue.path.startsWith('/settings') : nodeOfIssue(graph, issue) === node))
    .map((issue) => ({ path: fieldOfIssue(issue), issue }));
}

/** What the badges of the cards say: errors and warnings by node; advice makes no badge. */
export function problemsByNode(graph: Graph, issues: readonly Issue[]): ReadonlyMap<string, NodeProblems> {
  const found = new Map<string, NodeProblems>();
  for (const issue of issues) {
    if (issue.severity === 'hint') continue;
    const node = nodeOfIssue(graph, issue);
    if (node === null) continue;
    const was = found.get(node) ?? { errors: 0, warnings: 0, first: issue.message };
    found.set(node, issue.severity === 'error' ? { ...was, errors: was.errors + 1 } : { ...was, warnings: was.warnings + 1 });
  }
  return found;
}
