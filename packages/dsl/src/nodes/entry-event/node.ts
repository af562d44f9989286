import { z } from 'zod';
import { describeCondition } from '../../condition/index.ts';
import { decide } from '../../decide.ts';
import { named, plain, strong } from '../../draft.ts';
import { condition, duration, eventName } from '../../fields.ts';
import { defineEntry } from '../../node-kind.ts';
import { addDuration, durationInWords } from '../../time/index.ts';

const config = z.strictObject({
  event: eventName().meta({ title: 'Event', description: 'What the customer does, e.g. Cart Updated.', placeholder: 'Order Completed', widget: 'event' }),
  where: condition().optional().meta({ title: 'Only if', description: 'Conditions on the event and the customer, e.g. a cart worth more than 20.', widget: 'condition' }),
  ignoreOlderThan: duration().optional().meta({ title: 'Not if it is older than', description: 'An event that comes in late, e.g. from a device that was offline, starts nothing any more.', placeholder: 'PT6H', widget: 'duration' }),
});

export const entryEvent = defineEntry<z.infer<typeof config>>({
  kind: 'entry-event',
  version: 1,
  title: 'When something happens',
  help: 'A customer starts the journey each time this event comes in. Later steps can use what the event says.',
  icon: 'zap',
  category: 'start',
  takes: 'event',
  config,
  defaults: () => ({ event: '' }),
  ports: () => [{ id: 'next', label: '', at: [], required: true }],
  summary: ({ event, where }) => [plain('When'), strong(event), ...(where === undefined ? [] : [plain('and'), strong(describeCondition(where))])],
  needs: ({ event, where }) => ({
    events: named(event),
    conditions: where === undefined ? [] : [{ at: ['where'], condition: where }],
  }),
  arrivals: ({ event, where }) => [{ occurrence: { type: 'event', name: event }, holds: where === undefined ? [] : [where] }],
  accepts({ event, where, ignoreOlderThan }, occurrence, facts) {
    if (occurrence.type !== 'event' || occurrence.event.name !== event) return { yes: false, because: `waits for ${event}` };
    const { at } = occurrence.event;
    if (ignoreOlderThan !== undefined && addDuration(at, ignoreOlderThan, facts.zone) < facts.now) return { yes: false, because: `${event} happened at ${at}, more than ${durationInWords(ignoreOlderThan)} ago`, used: { event, at } };
    const asked = ignoreOlderThan === undefined ? { event } : { event, at };
    if (where === undefined) return { yes: true, because: `${event} happened`, used: asked };
    const answer = decide(where, facts);
    if (!answer.ok) return { yes: false, because: `${event} happened, but its condition could not be decided: ${answer.because}` };
    return { yes: answer.yes, because: `${event} happened and ${answer.because}`, used: { ...answer.used, ...asked } };
  },
  examples: [
    { title: 'Everybody who orders', config: { event: 'Order Completed' } },
    { title: 'Deliveries that are not old news', config: { event: 'Order Delivered', ignoreOlderThan: 'PT6H' } },
    { title: 'Carts worth more than 20', config: { event: 'Cart Updated', where: { '>': [{ var: 'event.properties.value' }, 20] } } },
  ],
});
