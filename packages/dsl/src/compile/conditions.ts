import { checkCondition } from '../condition/index.ts';
import { pointer, type Issue } from '../issue.ts';
import type { Needs } from '../node-kind.ts';
import type { JourneySettings } from '../settings.ts';
import type { Place } from './place.ts';

/** A condition anywhere in a document. */
export interface PlacedCondition {
  readonly at: Place;
  readonly node?: string;
  readonly condition: unknown;
  /** The event that the condition reads as `event`, where it is not the one that started the run. */
  readonly event?: string;
}

/** What a node's config holds, and where it stands. */
interface Holder {
  readonly id: string;
  readonly at: Place;
  readonly needs: Needs;
}

/** All conditions of a document: of the journey as a whole, and of its nodes. */
export function conditionsOf(settings: JourneySettings, settingsAt: Place, nodes: Iterable<Holder>): PlacedCondition[] {
  const found: PlacedCondition[] = settings.audience === undefined ? [] : [{ at: [...settingsAt, 'audience'], condition: settings.audience }];
  for (const list of ['exits', 'goals'] as const) {
    settings[list]?.forEach((item, i) => item.where === undefined || found.push({ at: [...settingsAt, list, i, 'where'], condition: item.where, event: item.event }));
  }
  for (const node of nodes) {
    for (const { at, condition, event } of node.needs.conditions ?? []) found.push({ at: [...node.at, ...at], node: node.id, condition, ...(event === undefined ? {} : { event }) });
  }
  return found;
}

/** Whether every condition is built from known operators, within the caps on depth and size (COND-4). */
export function conditionIssues(conditions: readonly PlacedCondition[]): Issue[] {
  return conditions.flatMap(({ at, node, condition }) => checkCondition(condition, pointer(at)).map((issue) => ({ ...issue, ...(node === undefined ? {} : { node }) })));
}
