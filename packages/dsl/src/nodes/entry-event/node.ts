import { z } from 'zod';
import { describeCondition } from '../../condition/index.ts';
import { decide } from '../../decide.ts';
import { named, plain, strong } from '../../draft.ts';
import { condition, eventName } from '../../fields.ts';
import { defineEntry } from '../../node-kind.ts';

const config = z.strictObject({
  event: eventName().meta({ title: 'Event', description: 'What the customer does, e.g. Cart Updated.', placeholder: 'Order Completed', widget: 'event' }),
  where: condition().optional().meta({ title: 'Only if', description: 'Conditions on the event and the customer, e.g. a cart worth more than 20.', widget: 'condition' }),
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
  accepts({ event, where }, occurrence, facts) {
    if (occurrence.type !== 'event' || occurrence.event.name !== event) return { yes: false, because: `waits for ${event}` };
    if (where === undefined) return { yes: true, because: `${event} happened` };
    const answer = decide(where, facts);
    if (!answer.ok) return { yes: false, because: `${event} happened, but its condition could not be decided: ${answer.because}` };
    return { yes: answer.yes, because: `${event} happened and ${answer.because}`, used: answer.used };
  },
  examples: [
    { title: 'Everybody who orders', config: { event: 'Order Completed' } },
    { title: 'Carts worth more than 20', config: { event: 'Cart Updated', where: { '>': [{ var: 'event.properties.value' }, 20] } } },
  ],
});
