import { z } from 'zod';
import { choiceId, choiceLabel, distinctIds } from '../../choices.ts';
import { choicesOf, isObject, named, plain, strong, textOf } from '../../draft.ts';
import { condition, duration, eventName, slug, stepRef } from '../../fields.ts';
import { describeCondition } from '../../condition/index.ts';
import { defineNode, type SummaryPart } from '../../node-kind.ts';
import { durationInWords } from '../../time/index.ts';
import { enter, rejoin, resume } from './waiting.ts';

const sameThing = () => z.strictObject({
  entry: z.string().min(1).max(200).meta({ title: 'Of the event that started the journey', placeholder: 'properties.cart_id', widget: 'property' }),
  event: z.string().min(1).max(200).meta({ title: 'Of this event', placeholder: 'properties.cart_id', widget: 'property' }),
});
/** How often the time may begin anew where a wait does not say: enough for a busy customer, and no machine holds anybody for ever. */
export const MOST_RESETS = 100;

const branch = z
  .strictObject({
    id: choiceId(),
    label: choiceLabel(),
    event: eventName().optional().meta({ title: 'Event', description: 'What the customer does.', placeholder: 'Order Completed', widget: 'event' }),
    where: condition().optional().meta({ title: 'Only if', description: 'Conditions on that event and the customer.', widget: 'condition', onlyWith: 'event' }),
    match: sameThing().optional().meta({ title: 'Same', description: 'Counts only an event that names the same thing as the one that started the journey, e.g. the same cart.', onlyWith: 'event' }),
    keepAs: slug().optional().meta({ title: 'Keep it as', description: 'A name under which later steps read what the event says, e.g. steps.order.data.properties.total.', placeholder: 'order', widget: 'text', onlyWith: 'event' }),
    when: condition().optional().meta({ title: 'As soon as', description: 'Something that becomes true about the customer, instead of an event.', widget: 'condition' }),
    next: stepRef(),
  })
  .refine((value) => (value.event === undefined) !== (value.when === undefined), 'needs either "event" (something the customer does) or "when" (something that becomes true), and not both')
  .refine((value) => value.event !== undefined || (value.where === undefined && value.match === undefined && value.keepAs === undefined), '"where", "match" and "keepAs" belong to an event; put conditions on the customer into "when"')
  .meta({ exclusive: ['event', 'when'] });

const config = z.strictObject({
  for: z.array(branch).min(1, 'needs at least one thing to wait for').max(20).check(distinctIds(['timeout'])).meta({ title: 'Wait for', description: 'Whatever comes first decides the way.', widget: 'list' }),
  timeout: z.strictObject({
    after: duration().meta({ title: 'At most', description: 'After this long the customer goes on the "no answer" way.', placeholder: 'P2D', widget: 'duration' }),
    next: stepRef(),
  }).optional().meta({ title: 'At most', description: 'Without a limit the customer may wait for ever.' }),
  resetOn: z.strictObject({
    event: eventName().meta({ title: 'Event', description: 'Each time it comes the time begins anew, e.g. until nobody has changed the cart for an hour.', placeholder: 'Cart Updated', widget: 'event' }),
    where: condition().optional().meta({ title: 'Only if', description: 'Conditions on that event and the customer.', widget: 'condition' }),
    match: sameThing().optional().meta({ title: 'Same', description: 'Only an event that names the same thing as the one that started the journey, e.g. the same cart.' }),
    most: z.number().int().min(1).max(1000).optional().meta({ default: MOST_RESETS, title: 'So often at most', description: 'After this many times the time is not begun anew any more.', widget: 'number', unit: 'times' }),
  }).optional().meta({ title: 'Begin the time anew on', description: 'For waiting until something has stopped happening.', widget: 'group', onlyWith: 'timeout' }),
  alreadyTrue: z.enum(['skip', 'wait']).optional().meta({
    title: 'If it is true already',
    description: 'Whether a condition that holds on arrival lets the customer pass at once, or has to become true anew.',
    widget: 'select',
    options: [{ value: 'skip', label: 'go on at once' }, { value: 'wait', label: 'wait until it becomes true anew' }],
  }),
}).refine((value) => value.resetOn === undefined || value.timeout !== undefined, { path: ['resetOn'], message: 'needs a time that can begin anew: set "timeout"' });
/** The config of a wait. */
export type WaitConfig = z.infer<typeof config>;

function labelOf(item: Readonly<Record<string, unknown>>): string {
  return textOf(item['label']) || textOf(item['event']) || textOf(item['id']);
}

