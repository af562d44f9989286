import { closest } from '../compile/closest.ts';
import type { Place } from '../compile/place.ts';
import { behaviourOf } from '../condition/behaviour.ts';
import { operationOf } from '../condition/rule.ts';
import { pointer, type Issue } from '../issue.ts';
import { eventsOf, nameOf } from './known.ts';
import type { View } from './view.ts';

/** Properties that conditions read of an event which never had them. */
export function unknownProperties(view: View): Issue[] {
  const { events } = view.world;
  if (events === undefined) return [];
  return view.conditions.flatMap((placed) => [...propertiesRead(placed.condition, placed.at, eventsOf(view, placed))].flatMap(({ name, at, of }): Issue[] => {
    const seen = of.map((event) => events.find((one) => one.name === event)?.properties);
    if (of.length === 0 || seen.includes(undefined)) return [];
    const names = seen.flatMap((list) => (list ?? []).map(nameOf));
    if (names.length === 0 || names.includes(name)) return [];
    const near = closest(name, names);
    const path = pointer(at);
    return [{
      code: 'unknown-property', severity: 'warning', path, ...(placed.node === undefined ? {} : { node: placed.node }),
      message: `${of.map((event) => `"${event}"`).join(' and ')} had no "${name}" so far.${near === null ? '' : ` Did you mean "${near}"?`} Check its spelling, or let your shop send it once.`,
      ...(near === null ? {} : { fix: { title: `Use "${near}"`, changes: [{ path, value: `event.properties.${near}` }] } }),
    }];
  }));
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
