import { closest } from '../compile/closest.ts';
import type { Place } from '../compile/place.ts';
import { behaviourOf } from '../condition/behaviour.ts';
import { operationOf } from '../condition/rule.ts';
import { pointer, type Issue } from '../issue.ts';
import { eventsOf, nameOf } from './known.ts';
import { passagesOf } from './symbolic/walk.ts';
import type { View } from './view.ts';

/** A property that is read of an event, with what another name would be written as. */
interface Use {
  readonly name: string;
  readonly at: Place;
  readonly of: readonly string[];
  readonly node?: string;
  readonly written: (name: string) => string;
}

/** Properties that conditions read. */
const inConditions = (view: View): Use[] => view.conditions.flatMap((placed) => [...propertiesRead(placed.condition, placed.at, eventsOf(view, placed))].map((read) => ({ ...read, ...(placed.node === undefined ? {} : { node: placed.node }), written: (name: string) => `event.properties.${name}` })));

/** Properties by which an event is held against the one that started the run. */
function inMatches(view: View): Use[] {
  const starts = eventsOf(view, { at: [], condition: null });
  const sides = (match: { readonly entry: string; readonly event: string }, event: string, at: (side: 'entry' | 'event') => Place, node?: string): Use[] =>
    (['entry', 'event'] as const).flatMap((side): Use[] => {
      const name = /^properties\.([^.]+)$/.exec(match[side])?.[1];
      return name === undefined ? [] : [{ name, at: at(side), of: side === 'entry' ? starts : [event], ...(node === undefined ? {} : { node }), written: (other) => `properties.${other}` }];
    });
  return [
    ...(view.settings.exits ?? []).flatMap((exit, i) => (exit.match === undefined ? [] : sides(exit.match, exit.event, (side) => [...view.settingsAt, 'exits', i, 'match', side]))),
    ...view.steps.flatMap((step) => passagesOf(step).flatMap(({ event }) => (event?.match === undefined ? [] : sides(event.match, event.name, (side) => [...step.at, ...placeOf(step.config, event.match ?? {}), side], step.id)))),
  ];
}

/** Where an object stands inside a config. */
function placeOf(config: unknown, wanted: object): Place {
  const stack: { readonly at: Place; readonly value: unknown }[] = [{ at: [], value: config }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { at, value } = item;
    if (value === wanted) return at;
    if (typeof value !== 'object' || value === null) continue;
    const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [key, inner] of entries) stack.push({ at: [...at, key], value: inner });
  }
  return [];
}

/** Properties that conditions and comparisons read of an event which never had them. */
export function unknownProperties(view: View): Issue[] {
  const { events } = view.world;
  if (events === undefined) return [];
  return [...inConditions(view), ...inMatches(view)].flatMap(({ name, at, of, node, written }): Issue[] => {
    const seen = of.map((event) => events.find((one) => one.name === event)?.properties);
    if (of.length === 0 || seen.includes(undefined)) return [];
    const names = seen.flatMap((list) => (list ?? []).map(nameOf));
    if (names.length === 0 || names.includes(name)) return [];
    const near = closest(name, names);
    const path = pointer(at);
    return [{
      code: 'unknown-property', severity: 'warning', path, ...(node === undefined ? {} : { node }),
      message: `${of.map((event) => `"${event}"`).join(' and ')} had no "${name}" so far.${near === null ? '' : ` Did you mean "${near}"?`} Check its spelling, or let your shop send it once.`,
      ...(near === null ? {} : { fix: { title: `Use "${near}"`, changes: [{ path, value: written(near) }] } }),
    }];
  });
}

function* propertiesRead(rule: unknown, at: Place, events: readonly string[]): Generator<{ readonly name: string; readonly at: Place; readonly of: readonly string[] }> {
  if (Array.isArray(rule)) {
    for (const [i, item] of rule.entries()) yield* propertiesRead(item, [...at, i], events);
    return;
  }
  const found = operationOf(rule);
  if (found === null) return;
  const { op, args } = found;
  const listed = Array.isArray((rule as Record<string, unknown>)[op]);
  const place = (i: number): Place => (listed ? [...at, op, i] : [...at, op]);
  const past = behaviourOf(op, args);
  if (past !== null) {
    if (past.where !== undefined) yield* propertiesRead(past.where, [...place(past.property === null ? 1 : 2), 'where'], [past.event]);
    return;
  }
  const path = op === 'var' ? args[0] : undefined;
  if (typeof path === 'string') {
    const [root, first, name, ...more] = path.split('.');
    if (root === 'event' && first === 'properties' && name !== undefined && more.length === 0) yield { name, at: place(0), of: events };
    return;
  }
  for (const [i, arg] of args.entries()) yield* propertiesRead(arg, place(i), events);
}