function summary({ for: branches, timeout, resetOn }: WaitConfig): readonly SummaryPart[] {
  const limit = isObject(timeout) ? textOf(timeout['after']) : '';
  const things = choicesOf(branches).flatMap(({ item }, index) => [
    plain(index === 0 ? 'until' : 'or'),
    strong(textOf(item['event']) || (item['when'] === undefined ? '' : describeCondition(item['when']))),
  ]);
  const anew = isObject(resetOn) ? [plain('anew on each'), strong(resetOn['event'])] : [];
  return [plain('Wait'), ...(limit === '' ? [] : [plain('up to'), strong(durationInWords(limit))]), ...things, ...anew];
}

export const wait = defineNode<WaitConfig>({
  kind: 'wait',
  version: 1,
  title: 'Wait for something',
  help: 'Holds the customer until one of several things happens, or until the time is up. Only what comes after the wait began counts. What the event says can be kept under a name for later steps.',
  icon: 'hourglass',
  category: 'timing',
  config,
  waits: true,
  restsAtLeast: ({ timeout }, port) => (port === 'timeout' ? timeout?.after ?? null : null),
  defaults: () => ({ for: [{ id: 'happened', event: '' }], timeout: { after: 'P2D' } }),
  ports: ({ for: branches, timeout }) => [
    ...choicesOf(branches).map(({ id, item, index }) => ({ id, label: labelOf(item), at: ['for', index, 'next'] })),
    ...(isObject(timeout) ? [{ id: 'timeout', label: 'no answer', at: ['timeout', 'next'] }] : []),
  ],
  summary,
  needs: ({ for: branches, resetOn }) => ({
    events: [...choicesOf(branches).flatMap(({ item }) => named(item['event'])), ...(isObject(resetOn) ? named(resetOn['event']) : [])],
    conditions: [
      ...choicesOf(branches).flatMap(({ item, index }) => (['where', 'when'] as const)
        .filter((field) => item[field] !== undefined)
        .map((field) => ({ at: ['for', index, field], condition: item[field], ...(field === 'where' && typeof item['event'] === 'string' ? { event: item['event'] } : {}) }))),
      ...(isObject(resetOn) && resetOn['where'] !== undefined ? [{ at: ['resetOn', 'where'], condition: resetOn['where'], ...(typeof resetOn['event'] === 'string' ? { event: resetOn['event'] } : {}) }] : []),
    ],
    keeps: choicesOf(branches).flatMap(({ item }) => named(item['keepAs'])),
    watches: choicesOf(branches).some(({ item }) => item['when'] !== undefined),
  }),
  passages: ({ for: branches, timeout }) => [
    ...branches.map(({ id, event, where, match, when }) => ({
      port: id,
      ...(event === undefined ? { holds: [when] } : { event: { name: event, ...(where === undefined ? {} : { where }), ...(match === undefined ? {} : { match }) } }),
    })),
    ...(timeout === undefined ? [] : [{ port: 'timeout', easily: branches.flatMap(({ when }) => (when === undefined ? [] : [{ '!': when }])) }]),
  ],
  check({ timeout }, context) {
    if (timeout !== undefined) return [];
    return [context.issue({
      code: 'wait-without-end', severity: context.endsByEvent === true ? 'hint' : 'warning', at: ['for'],
      message: `Who does none of this waits here for ever${context.endsByEvent === true ? ', unless an event ends the journey' : ''}. Set "at most", e.g. two weeks, and say where they go then.`,
      fix: { title: 'Wait two weeks at most', changes: [{ at: ['timeout'], value: { after: 'P14D' } }] },
    })];
  },
  enter,
  resume,
  rejoin,
  recall: (used) => ({ waiting: { until: used['due'] ?? null, held: used['held'] ?? [], resets: Number(used['resets'] ?? 1) - 1 } }),
  examples: [
    { title: 'An order for the same cart, within four hours', config: { for: [{ id: 'bought', event: 'Order Completed', match: { entry: 'properties.cart_id', event: 'properties.cart_id' } }], timeout: { after: 'PT4H' } } },
    { title: 'A click or an order over 50, whichever comes first', config: { for: [{ id: 'clicked', event: 'Message Clicked' }, { id: 'bought', event: 'Order Completed', where: { '>': [{ var: 'event.properties.total' }, 50] } }], timeout: { after: 'P2D' } } },
    { title: 'Until nobody has touched the cart for an hour, and what was ordered is kept', config: { for: [{ id: 'bought', event: 'Order Completed', keepAs: 'order' }], timeout: { after: 'PT1H' }, resetOn: { event: 'Cart Updated', match: { entry: 'properties.cart_id', event: 'properties.cart_id' }, most: 20 } } },
    { title: 'Until they are a regular', config: { for: [{ id: 'regular', when: { in_segment: 'regulars' } }], timeout: { after: 'P30D' }, alreadyTrue: 'skip' } },
  ],
});
