import type { Program } from '@attune/dsl';

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

/** A long journey: blocks of a delay, a branch, a message, a wait and an update, one after the other. */
export function large(nodes: number): Program {
  const blocks = Array.from({ length: nodes / 5 }, (_, i) => ({
    [`pause-${i}`]: { kind: 'delay', for: `P${1 + (i % 7)}D`, next: `which-${i}` },
    [`which-${i}`]: { kind: 'branch', paths: [{ id: 'pro', label: 'Pro', when: { and: [{ '==': [{ var: 'customer.plan' }, 'pro'] }, { happened: ['Order Completed', { within: 'P30D', atLeast: 2 }] }] }, next: `tell-${i}` }], otherwise: `seen-${i}` },
    [`tell-${i}`]: { kind: 'message', channel: 'email', topic: 'news', content: { subject: `Part ${i}`, body: 'Hello {{default customer.first_name "you"}}, here is what is new for you.' }, next: `wait-${i}`, skipped: `seen-${i}` },
    [`wait-${i}`]: { kind: 'wait', for: [{ id: 'clicked', event: 'Message Clicked', next: `seen-${i}` }, { id: 'bought', event: 'Order Completed', where: { '>': [{ var: 'event.properties.total' }, 50] }, next: `seen-${i}` }], timeout: { after: 'P2D', next: `seen-${i}` } },
    [`seen-${i}`]: { kind: 'update', set: { part: i }, ...(i + 1 < nodes / 5 ? { next: `pause-${i + 1}` } : {}) },
  }));
  return { dsl: 'attune/journey@1', key: 'long', name: 'Long', category: 'marketing', entry: [{ kind: 'event', event: 'Signed Up' }], start: 'pause-0', steps: Object.assign({}, ...blocks) as Program['steps'] };
}

/** An event is asked of an exit, a wait and a branch, and leads to the end. */
export const threeRules: Program = {
  dsl: 'attune/journey@1', key: 'rules', name: 'Rules', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Cart Updated' }], start: 'wait',
  exits: [{ id: 'staff', event: 'Order Completed', where: { '==': [{ var: 'customer.plan' }, 'staff'] } }],
  steps: {
    wait: { kind: 'wait', for: [{ id: 'bought', event: 'Order Completed', where: { '>': [{ var: 'event.properties.total' }, 50] }, next: 'which' }], timeout: { after: 'P2D' } },
    which: { kind: 'branch', paths: [{ id: 'pro', when: { and: [{ '==': [{ var: 'customer.plan' }, 'pro'] }, { in: [{ var: 'customer.country' }, ['DE', 'FR']] }] }, next: 'large' }] },
    large: { kind: 'exit', reason: 'large' },
  },
};

/** What a crowd is led through: a wait of a day, a branch on what they did, a message, and a wait for more. */
export const crowdJourney: Program = {
  dsl: 'attune/journey@1', key: 'crowd', name: 'Crowd', category: 'marketing', entry: [{ kind: 'event', event: 'Cart Updated' }], start: 'pause',
  steps: {
    pause: { kind: 'delay', for: 'P1D', next: 'which' },
    which: { kind: 'branch', paths: [{ id: 'bought', when: { happened: ['Order Completed', { within: 'P7D' }] }, next: 'thanks' }], otherwise: 'remind' },
    thanks: { kind: 'message', channel: 'email', content: { subject: 'Thank you', body: 'Thanks, {{customer.id}}.' }, topic: 'orders', next: 'wait' },
    remind: { kind: 'message', channel: 'email', content: { subject: 'Still there?', body: 'Hello {{customer.id}}.' }, topic: 'offers', next: 'wait' },
    wait: { kind: 'wait', for: [{ id: 'again', event: 'Order Completed' }], timeout: { after: 'P3D' } },
  },
};
