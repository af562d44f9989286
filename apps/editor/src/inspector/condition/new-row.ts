import type { FieldRow, Row } from '@attune/dsl';
import type { FormScope } from '../form-context.ts';
import { valueOptions } from '../values.ts';
import { startValue } from './operators.ts';

/** The kinds of rules the builder makes. */
export const rowKinds = ['field', 'event', 'segment', 'mood', 'group'] as const;
export type RowKind = (typeof rowKinds)[number];

/** A rule to start from: about the event in hand where there is one, else about the customer. */
export function fieldRowFor(form: FormScope, prefer: 'event' | 'customer'): FieldRow {
  const options = valueOptions(form);
  const option = options.find((o) => o.group === prefer) ?? options[0];
  const type = option?.type ?? 'string';
  const operator = type === 'number' ? '>' : '=';
  const seen = option?.values.find((value) => typeof value === 'string' || typeof value === 'number');
  return { type: 'field', field: option?.path ?? 'customer.email', operator, value: (seen ?? startValue(operator, null, type)) as FieldRow['value'] };
}

export function newRow(kind: RowKind, form: FormScope): Row {
  switch (kind) {
    case 'field': return fieldRowFor(form, form.events.length > 0 ? 'event' : 'customer');
    case 'event': return { type: 'event', event: form.catalog?.events[0]?.name ?? 'Order Completed', not: false, within: 'P30D' };
    case 'segment': return { type: 'segment', segment: form.catalog?.segments[0]?.key ?? 'vip', not: false };
    case 'mood': return { type: 'mood', mood: 'negative', not: true };
    case 'group': return { type: 'group', combinator: 'or', not: false, rules: [fieldRowFor(form, 'customer'), fieldRowFor(form, 'customer')] };
  }
}
