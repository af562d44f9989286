import { pointer, type Issue } from '../issue.ts';
import { didYouMean } from '../compile/closest.ts';
import { parseText } from '../text/index.ts';
import type { Place } from '../compile/place.ts';
import { keptNames } from './kept-names.ts';
import { bornWith, written } from './names.ts';
import { placeOfText } from './places.ts';
import { speaks, type View, type ViewNode } from './view.ts';

/** A text with the place where the marketer can change it: in the step, or where the step names the saved message. */
interface Written {
  readonly text: string;
  readonly at: Place;
  /** How to speak of it. */
  readonly where: string;
}

function textsOf(node: ViewNode, view: View): Written[] {
  const own = (node.needs.texts ?? []).map(({ at, text }) => ({ text, at: [...node.at, ...at], where: `"${node.title}"` }));
  const saved = (node.needs.templates ?? []).flatMap((key) => {
    const found = view.world.templates?.find((t) => t.key === key);
    if (found === undefined) return [];
    const at = [...node.at, ...placeOfText(node.config, key)];
    return [found.subject, found.body].flatMap((text) => (text === undefined ? [] : [{ text, at, where: `the saved message "${key}"` }]));
  });
  return [...own, ...saved];
}

/** Texts whose braces cannot be read would never be sent (ENG-12). */
export function brokenTexts(view: View): Issue[] {
  return [...view.nodes.values()].flatMap((node) => textsOf(node, view).flatMap(({ text, at, where }) =>
    parseText(text).issues.map((issue) => ({ ...issue, path: pointer(at), node: node.id, message: `In ${where}: ${issue.message}` }))));
}

/** Whether the text prints the field without a way out for those who have none: `{{customer.city}}` and not `{{default customer.city "..."}}`. */
const printsBare = (text: string, field: string): boolean => new RegExp(`\\{\\{\\s*${field.replaceAll(/[.[\]]/g, '\\$&')}\\s*\\}\\}`).test(text);

/** Properties of the events that let people in; undefined where those are not all known. */
function entryProperties(view: View): Set<string> | undefined {
  const names = view.entries.flatMap((entry) => entry.needs.events ?? []);
  if (view.world.events === undefined || names.length === 0 || view.entries.some((e) => (e.needs.events ?? []).length === 0)) return undefined;
  const known = names.map((name) => view.world.events?.find((e) => e.name === name)?.properties);
  return known.includes(undefined) ? undefined : new Set(known.flatMap((list) => list ?? []));
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

/** Merge fields that nothing ever sets: the message would not be sent, or with a hole in it. */
export function unsetFields(view: View): Issue[] {
  const traits = view.world.traits && new Set([...view.world.traits, ...bornWith, ...written(view)]);
  const properties = entryProperties(view);
  return [...view.nodes.values()].flatMap((node) => textsOf(node, view).flatMap(({ text, at, where }) =>
    parseText(text).fields.flatMap((field): Issue[] => {
      const problem = problemOf(field, view, traits, properties);
      if (problem === null) return [];
      const bare = printsBare(text, field);
      const remedy = bare ? ` Check its spelling, or give it a fallback: {{default ${field} "..."}}.` : '';
      return [{ code: 'field-never-set', severity: bare ? 'warning' : 'hint', path: pointer(at), node: node.id, message: `In ${where}: ${problem}${remedy}` }];
    })));
}

/** A saved message for another channel than the step's may be too long, or have no subject. */
export function otherChannels(view: View): Issue[] {
  return view.steps.filter(speaks).flatMap((node) => (node.needs.templates ?? []).flatMap((key): Issue[] => {
    const channel = view.world.templates?.find((t) => t.key === key)?.channel;
    const used = node.needs.channels ?? [];
    if (channel === undefined || used.includes(channel)) return [];
    return [{ code: 'template-other-channel', severity: 'warning', path: pointer([...node.at, ...placeOfText(node.config, key)]), node: node.id, message: `The saved message "${key}" was written for ${channel}, and "${node.title}" sends by ${used.join(', ')}. Choose another message or channel.` }];
  }));
}
