import { toRows, type Graph, type Row } from '@attune/dsl';
import { kindOf } from '../../../document/kinds.ts';

/** Properties of an event that would pass what the journey asks of it, as far as plain comparisons say: a trial should get somebody in. */
export function fittingProperties(graph: Graph, event: string): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const node of graph.nodes) {
    const kind = kindOf(node.kind);
    if (kind?.role !== 'entry') continue;
    const needs = kind.needs(node.config);
    if (!needs.events?.includes(event)) continue;
    for (const { condition } of needs.conditions ?? []) for (const rule of toRows(condition)?.rules ?? []) fill(rule, found);
  }
  return found;
}

const PREFIX = 'event.properties.';

function fill(row: Row, found: Record<string, unknown>): void {
  if (row.type === 'group' && !row.not) for (const rule of row.combinator === 'and' ? row.rules : row.rules.slice(0, 1)) fill(rule, found);
  if (row.type !== 'field' || !row.field.startsWith(PREFIX) || row.field.slice(PREFIX.length).includes('.')) return;
  const value = passing(row.operator, row.value);
  if (value !== undefined) found[row.field.slice(PREFIX.length)] = value;
}

function passing(operator: string, value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  switch (operator) {
    case '=': case '>=': case '<=': case 'contains': case 'beginsWith': case 'endsWith': return value;
    case '>': return typeof value === 'number' ? value * 2 + 1 : undefined;
    case '<': return typeof value === 'number' ? value - 1 : undefined;
    case 'in': case 'between': return first;
    case 'set': return true;
    case 'notNull': return 'something';
    default: return undefined;
  }
}
