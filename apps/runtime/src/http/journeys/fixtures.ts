/** A program that the tests publish: an event lets people in, they wait, and get a mail. */
export const reminder = {
  dsl: 'attune/journey@1',
  key: 'cart-reminder',
  name: 'Cart reminder',
  category: 'service',
  entry: [{ kind: 'event', event: 'Cart Updated' }, { kind: 'manual' }],
  reentry: { mode: 'always' },
  exits: [{ id: 'bought', event: 'Order Completed', goal: true }],
  start: 'pause',
  steps: {
    pause: { kind: 'delay', for: 'PT4H', next: 'remind' },
    remind: { kind: 'message', channel: 'email', topic: 'care', content: { subject: 'Your cart', body: 'Hello {{default customer.first_name "there"}}, your cart of {{default event.properties.value "some"}} EUR is waiting.' }, next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
} as const;

/** Two branches that lead to each other and never wait. */
export const circle = {
  ...reminder,
  key: 'circle',
  start: 'a',
  steps: {
    a: { kind: 'branch', paths: [{ id: 'yes', label: 'yes', when: { '==': [{ var: 'customer.plan' }, 'pro'] }, next: 'b' }], otherwise: 'b' },
    b: { kind: 'branch', paths: [{ id: 'yes', label: 'yes', when: { '==': [{ var: 'customer.plan' }, 'pro'] }, next: 'a' }], otherwise: 'a' },
  },
};
