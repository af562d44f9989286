import { pointer, type Issue } from '../issue.ts';
import { closest, didYouMean } from '../compile/closest.ts';
import { parseText } from '../text/index.ts';
import { nameOf } from './known.ts';
import { keptNames } from './kept-names.ts';
import { bornWith, written } from './names.ts';
import type { View } from './view.ts';
import { textsOf } from './written.ts';

/** Whether the text prints the field without a way out for those who have none: `{{customer.city}}` and not `{{default customer.city "..."}}`. */
const printsBare = (text: string, field: string): boolean => new RegExp(`\\{\\{\\s*${field.replaceAll(/[.[\]]/g, '\\$&')}\\s*\\}\\}`).test(text);

/** Properties of the events that let people in; undefined where those are not all known. */
function entryProperties(view: View): Set<string> | undefined {
  const names = view.entries.flatMap((entry) => entry.needs.events ?? []);
  if (view.world.events === undefined || names.length === 0 || view.entries.some((e) => (e.needs.events ?? []).length === 0)) return undefined;
  const known = names.map((name) => view.world.events?.find((e) => e.name === name)?.properties);
  return known.includes(undefined) ? undefined : new Set(known.flatMap((list) => list?.map(nameOf) ?? []));
}

/** What is wrong with a field of a text, or null. */
function problemOf(field: string, view: View, traits: ReadonlySet<string> | undefined, properties: ReadonlySet<string> | undefined): string | null {
  const [scope, name, ...rest] = field.split(/[.[\]]+/).filter(Boolean);
  if (name === undefined) return null;
  if (scope === 'customer') return traits === undefined || traits.has(name) ? null : `no customer has a "${name}" so far.${didYouMean(name, traits)}`;
  if (scope === 'steps') return view.nodes.has(name) || keptNames(view).includes(name) ? null : `there is no step "${name}".${didYouMean(name, [...view.nodes.keys(), ...keptNames(view)])}`;
  if (scope !== 'event' || name !== 'properties' || rest[0] === undefined) return null;
  return properties === undefined || properties.has(rest[0]) ? null : `the event that starts this journey has no "${rest[0]}" so far.${didYouMean(rest[0], properties)}`;
}

/** The field that was probably meant, or null. */
function meantBy(field: string, view: View, traits: ReadonlySet<string> | undefined, properties: ReadonlySet<string> | undefined): string | null {
  const [scope, name = '', ...rest] = field.split('.');
  if (scope === 'customer' && traits !== undefined) return joined([scope, closest(name, traits), ...rest]);
  if (scope === 'steps') return joined([scope, closest(name, view.nodes.keys()), ...rest]);
  return scope === 'event' && name === 'properties' && properties !== undefined ? joined([scope, name, closest(rest[0] ?? '', properties), ...rest.slice(1)]) : null;
}

const joined = (parts: readonly (string | null)[]): string | null => (parts.includes(null) ? null : parts.join('.'));

/** The text with a field spelled otherwise, wherever it stands. */
const spelledAnew = (text: string, field: string, meant: string): string => text.replaceAll(new RegExp(`(?<![\\w.])${field.replaceAll(/[.[\]]/g, '\\$&')}(?![\\w])`, 'g'), () => meant);

/** Merge fields that nothing ever sets: the message would not be sent, or with a hole in it. */
export function unsetFields(view: View): Issue[] {
  const traits = view.world.traits && new Set([...view.world.traits.map(nameOf), ...bornWith, ...written(view)]);
  const properties = entryProperties(view);
  return [...view.nodes.values()].flatMap((node) => textsOf(node, view).flatMap(({ text, at, where, own }) =>
    parseText(text).fields.flatMap((field): Issue[] => {
      const problem = problemOf(field, view, traits, properties);
      if (problem === null) return [];
      const bare = printsBare(text, field);
      const remedy = bare ? ` Check its spelling, or give it a fallback: {{default ${field} "..."}}.` : '';
      const meant = own ? meantBy(field, view, traits, properties) : null;
      const fix = meant === null ? {} : { fix: { title: `Use ${meant}`, changes: [{ path: pointer(at), value: spelledAnew(text, field, meant) }] } };
      return [{ code: 'field-never-set', severity: bare ? 'warning' : 'hint', path: pointer(at), node: node.id, message: `In ${where}: ${problem}${remedy}`, ...fix }];
    })));
}
