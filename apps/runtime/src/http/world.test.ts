import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { startTestServer, type TestServer } from '../testing.ts';
import type { Journey } from './shapes.ts';

describeEachDatabase('what the checks know of a workspace', (open) => {
  let database: Database;
  let server: TestServer;
  beforeEach(async () => {
    database = await open();
    server = await startTestServer(database);
  });
  afterEach(() => server.stop());

  let made = 0;
  const drawn = async (when: unknown): Promise<string[]> => {
    const program = {
      dsl: 'attune/journey@1', key: `by-plan-${made += 1}`, name: 'By plan', category: 'service', entry: [{ kind: 'event', event: 'Order Completed' }], start: 'plan',
      steps: { plan: { kind: 'branch', paths: [{ id: 'yes', when, next: 'done' }], otherwise: 'done' }, done: { kind: 'exit' } },
    };
    const answer = await server.api('POST', '/journeys/import', program);
    expect(answer.status).toBe(201);
    return (answer.body as Journey).issues.map((issue) => `${issue.code}: ${issue.message}`);
  };

  it('CHK-9: knows the types of what came in, and the values, so that a comparison which can never hold is told', async () => {
    await server.send('identify', { userId: 'ana', traits: { plan: 'pro', points: 12, since: '2026-01-05', newsletter: true } });
    await server.send('identify', { userId: 'bo', traits: { plan: 'free', points: 3 } });
    await server.send('track', { userId: 'ana', event: 'Order Completed', properties: { total: 12.5, items: ['a', 'b'], currency: 'EUR' } });
    await server.api('GET', '/events/catalog');
    const v = (name: string) => ({ var: name });
    expect(await drawn({ '>': [v('customer.plan'), 3] })).toEqual([expect.stringMatching(/^type-mismatch: customer\.plan is a text/)]);
    expect(await drawn({ '==': [v('customer.plan'), 'prp'] })).toEqual([expect.stringMatching(/^value-never-seen: .*Did you mean "pro"\?/)]);
    expect(await drawn({ '<': [v('customer.since'), 20260105] })).toEqual([expect.stringMatching(/^type-mismatch: customer\.since is a date/)]);
    expect(await drawn({ '==': [v('event.properties.items'), 'a'] })).toEqual([expect.stringMatching(/^type-mismatch: event\.properties\.items is a list/)]);
    expect(await drawn({ '>': [v('event.properties.totla'), 10] })).toEqual([expect.stringMatching(/^unknown-property: .*Did you mean "total"\?/)]);
    expect(await drawn({ and: [{ '==': [v('customer.plan'), 'free'] }, { '>': [v('event.properties.total'), 10] }, { '>': [v('customer.points'), 3] }, { '==': [v('customer.newsletter'), true] }] })).toEqual([]);
  });

  it('CHK-5: knows nothing of a workspace to which nothing came', async () => {
    expect(await drawn({ '>': [{ var: 'customer.plan' }, 3] })).toEqual([]);
  });
});
