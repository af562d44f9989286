import { sendExample } from '@attune/example-segment-client';
import { sampleCalls } from '@attune/sample-shop';
import expected from '@attune/sample-shop/expected.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startServer, WRITE_KEY, type Server } from './support/server.ts';

describe('the sample shop', () => {
  const calls = sampleCalls('2026-11-22');

  it('tells the same story every time, as large as it is said to be', () => {
    const counted: Record<string, number> = {};
    for (const call of calls) counted[call.event ?? call.type] = (counted[call.event ?? call.type] ?? 0) + 1;
    expect({ customers: new Set(calls.map((call) => call.userId)).size, calls: counted }).toEqual(expected);
    expect(sampleCalls('2026-11-22')).toEqual(calls);
  });

  it('ends yesterday, in the order of time, with an id for every call and none larger than is taken', () => {
    expect(calls.every((call) => call.at < Date.parse('2026-11-23T00:00:00Z'))).toBe(true);
    expect(calls.every((call, i) => i === 0 || call.at >= (calls[i - 1]?.at ?? 0))).toBe(true);
    expect(new Set(calls.map((call) => call.messageId)).size).toBe(calls.length);
    expect(Math.max(...calls.map((call) => JSON.stringify(call).length))).toBeLessThan(32_768);
  });

  it('moves with the day it is told, and changes nothing else', () => {
    const moved = sampleCalls('2026-12-25');
    expect(moved.map((call) => call.messageId)).toEqual(calls.map((call) => call.messageId));
    expect(new Set(moved.map((call, i) => call.at - (calls[i]?.at ?? 0)))).toEqual(new Set([33 * 86_400_000]));
  });
});

describe('examples on a running Attune', () => {
  let server: Server;
  beforeAll(async () => { server = await startServer(); });
  afterAll(async () => { await server.stop(); });

  it('segment-client: the stock client tells of a customer and an order', async () => {
    await sendExample({ host: server.url, writeKey: WRITE_KEY });
    const { body } = await eventually('the customer', async () => {
      const answer = await server.call('GET', '/api/customers/customer-1');
      return answer.status === 200 ? answer : null;
    });
    expect(body).toMatchObject({ id: 'customer-1', traits: { email: 'ana@shop.example', firstName: 'Ana' } });
    const timeline = JSON.stringify((await server.call('GET', '/api/customers/customer-1/timeline')).body);
    expect(timeline).toContain('Order Completed');
    expect(timeline).toContain('Page Viewed');
  });

  it('segment-client: a wrong write key is told, not swallowed', async () => {
    await expect(sendExample({ host: server.url, writeKey: 'a-key-nobody-knows' })).rejects.toThrow('did not take');
  });
});
