import { conditionNeeds, type Json } from '@attune/dsl';
import type { MoodTurn } from './mood.ts';

/** A segment as the work needs it. */
export interface SegmentPlan {
  readonly key: string;
  readonly condition: Json;
  readonly events: ReadonlySet<string>;
  readonly history: Readonly<Record<string, string | null>>;
  readonly traits: boolean;
  readonly segments: boolean;
  readonly sentiment: boolean;
  readonly consent: boolean;
  /** True where its answer may change by time alone. */
  readonly timed: boolean;
}

/** What happened to a customer, as far as segments can tell the difference. */
export interface Touch {
  /** All segments are looked at: a new customer, or one somebody edited. */
  all?: boolean;
  events?: Set<string>;
  traits?: boolean;
  segments?: boolean;
  sentiment?: boolean;
  consent?: boolean;
  /** Only what depends on time. */
  time?: boolean;
  /** One segment by key. */
  key?: string;
  /** Segments that a step put the customer into or took them out of. */
  moved?: readonly { readonly segment: string; readonly edge: 'enter' | 'leave' }[];
  /** The mood, where it was read anew. */
  mood?: MoodTurn;
}

const TIMED = new Set(['happened', 'count', 'sum', 'latest', 'since', 'before', 'after', 'within_last']);

function timed(rule: unknown): boolean {
  if (Array.isArray(rule)) return rule.some(timed);
  if (rule === null || typeof rule !== 'object') return false;
  return Object.entries(rule).some(([name, args]) => TIMED.has(name) || (name === 'var' && (Array.isArray(args) ? args[0] : args) === 'now') || timed(args));
}

export function segmentPlan(key: string, condition: Json): SegmentPlan {
  const needs = conditionNeeds(condition);
  return {
    key, condition,
    events: new Set(Object.keys(needs.events)),
    history: needs.events,
    traits: needs.traits.length > 0,
    segments: needs.segments.length > 0,
    sentiment: needs.sentiment,
    consent: needs.consent,
    timed: timed(condition),
  };
}

/** Whether a touch can change who is in the segment. */
export function concerns(segment: SegmentPlan, touch: Touch): boolean {
  if (touch.all || touch.key === segment.key || (touch.time && (segment.timed || segment.sentiment)) || (touch.traits && segment.traits) || (touch.segments && segment.segments) || (touch.sentiment && segment.sentiment) || (touch.consent && segment.consent)) return true;
  if (touch.events) for (const name of touch.events) if (segment.events.has(name)) return true;
  return false;
}
