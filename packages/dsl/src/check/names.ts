import { pointer, type Issue, type Severity } from '../issue.ts';
import { conditionNeeds } from '../condition/index.ts';
import { closest, MOST_GUESSES } from '../compile/closest.ts';
import type { Place } from '../compile/place.ts';
import { nameOf } from './known.ts';
import { placeOfText, valuesOf } from './places.ts';
import type { View } from './view.ts';

/** A name used somewhere in the document. */
interface Use {
  readonly name: string;
  readonly at: Place;
  readonly node?: string;
  /** How another name would be written there; as it is where absent. */
  spelled?(name: string): string;
}

/** One sort of names: where they are used, what the workspace has, and what it means if one is not there. */
interface Sort {
  readonly code: string;
  readonly severity: Severity;
  /** The name's sort in words, e.g. `segment`. */
  readonly word: string;
  readonly remedy: string;
  known(view: View): readonly string[] | undefined;
  used(view: View): Use[];
}

/** Names in fields with this widget. */
function inFields(view: View, ...widgets: string[]): Use[] {
  return [...view.nodes.values()].flatMap((node) =>
    widgets.flatMap((widget) => valuesOf(node.kind, node.config, widget)).flatMap(({ at, value }) => (typeof value === 'string' && value !== '' ? [{ name: value, at: [...node.at, ...at], node: node.id }] : [])));
}

/** Names that conditions read, each at its place inside its condition. */
function inConditions(view: View, read: (needs: ReturnType<typeof conditionNeeds>) => readonly string[]): Use[] {
  return view.conditions.flatMap((c) => read(conditionNeeds(c.condition)).map((name) => ({ name, at: [...c.at, ...placeOfText(c.condition, name)], ...(c.node === undefined ? {} : { node: c.node }) })));
}

/** Traits that conditions read, each where its path is written: `customer.address.city` reads `address`. */
function traitsRead(view: View): Use[] {
  return view.conditions.flatMap((c) => conditionNeeds(c.condition).traits.map((name): Use => {
    const path = pathBelow(c.condition, `customer.${name}`);
    return { name, at: [...c.at, ...(path?.at ?? [])], ...(c.node === undefined ? {} : { node: c.node }), spelled: (other) => `customer.${other}${(path?.text ?? '').slice(`customer.${name}`.length)}` };
  }));
}

/** The first text of a condition that is this path, or one below it. */
function pathBelow(condition: unknown, path: string): { readonly at: Place; readonly text: string } | null {
  const stack: { readonly at: Place; readonly value: unknown }[] = [{ at: [], value: condition }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { at, value } = item;
    if (typeof value === 'string' && (value === path || value.startsWith(`${path}.`))) return { at, text: value };
    if (typeof value !== 'object' || value === null) continue;
    const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [key, inner] of entries.toReversed()) stack.push({ at: [...at, key], value: inner });
  }
  return null;
}

/** Traits that a node reads by name, each where its config says so. */
function inNeeds(view: View): Use[] {
  return [...view.nodes.values()].flatMap((node) => (node.needs.traits ?? []).map((name) => {
    const path = pathBelow(node.config, `customer.${name}`) ?? pathBelow(node.config, name);
    return { name, at: [...node.at, ...(path?.at ?? [])], node: node.id, spelled: (other: string) => (path === null ? other : path.text.replace(name, () => other)) };
  }));
}

function inSettings(view: View): Use[] {
  return (['exits', 'goals'] as const).flatMap((list) => (view.settings[list] ?? []).map((item, i) => ({ name: item.event, at: [...view.settingsAt, list, i, 'event'] })));
}

/** What every customer has, sent by the shop or not. */
export const bornWith = ['id', 'timezone', 'locale', 'email', 'phone', 'name', 'first_name', 'last_name', 'firstName', 'lastName', 'created_at', 'createdAt', 'tags'];

/** Traits that steps of this very journey write. */
export const written = (view: View): string[] => view.steps.flatMap((node) => [...(node.needs.writes ?? [])]);

const sorts: readonly Sort[] = [
  {
    code: 'unknown-event', severity: 'warning', word: 'event', remedy: 'Check its spelling, or let your shop send it once.',
    known: ({ world, steps }) => world.events && [...world.events.map((e) => e.name), ...steps.flatMap((node) => [...(node.needs.emits ?? [])])],
    used: (view) => [...inFields(view, 'event'), ...inSettings(view), ...inConditions(view, (n) => Object.keys(n.events))],
  },
  {
    code: 'unknown-trait', severity: 'warning', word: 'customer property', remedy: 'Check its spelling, or let your shop send it once.',
    known: (view) => view.world.traits && [...view.world.traits.map(nameOf), ...bornWith, ...written(view)],
    used: (view) => [...inNeeds(view), ...traitsRead(view)],
  },
  {
    code: 'unknown-segment', severity: 'error', word: 'segment', remedy: 'Create it under Segments, or choose another.',
    known: ({ world }) => world.segments,
    used: (view) => [...inFields(view, 'segment', 'segments'), ...inConditions(view, (n) => n.segments)],
  },
  {
    code: 'unknown-template', severity: 'error', word: 'saved message', remedy: 'Write it under Content, or choose another.',
    known: ({ world }) => world.templates?.map((t) => t.key),
    used: (view) => inFields(view, 'template'),
  },
  {
    code: 'unknown-channel', severity: 'warning', word: 'channel that is set up', remedy: 'Set it up under Settings, or choose another.',
    known: ({ world }) => world.channels,
    used: (view) => inFields(view, 'channel'),
  },
  {
    code: 'unknown-topic', severity: 'warning', word: 'topic', remedy: 'Add it under Settings, or choose one that people can agree to.',
    known: ({ world }) => world.topics,
    used: (view) => inFields(view, 'topic'),
  },
];

/** Names that the workspace does not know, each with the nearest one it does. Lists that are absent mean "unknown" and are not held against anybody. */
export function unknownNames(view: View): Issue[] {
  return sorts.flatMap((sort) => {
    const known = sort.known(view);
    if (known === undefined) return [];
    const names = new Set(known);
    const told = new Set<string>();
    return sort.used(view).flatMap((use): Issue[] => {
      const path = pointer(use.at);
      if (names.has(use.name) || told.has(path)) return [];
      told.add(path);
      const near = told.size > MOST_GUESSES ? null : closest(use.name, names);
      const fix = near === null ? {} : { fix: { title: `Use "${near}"`, changes: [{ path, value: use.spelled?.(near) ?? near }] } };
      const message = `There is no ${sort.word} "${use.name}"${sort.code === 'unknown-event' || sort.code === 'unknown-trait' ? ' so far' : ''}.${near === null ? '' : ` Did you mean "${near}"?`} ${sort.remedy}`;
      return [{ code: sort.code, severity: sort.severity, path, ...(use.node === undefined ? {} : { node: use.node }), message, ...fix }];
    });
  });
}
