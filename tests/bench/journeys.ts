/** The reference journey: three rules (entry, audience, branch), three steps, one message. */
export const reference = {
  dsl: 'attune/journey@1', key: 'reference', name: 'Reference', category: 'service', timezone: 'UTC',
  entry: [{ kind: 'event', event: 'Cart Updated', where: { '>': [{ var: 'event.properties.value' }, 20] } }],
  audience: { and: [{ '!=': [{ var: 'customer.plan' }, 'staff'] }, { in: [{ var: 'customer.country' }, ['DE', 'FR', 'NL', 'GB']] }] },
  reentry: { mode: 'always' },
  start: 'worth',
  steps: {
    worth: { kind: 'branch', paths: [{ id: 'high', label: 'High', when: { and: [{ '>=': [{ var: 'event.properties.value' }, 50] }, { '==': [{ var: 'customer.plan' }, 'pro'] }] }, next: 'remind' }], otherwise: 'remind' },
    remind: { kind: 'message', channel: 'outbox', topic: 'offers', content: { subject: 'Your cart', body: 'Hello {{default customer.first_name "you"}}, your cart holds {{event.properties.value}} EUR.' }, next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
};

/** A message that leaves the machine, to a server of the benchmark's own. */
export const notify = {
  dsl: 'attune/journey@1', key: 'notify', name: 'Notify', category: 'transactional', timezone: 'UTC', entry: [{ kind: 'event', event: 'Parcel Sent' }], reentry: { mode: 'always' }, start: 'tell',
  steps: {
    tell: { kind: 'message', channel: 'webhook', topic: 'orders', content: { subject: 'On its way', body: 'Hello {{default customer.first_name "you"}}, your parcel is on its way.' }, next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
};

/** Puts everybody into a wait of an hour, to fire the timers at once. */
export const waiting = {
  dsl: 'attune/journey@1', key: 'waiting', name: 'Waiting', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Signed Up' }], start: 'hour',
  steps: {
    hour: { kind: 'delay', for: 'PT1H', next: 'hello' },
    hello: { kind: 'message', channel: 'outbox', content: { body: 'Hello {{default customer.first_name "you"}}' }, next: 'week' },
    week: { kind: 'delay', for: 'P7D', next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
};
