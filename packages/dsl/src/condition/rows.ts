import type { Duration, Json } from '../json.ts';

/*
 * The rows of the rule builder. Their shape is the one that query builders take: groups of rules, each rule with a field, an
 * operator and a value, and kinds of our own for what a customer did, which segment they are in and how they feel.
 */

/** Rules that are joined by `and` or `or`. */
export interface RowGroup {
  readonly type: 'group';
  readonly combinator: 'and' | 'or';
  /** True where the group as a whole must not hold. */
  readonly not: boolean;
  readonly rules: readonly Row[];
  /** True where a group of a single rule was written as a group; kept so that converting back gives the same condition. */
  readonly wrapped?: boolean;
}

/** A value of the customer, the event, ... held against another value. */
export interface FieldRow {
  readonly type: 'field';
  /** Path as in `var`, e.g. `customer.plan`. */
  readonly field: string;
  readonly operator: FieldOperator;
  /** `in`: a list; `between`: lower and upper; `withinLast`: a duration; `null`, `notNull`, `set`, `notSet`: null. */
  readonly value: Json;
}

/** What the customer did, how often and since when. */
export interface EventRow {
  readonly type: 'event';
  readonly event: string;
  readonly not: boolean;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly within?: Duration;
  /** What must hold for a past event to count. */
  readonly where?: RowGroup;
}

export interface SegmentRow {
  readonly type: 'segment';
  readonly segment: string;
  readonly not: boolean;
}

export interface MoodRow {
  readonly type: 'mood';
  readonly mood: 'negative' | 'neutral' | 'positive';
  readonly not: boolean;
}

/** What the builder cannot show; it is kept as it is and shown as text. */
export interface RawRow {
  readonly type: 'raw';
  readonly condition: Json;
}

export type Row = RowGroup | FieldRow | EventRow | SegmentRow | MoodRow | RawRow;
/** The rows of a whole condition. */
export type Rows = RowGroup;

/** How a field is held against a value; the names are those that query builders use. */
export const fieldOperators = [
  '=', '!=', '<', '<=', '>', '>=', 'between', 'in', 'notIn', 'contains', 'doesNotContain', 'beginsWith', 'doesNotBeginWith', 'endsWith', 'doesNotEndWith',
  'matches', 'doesNotMatch', 'before', 'after', 'withinLast', 'null', 'notNull', 'set', 'notSet',
] as const;
export type FieldOperator = (typeof fieldOperators)[number];
