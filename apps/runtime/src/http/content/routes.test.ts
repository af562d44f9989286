import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';

describeEachDatabase('message templates', (open) => {
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    server = await startTestServer(await open());
    ({ api } = server);
  });
  afterEach(() => server.stop());

  const hello = { channel: 'email', name: 'Hello', subject: 'Hello {{customer.first_name}}', body: 'Your order {{event.properties.order_id}} is here.' };

  it('keeps every version, and makes none where nothing changed', async () => {
    expect(await api('PUT', '/content/templates/hello', hello)).toMatchObject({ status: 200, body: { key: 'hello', version: 1 } });
    expect(await api('PUT', '/content/templates/hello', hello)).toMatchObject({ body: { version: 1 } });
    expect(await api('PUT', '/content/templates/hello', { ...hello, body: 'New words.' })).toMatchObject({ body: { version: 2 } });
    expect(await api('GET', '/content/templates')).toMatchObject({ body: { items: [{ key: 'hello', version: 2, body: 'New words.' }] } });
  });

  it('shows a message as a customer would get it', async () => {
    await server.send('identify', { userId: 'ana', traits: { firstName: 'Ana <b>' } });
    await server.send('track', { userId: 'ana', event: 'Order Completed', properties: { order_id: 'o-7' } });
    await server.send('track', { userId: 'ana', event: 'Page Left' });
    await server.work.drain();
    await api('PUT', '/content/templates/hello', hello);
    expect(await api('POST', '/content/preview', { template: 'hello', channel: 'email', customer: 'ana' })).toMatchObject({ status: 200, body: { subject: 'Hello Ana <b>', body: 'Your order o-7 is here.', issues: [], fields: ['customer.first_name', 'event.properties.order_id'] } });
    expect(await api('POST', '/content/preview', { content: { body: 'x', html: '<p>{{customer.first_name}}</p>' }, channel: 'email', customer: 'ana' })).toMatchObject({ body: { html: '<p>Ana &lt;b&gt;</p>' } });
  });

  it('shows an example where no customer is named, and says what is missing for one', async () => {
    expect(await api('POST', '/content/preview', { content: hello, channel: 'email' })).toMatchObject({ body: { subject: 'Hello Ana', body: 'Your order [order_id] is here.' } });
    expect(await api('POST', '/content/preview', { content: { body: 'In all {{number event.properties.cart_value 2}} EUR.' }, channel: 'email' })).toMatchObject({ body: { body: 'In all 42.00 EUR.', issues: [] } });
    await server.send('identify', { userId: 'ben', traits: {} });
    await server.work.drain();
    const answer = await api('POST', '/content/preview', { content: hello, channel: 'email', customer: 'ben' });
    expect(answer).toMatchObject({ status: 200, body: { subject: null, issues: [{ severity: 'error', path: '/subject' }] } });
    expect(await api('POST', '/content/preview', { content: hello, channel: 'email', customer: 'nobody' })).toMatchObject({ status: 404 });
  });

  it('refuses words that cannot be filled in, with their place', async () => {
    expect(await api('PUT', '/content/templates/bad', { ...hello, body: '{{#if x}}' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/body' }] } });
    expect(await api('POST', '/content/preview', { content: { body: '{{customer.__proto__.x}}' }, channel: 'email' })).toMatchObject({ status: 422 });
    expect(await api('POST', '/content/preview', { channel: 'email' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/content' }] } });
    expect(await api('GET', '/content/templates')).toMatchObject({ body: { items: [] } });
  });
});
