import { decompile, type Graph, type Program } from '@attune/dsl';
import { journeyTemplates } from '@attune/templates';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../store/database.ts';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type Answer, type TestServer } from '../../testing.ts';
import type { IssueShape, Journey } from '../shapes.ts';
import { circle, reminder } from './fixtures.ts';

describeEachDatabase('journeys', (open) => {
  let database: Database;
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    database = await open();
    server = await startTestServer(database, { gallery: journeyTemplates });
    ({ api } = server);
  });
  afterEach(() => server.stop());

  const written = async (): Promise<number> => {
    const [row] = await database.query<{ n: number }>(sql`select ((select count(*) from journeys) + (select count(*) from journey_versions) + (select count(*) from templates) + (select count(*) from segments) + (select count(*) from audit_log))::int as n`);
    return row?.n ?? -1;
  };
  const journey = (answer: Answer): Journey => answer.body as Journey;
  const publishReminder = async (): Promise<void> => {
    expect((await api('POST', '/journeys/import', reminder)).status).toBe(201);
    expect(await api('POST', '/journeys/cart-reminder/publish')).toMatchObject({ status: 200, body: { version: 1 } });
  };

  it('makes a blank draft with a key from its name, and a free one for the second', async () => {
    const first = await api('POST', '/journeys', { name: 'Grüße & mehr!' });
    expect(first).toMatchObject({ status: 201, body: { key: 'gru-e-mehr', status: 'draft', revision: 1, version: null, changed: true } });
    expect(first.headers.get('etag')).toBe('"1"');
    expect(journey(await api('POST', '/journeys', { name: 'Grüße & mehr!' })).key).toBe('gru-e-mehr-2');
    expect(journey(first).issues.some((issue) => issue.severity === 'error')).toBe(true);
  });

  it('saves over the revision that was read, and refuses another', async () => {
    const made = journey(await api('POST', '/journeys', { name: 'One' }));
    const graph = { ...(made.graph as Graph), settings: { ...(made.graph as Graph).settings, name: 'Two' } };
    expect(await api('PUT', '/journeys/one', { graph })).toMatchObject({ status: 428 });
    expect(await api('PUT', '/journeys/one', { graph }, { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await api('PUT', '/journeys/one', { graph }, { 'if-match': '"1"' })).toMatchObject({ status: 412, body: { current: 2 } });
    expect(await api('GET', '/journeys')).toMatchObject({ body: { items: [{ key: 'one', name: 'Two' }], next: null } });
    expect(await api('PUT', '/journeys/none', { graph }, { 'if-match': '"1"' })).toMatchObject({ status: 404 });
    expect(await api('PUT', '/journeys/one', { graph: { nodes: 3 } }, { 'if-match': '"2"' })).toMatchObject({ status: 422 });
  });

  it('imports a program, publishes it, and makes no new version of the same meaning', async () => {
    await publishReminder();
    expect(await api('GET', '/journeys/cart-reminder')).toMatchObject({ body: { status: 'live', version: 1, changed: false } });
    expect(await api('POST', '/journeys/cart-reminder/publish', { accept: [] })).toMatchObject({ status: 200, body: { version: 1 } });
    const draft = journey(await api('GET', '/journeys/cart-reminder')).graph as Graph;
    const changed = { ...draft, settings: { ...draft.settings, reentry: { mode: 'never' } } };
    expect(journey(await api('PUT', '/journeys/cart-reminder', { graph: changed }, { 'if-match': '"1"' })).changed).toBe(true);
    expect(await api('POST', '/journeys/cart-reminder/publish')).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await api('GET', '/journeys/cart-reminder/versions')).toMatchObject({ body: { items: [{ version: 2, open: 0, publishedBy: 'this machine' }, { version: 1, open: 0, publishedBy: 'this machine' }] } });
    expect(await api('GET', '/journeys/cart-reminder/versions/1')).toMatchObject({ body: { program: { reentry: { mode: 'always' } } } });
    expect(await api('GET', '/journeys/cart-reminder/versions/9')).toMatchObject({ status: 404 });
  });

  it('exports what can be imported again', async () => {
    await publishReminder();
    const { body: program } = await api('GET', '/journeys/cart-reminder/export?as=program');
    expect(program).toMatchObject({ dsl: 'attune/journey@1', start: 'pause' });
    for (const as of ['program', 'graph', 'bundle']) {
      const { body } = await api('GET', `/journeys/cart-reminder/export?as=${as}`);
      expect(await api('POST', `/journeys/import?key=copy-${as}`, body), as).toMatchObject({ status: 201, body: { key: `copy-${as}` } });
      expect((await api('POST', `/journeys/copy-${as}/compile`)).body).toMatchObject({ program: { steps: { pause: { for: 'PT4H' } } } });
    }
  });

  it('names the key that is taken, and replaces a draft only when told to', async () => {
    await publishReminder();
    expect(await api('POST', '/journeys/import', reminder)).toMatchObject({ status: 409, body: { key: 'cart-reminder' } });
    expect(await api('POST', '/journeys/import?replace=true', { ...reminder, name: 'Renamed' })).toMatchObject({ status: 201 });
    expect(await api('GET', '/journeys/cart-reminder')).toMatchObject({ body: { revision: 2, graph: { settings: { name: 'Renamed' } } } });
  });

  it('takes a bundle whole: messages and segments come along, or nothing does', async () => {
    const { content: _, ...remind } = reminder.steps.remind;
    const withTemplate = { ...reminder, steps: { ...reminder.steps, remind: { ...remind, template: 'cart-mail' } } };
    const bundle = {
      dsl: 'attune/bundle@1', journey: withTemplate,
      templates: [{ key: 'cart-mail', channel: 'email', name: 'Cart mail', subject: 'Hi', body: 'Your cart waits.' }],
      segments: [{ key: 'pros', name: 'Pros', condition: { '==': [{ var: 'customer.plan' }, 'pro'] } }],
    };
    const before = await written();
    expect((await api('POST', '/journeys/import', { ...bundle, journey: { ...withTemplate, start: 'nowhere' } })).status).toBe(422);
    expect((await api('POST', '/journeys/import', { ...bundle, segments: [{ key: 'pros', name: 'Pros', condition: { constructor: [] } }] })).status).toBe(422);
    expect((await api('POST', '/journeys/import', { ...bundle, templates: [{ key: 'x y', body: 3 }] })).status).toBe(400);
    expect(await written()).toBe(before);
    expect(await api('POST', '/journeys/import', bundle)).toMatchObject({ status: 201 });
    expect(await api('GET', '/content/templates/cart-mail')).toMatchObject({ body: { version: 1, body: 'Your cart waits.' } });
    expect(await api('GET', '/segments/pros')).toMatchObject({ body: { kind: 'dynamic' } });
    expect(await api('GET', '/journeys/cart-reminder/export')).toMatchObject({ body: { templates: [{ key: 'cart-mail' }] } });
  });

  const hostile: readonly (readonly [string, unknown, number])[] = [
    ['a program with an unknown step', { ...reminder, start: 'nowhere' }, 422],
    ['a program that goes in a circle without waiting', circle, 422],
    ['a program of a newer format', { ...reminder, dsl: 'attune/journey@9' }, 422],
    ['no document at all', { hello: 'world' }, 422],
    ['a condition with an unknown operator', { ...reminder, entry: [{ kind: 'event', event: 'Cart Updated', where: { constructor: [1] } }] }, 422],
    ['a condition that reaches for the prototype', { ...reminder, entry: [{ kind: 'event', event: 'Cart Updated', where: { '==': [{ var: 'event.__proto__.x' }, 1] } }] }, 422],
    ['a template that reaches for the prototype', { ...reminder, steps: { ...reminder.steps, remind: { ...reminder.steps.remind, content: { subject: 'x', body: '{{customer.__proto__.x}}' } } } }, 422],
    ['a template that is not closed', { ...reminder, steps: { ...reminder.steps, remind: { ...reminder.steps.remind, content: { subject: 'x', body: '{{#if customer.x}}' } } } }, 422],
    ['__proto__ as a step', JSON.stringify(reminder).replace('"pause":', '"__proto__":'), 400],
    ['broken JSON', '{"dsl": ', 400],
    ['a list', [1, 2], 422],
  ];
  for (const [what, document, status] of hostile) {
    it(`refuses ${what}, names the place, and writes nothing`, async () => {
      const answer = await api('POST', '/journeys/import', document);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect((answer.body as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
      expect(await written()).toBe(0);
    });
  }

  it('points into the program that was sent, not into the drawing made of it', async () => {
    const { body } = await api('POST', '/journeys/import', circle);
    for (const { pointer } of (body as { errors: { pointer: string }[] }).errors) expect(pointer).toMatch(/^\/steps\//);
  });

  it('takes an unfinished graph as a draft, and refuses to publish it while it has errors', async () => {
    const graph = decompile(reminder as unknown as Program);
    expect(graph.ok).toBe(true);
    if (!graph.ok) return;
    const cyclic: Graph = {
      ...graph.value,
      nodes: [...graph.value.nodes.filter((node) => node.id.startsWith('entry')), ...['a', 'b'].map((id) => ({ id, kind: 'branch', config: { paths: [{ id: 'yes', label: 'yes', when: { '==': [{ var: 'customer.plan' }, 'pro'] } }] }, position: { x: 0, y: 0 } }))],
      edges: [...graph.value.edges.filter((edge) => edge.from.node.startsWith('entry')).map((edge) => ({ ...edge, to: 'a' })),
        ...[['a', 'yes', 'b'], ['a', 'otherwise', 'b'], ['b', 'yes', 'a'], ['b', 'otherwise', 'a']].map(([node, port, to]) => ({ id: `${node}:${port}`, from: { node: node ?? '', port: port ?? '' }, to: to ?? '' }))],
    };
    const imported = await api('POST', '/journeys/import', cyclic);
    expect(imported.status).toBe(201);
    expect((imported.body as { issues: IssueShape[] }).issues.some((issue) => issue.severity === 'error')).toBe(true);
    const refusal = await api('POST', '/journeys/cart-reminder/publish');
    expect(refusal.status).toBe(422);
    expect((refusal.body as { issues: IssueShape[] }).issues.length).toBeGreaterThan(0);
    expect(await database.query(sql`select 1 from journey_versions`)).toHaveLength(0);
    expect(await api('GET', '/journeys/cart-reminder')).toMatchObject({ body: { status: 'draft', version: null } });
  });

  it('pauses, resumes and archives what was published, and deletes only what never was', async () => {
    await api('POST', '/journeys', { name: 'Draft' });
    expect(await api('POST', '/journeys/draft/pause')).toMatchObject({ status: 409 });
    expect((await api('DELETE', '/journeys/draft')).status).toBe(204);
    expect((await api('GET', '/journeys/draft')).status).toBe(404);
    await publishReminder();
    expect(await api('POST', '/journeys/cart-reminder/pause')).toMatchObject({ status: 200, body: { status: 'paused' } });
    expect(await api('POST', '/journeys/cart-reminder/enrol', { customer: 'u1' })).toMatchObject({ status: 409 });
    expect(await api('POST', '/journeys/cart-reminder/resume')).toMatchObject({ body: { status: 'live' } });
    expect(await api('DELETE', '/journeys/cart-reminder')).toMatchObject({ status: 409 });
    expect(await api('POST', '/journeys/cart-reminder/duplicate')).toMatchObject({ status: 201, body: { key: 'cart-reminder-copy', status: 'draft' } });
    expect(await api('POST', '/journeys/cart-reminder/archive')).toMatchObject({ body: { status: 'archived' } });
    expect(await api('POST', '/journeys/cart-reminder/publish')).toMatchObject({ status: 409 });
    expect(await api('GET', '/journeys')).toMatchObject({ body: { items: [{ key: 'cart-reminder-copy' }] } });
    expect(await api('GET', '/journeys?status=archived')).toMatchObject({ body: { items: [{ key: 'cart-reminder' }] } });
  });

  it('carries a person through and counts each step', async () => {
    await publishReminder();
    await server.send('track', { userId: 'u1', event: 'Cart Updated', properties: { value: 64, currency: 'EUR' } });
    await server.send('track', { userId: 'u2', event: 'Cart Updated', properties: { value: 12 } });
    await api('POST', '/journeys/cart-reminder/enrol', { customer: 'u3' });
    await server.send('identify', { userId: 'u1', traits: { email: 'ana@example.com', firstName: 'Ana' } });
    await server.work.drain();
    expect(await api('GET', '/journeys/cart-reminder/stats')).toMatchObject({ body: { steps: { pause: { entered: 3, waiting: 3, left: 0 } }, runs: { open: 3, entered: 3, finished: {} } } });
    expect(await api('GET', '/journeys/cart-reminder/people?step=pause')).toMatchObject({ body: { items: [{ status: 'open', step: 'pause', due: '2026-05-03T16:00:00.000Z' }, {}, {}] } });
    expect(await api('GET', '/journeys/cart-reminder/impact')).toMatchObject({ body: { inside: [{ version: 1, step: 'pause', count: 3 }] } });
    await server.send('track', { userId: 'u2', event: 'Order Completed' });
    server.clock.advance(4 * 3_600_000);
    await server.work.drain();
    const stats = (await api('GET', '/journeys/cart-reminder/stats?version=1')).body;
    expect(stats).toMatchObject({ steps: { pause: { entered: 3, waiting: 0, left: 3 }, remind: { entered: 2, sent: 1, skipped: { 'no-address': 1 } } }, runs: { open: 0, entered: 3 } });
    expect(await api('GET', '/journeys')).toMatchObject({ body: { items: [{ entered: 3, finished: 3, open: 0 }] } });
    expect(await api('GET', '/journeys/cart-reminder/trail?customer=u1')).toMatchObject({ status: 200, body: { next: null } });
    expect((await api('GET', '/journeys/cart-reminder/trail?customer=nobody')).status).toBe(404);
  });

  it('refuses to let people in by hand where no entry takes them', async () => {
    await api('POST', '/journeys/import', { ...reminder, entry: [reminder.entry[0]] });
    await api('POST', '/journeys/cart-reminder/publish');
    expect(await api('POST', '/journeys/cart-reminder/enrol', { customer: 'u1' })).toMatchObject({ status: 409 });
  });

  it('takes every ready journey with one call, and again under another key', async () => {
    const { body } = await api('GET', '/templates/journeys');
    const { items } = body as { items: { key: string; missing: { events: string[] } }[] };
    expect(items.length).toBeGreaterThanOrEqual(5);
    for (const { key } of items) {
      expect(await api('POST', `/templates/journeys/${key}/import`), key).toMatchObject({ status: 201, body: { key } });
      expect(await api('POST', `/journeys/${key}/publish`), key).toMatchObject({ status: 200 });
    }
    expect(await api('POST', `/templates/journeys/${items[0]?.key}/import`)).toMatchObject({ status: 201, body: { key: `${items[0]?.key}-2` } });
    expect(await api('POST', `/templates/journeys/${items[0]?.key}/import?key=${items[0]?.key}`)).toMatchObject({ status: 409 });
    expect(await api('POST', '/templates/journeys/none/import')).toMatchObject({ status: 404 });
  });

  it('streams the counts at once and when they change', async () => {
    await publishReminder();
    const response = await server.app.request('/api/journeys/cart-reminder/live');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.getReader();
    const read = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toContain('"entered":0');
    await server.send('track', { userId: 'u1', event: 'Cart Updated' });
    await server.work.drain();
    const next = await read();
    expect(next).toContain('event: stats');
    expect(next).toContain('"entered":1');
    await reader?.cancel();
  });

  it('writes down who did what', async () => {
    await publishReminder();
    expect(await database.query(sql`select actor, action, subject from audit_log order by id`)).toEqual([
      { actor: 'this machine', action: 'journey.import', subject: 'cart-reminder' },
      { actor: 'this machine', action: 'journey.publish', subject: 'cart-reminder' },
    ]);
  });
});
