/**
 * A journey that leaves countable traces: for each order it writes down the order's number, sends a message, waits, and sends another.
 * Transactional, so that no gate but the address stands in its way.
 */
export const countingJourney = (wait: string) => ({
  dsl: 'attune/journey@1',
  key: 'counting',
  name: 'Counting',
  category: 'transactional',
  timezone: 'UTC',
  entry: [{ kind: 'event', event: 'Order Completed' }],
  reentry: { mode: 'always', key: 'event.properties.order_id' },
  start: 'note',
  steps: {
    note: { kind: 'update', append: { seen: { var: 'event.properties.n' } }, increment: { orders: 1 }, next: 'first' },
    first: { kind: 'message', channel: 'outbox', content: { subject: 'Order {{event.properties.order_id}}', body: 'We have it.' }, topic: 'orders', next: 'rest' },
    rest: { kind: 'delay', for: wait, next: 'second' },
    second: { kind: 'message', channel: 'email', content: { subject: 'Order {{event.properties.order_id}}', body: 'It is packed.' }, topic: 'orders', next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
});

/** An order of a customer, as a call of the ingestion API. The same order has the same message id. */
export const orderCall = (customer: string, n: number) => ({
  type: 'track', userId: customer, messageId: `${customer}-order-${n}`, event: 'Order Completed', properties: { order_id: `${customer}-${n}`, n, total: n * 10 },
});

export const identifyCall = (customer: string) => ({ type: 'identify', userId: customer, messageId: `${customer}-identify`, traits: { email: `${customer}@shop.example` } });

interface Caller { call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> }

/** Imports and publishes a journey; throws with the answer where it is not taken. */
export async function publish(server: Caller, program: { readonly key: string }): Promise<void> {
  for (const [path, body, status] of [['/api/journeys/import', program, 201], [`/api/journeys/${program.key}/publish`, {}, 200]] as const) {
    const answer = await server.call('POST', path, body);
    if (answer.status !== status) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}
