import { Analytics } from '@segment/analytics-node';

/** Where Attune listens, and the write key that it printed at its start. */
export interface Target {
  readonly host: string;
  readonly writeKey: string;
}

/** Tells Attune of a customer, what they agreed to, and an order. Resolves when Attune has taken all of it. */
export async function sendExample({ host, writeKey }: Target): Promise<void> {
  const analytics = new Analytics({ writeKey, host, path: '/v1/batch' });
  const problems: unknown[] = [];
  analytics.on('error', (error) => problems.push(error));

  analytics.identify({
    userId: 'customer-1',
    traits: { email: 'ana@shop.example', firstName: 'Ana' },
    context: { timezone: 'Europe/Lisbon', locale: 'en-GB', consent: { categoryPreferences: { offers: true, care: true, sentiment: true } } },
  });
  analytics.track({
    userId: 'customer-1',
    event: 'Order Completed',
    properties: { order_id: 'o-1', total: 48.5, currency: 'EUR', products: [{ product_id: 'mug', name: 'Mug', price: 24.25, quantity: 2 }] },
  });
  analytics.page({ userId: 'customer-1', name: 'Thank you' });

  await analytics.closeAndFlush();
  if (problems.length > 0) throw new Error(`Attune did not take the events: ${JSON.stringify(problems)}`);
}
