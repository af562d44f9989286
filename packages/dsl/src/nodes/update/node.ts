import { z } from 'zod';
import { isObject, plain, strong, textsOf } from '../../draft.ts';
import type { CustomerChange } from '../../engine/command.ts';
import { slug, stepRef } from '../../fields.ts';
import { fillJson, findFills, isExpression } from '../../fill.ts';
import type { Json, JsonObject } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext, type SummaryPart } from '../../node-kind.ts';

const traitName = z.string().min(1).max(100).refine((name) => !['__proto__', 'constructor', 'prototype'].includes(name), 'is a reserved word');
const values = () => z.record(traitName, z.unknown() as z.ZodType<Json>).optional();
/** Numbers, or where to take them from: `{"var": "event.properties.total"}`. */
const numbers = () => z.record(traitName, z.union([z.number(), z.custom<Json>(isExpression)], 'is no number and no {"var": ...} that gives one') as z.ZodType<Json>).optional();
const names = (item: z.ZodType<string>) => z.array(item).max(50).optional();
const tagName = z.string().min(1).max(100);

const config = z
  .strictObject({
    set: values().meta({ title: 'Set', description: 'Traits and their new values; texts may hold merge fields, {"var": "event.properties.total"} takes a value as it is.', widget: 'keyvalue' }),
    setOnce: values().meta({ title: 'Set if empty', description: 'Only where the customer has no such trait yet.', widget: 'keyvalue' }),
    increment: numbers().meta({ title: 'Add to a number', description: 'How much to add; a negative number takes away.', widget: 'keyvalue', valueType: 'number' }),
    min: numbers().meta({ title: 'Keep the smaller', description: 'Writes the number where it is smaller than the one known, e.g. the lowest price they were shown.', widget: 'keyvalue', valueType: 'number' }),
    max: numbers().meta({ title: 'Keep the larger', description: 'Writes the number where it is larger than the one known, e.g. their largest order.', widget: 'keyvalue', valueType: 'number' }),
    append: values().meta({ title: 'Add to a list', description: 'Puts a value at the end of a list.', widget: 'keyvalue' }),
    remove: values().meta({ title: 'Take out of a list', description: 'Removes a value from a list.', widget: 'keyvalue' }),
    unset: names(traitName).meta({ title: 'Forget', description: 'Traits to remove altogether.', widget: 'traits' }),
    tag: names(tagName).meta({ title: 'Tag', description: 'Short marks to put on the customer.', widget: 'tags' }),
    untag: names(tagName).meta({ title: 'Take tags off', widget: 'tags', description: 'Marks to take off the customer.' }),
    addTo: names(slug()).meta({ title: 'Add to segments', description: 'Segments that are kept by hand.', widget: 'segments' }),
    removeFrom: names(slug()).meta({ title: 'Remove from segments', description: 'Segments that are kept by hand.', widget: 'segments' }),
    next: stepRef(),
  })
  .refine((value) => OPERATIONS.some((operation) => value[operation] !== undefined), 'changes nothing: choose what to set, add or remove');
type Config = z.infer<typeof config>;

/** In the order in which they are carried out. */
const OPERATIONS = ['set', 'setOnce', 'increment', 'min', 'max', 'append', 'remove', 'unset', 'tag', 'untag', 'addTo', 'removeFrom'] as const satisfies readonly (keyof CustomerChange)[];
const NUMERIC: ReadonlySet<string> = new Set(['increment', 'min', 'max']);
const WORDS: Readonly<Record<(typeof OPERATIONS)[number], string>> = {
  set: 'Set', setOnce: 'set once', increment: 'add to', min: 'keep the smaller', max: 'keep the larger', append: 'append to', remove: 'take out of', unset: 'forget', tag: 'tag', untag: 'untag', addTo: 'add to segment', removeFrom: 'remove from segment',
};

function enter(config: Config, { facts }: StepContext): StepAnswer {
  const change: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    const given = config[operation];
    if (given === undefined) continue;
    const filled = fillJson(given as Json, facts);
    // All of the change or none of it (ENG-12).
    if (!filled.ok) return { go: 'next', outcome: 'skipped', because: `changed nothing: ${operation}: ${filled.because}` };
    const odd = NUMERIC.has(operation) ? Object.entries(filled.value as JsonObject).find(([, value]) => typeof value !== 'number' || !Number.isFinite(value)) : undefined;
    if (odd) return { go: 'next', outcome: 'skipped', because: `changed nothing: ${operation}: ${odd[0]} is no number but ${JSON.stringify(odd[1]).slice(0, 80)}` };
    change[operation] = filled.value;
  }
  return { go: 'next', outcome: 'updated', because: 'changed what is known about the customer', used: { change }, commands: [{ type: 'update', change: change as CustomerChange }] };
}

function summary(config: Config): readonly SummaryPart[] {
  const said = OPERATIONS.flatMap((operation) => {
    const value: unknown = config[operation];
    const things = isObject(value) ? Object.keys(value) : textsOf(value);
    return things.length === 0 ? [] : [plain(WORDS[operation]), strong(things.join(', '))];
  });
  return said.length === 0 ? [plain('Change'), strong('')] : said;
}

export const update = defineNode<Config>({
  kind: 'update',
  version: 1,
  title: 'Update the customer',
  help: 'Writes down what is now known: traits, numbers, lists, tags, membership of segments.',
  icon: 'user-pen',
  category: 'data',
  config,
  waits: false,
  defaults: () => ({ set: {} }),
  ports: () => [{ id: 'next', label: '', at: ['next'] }],
  summary,
  needs(config) {
    const found = OPERATIONS.map((operation) => findFills(config[operation], [operation]));
    return {
      texts: found.flatMap((one) => one.texts),
      conditions: found.flatMap((one) => one.conditions),
      segments: [...textsOf(config.addTo), ...textsOf(config.removeFrom)],
      writes: [config.set, config.setOnce, config.increment, config.min, config.max, config.append].flatMap((change) => Object.keys(change ?? {})),
    };
  },
  passages(config) {
    const traits = [config.set, config.setOnce, config.increment, config.min, config.max, config.append, config.remove].flatMap((change) => Object.keys(change ?? {}));
    const tags = config.tag === undefined && config.untag === undefined ? [] : ['tags'];
    // Those who go on at once are still seen as they were: the change is carried out once the run rests. So what was known is let go, and what is written is not taken for known.
    return [{ port: 'next', atOnce: true, forgets: [...[...traits, ...(config.unset ?? []), ...tags].map((name) => `customer.${name}`), 'segments'] }];
  },
  enter,
  examples: [
    { title: 'Remember the last order', config: { set: { last_order: { var: 'event.properties.order_id' }, greeting: 'Hello {{default customer.first_name "there"}}' }, increment: { orders: 1 } } },
    { title: 'Their largest order, and what they spent', config: { max: { largest_order: { var: 'event.properties.total' } }, increment: { spent: { var: 'event.properties.total' } } } },
    { title: 'Mark as rescued', config: { tag: ['rescued'], untag: ['at-risk'], addTo: ['watch-list'] } },
  ],
});
