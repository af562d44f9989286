import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../store/database.ts';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';
import type { Page, Task, TaskDetail } from '../shapes.ts';

const rescue = {
  dsl: 'attune/journey@1', key: 'rescue', name: 'Rescue', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Unhappy' }], start: 'ask',
  steps: {
    ask: { kind: 'task', queue: 'care', title: 'Call {{default customer.firstName "the customer"}}', brief: 'About {{event.properties.what}}', due: 'P1D', outcomes: [{ id: 'call', label: 'I will call', next: 'done' }, { id: 'leave', next: 'done' }], timeout: 'done' },
    done: { kind: 'exit', reason: 'done' },
  },
};

describeEachDatabase('tasks over HTTP', (open) => {
  let database: Database;
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    database = await open();
    server = await startTestServer(database);
    ({ api } = server);
    expect((await api('POST', '/journeys/import', rescue)).status).toBe(201);
    expect((await api('POST', '/journeys/rescue/publish')).status).toBe(200);
  });
  afterEach(() => server.stop());

  async function unhappy(...ids: readonly string[]): Promise<Task[]> {
    for (const userId of ids) {
      await server.send('identify', { userId, traits: { firstName: userId, email: `${userId}@x.example`, timezone: 'UTC' } });
      await server.send('track', { userId, event: 'Unhappy', properties: { what: 'the parcel', text: 'my parcel is broken and this is terrible' } });
    }
    await server.work.drain();
    return list('');
  }
  const list = async (query: string): Promise<Task[]> => ((await api('GET', `/tasks${query}`)).body as Page<Task>).items;

  it('are listed as they are due, page by page, by queue, assignee, customer and lateness', async () => {
    const [ada] = await unhappy('ada');
    expect(ada).toMatchObject({ queue: 'care', title: 'Call ada', brief: 'About the parcel', status: 'open', late: false, customer: 'ada', customerName: 'ada', journey: 'rescue', journeyName: 'Rescue', outcomes: [{ id: 'call', label: 'I will call' }, { id: 'leave', label: 'leave' }] });
    server.clock.advance(3_600_000);
    await unhappy('bob', 'cem');
    expect((await list('')).map(({ customer }) => customer)).toEqual(['ada', expect.stringMatching(/bob|cem/) as string, expect.stringMatching(/bob|cem/) as string]);
    const first = (await api('GET', '/tasks?limit=2')).body as Page<Task>;
    const second = (await api('GET', `/tasks?limit=2&cursor=${first.next ?? ''}`)).body as Page<Task>;
    expect([...first.items, ...second.items].map(({ customer }) => customer).sort()).toEqual(['ada', 'bob', 'cem']);
    expect(second.next).toBeNull();
    expect((await list('?customer=bob')).map(({ customer }) => customer)).toEqual(['bob']);
    expect(await list('?queue=sales')).toEqual([]);
    expect(await list('?customer=nobody')).toEqual([]);
    expect(await list('?late=true')).toEqual([]);
    expect(await api('POST', `/tasks/${ada!.id}/assign`, { assignee: 'Eva' })).toMatchObject({ status: 200, body: { assignee: 'Eva' } });
    expect((await list('?assignee=Eva')).map(({ customer }) => customer)).toEqual(['ada']);
    expect((await list('?unassigned=true')).map(({ customer }) => customer).sort()).toEqual(['bob', 'cem']);
    server.clock.advance(23 * 3_600_000);
    expect((await list('?late=true')).map(({ customer, late }) => [customer, late])).toEqual([['ada', true]]);
    expect((await api('GET', '/tasks/queues')).body).toEqual({ items: [{ queue: 'care', open: 3, late: 1 }] });
    expect((await api('GET', '/tasks?limit=zero')).status).toBe(400);
  });

  it('are shown with the customer\'s mood, their history in short, and how they came to it', async () => {
    const [task] = await unhappy('ada');
    const { status, body } = await api('GET', `/tasks/${task!.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: task!.id, mood: 'negative', moodDetail: { label: 'negative' }, person: { id: 'ada', email: 'ada@x.example' }, care: { openComplaint: false }, replyMessage: null,
      trail: [{ outcome: 'entered' }, { step: 'ask', outcome: 'waiting' }],
    });
    expect((body as TaskDetail).history.some(({ event }) => event?.name === 'Unhappy')).toBe(true);
    expect((await api('GET', '/tasks/none')).status).toBe(404);
  });

  it('ENG-29: are decided once; the same again is no error, another decision is told who was first', async () => {
    const [task] = await unhappy('ada');
    const decision = { outcome: 'call', note: 'at noon', by: 'Eva', reply: { text: 'I will call you at noon.' } };
    expect(await api('POST', `/tasks/${task!.id}/decide`, decision)).toMatchObject({ status: 200, body: { status: 'done', outcome: 'call', note: 'at noon', decidedBy: 'Eva' } });
    expect((await api('POST', `/tasks/${task!.id}/decide`, decision)).status).toBe(200);
    expect(await api('POST', `/tasks/${task!.id}/decide`, { outcome: 'leave', by: 'Max' })).toMatchObject({ status: 409, body: { detail: 'Not decided: Eva has decided already: I will call.', task: { decidedBy: 'Eva' } } });
    expect(await api('POST', `/tasks/${task!.id}/assign`, { assignee: 'Max' })).toMatchObject({ status: 409 });
    await server.work.drain();
    expect((await api('GET', '/customers/ada/runs')).body).toMatchObject({ items: [{ status: 'finished' }] });
    expect((await api('GET', `/tasks/${task!.id}`)).body).toMatchObject({ replyMessage: { status: 'sent', body: expect.stringContaining('I will call you at noon.') as string } });
    expect((await api('GET', '/messages?customer=ada')).body).toMatchObject({ items: [{ status: 'sent', subject: 'Call ada' }] });
    expect((await list('?status=done')).map(({ customer }) => customer)).toEqual(['ada']);
    expect((await api('GET', '/journeys/rescue/stats')).body).toMatchObject({ steps: { ask: { entered: 1, waiting: 0, ports: { call: 1 } } } });
  });

  it('ENG-29: refuse what is none of their outcomes, and what comes too late, in words that help', async () => {
    const [task] = await unhappy('ada');
    expect(await api('POST', `/tasks/${task!.id}/decide`, { outcome: 'dance' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/outcome', detail: 'must be one of call, leave' }] } });
    expect(await api('POST', `/tasks/${task!.id}/decide`, { outcome: 'call', reply: { text: ' ' } })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reply/text' }] } });
    expect(await api('POST', `/tasks/${task!.id}/decide`, { outcome: 'call', reply: { text: 'Hi', channel: 'pigeon' } })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reply/channel' }] } });
    server.clock.advance(25 * 3_600_000);
    await server.work.drain();
    expect(await api('POST', `/tasks/${task!.id}/decide`, { outcome: 'call' })).toMatchObject({ status: 409, body: { detail: 'Not decided: The time for it was up, and the customer went on without a decision.' } });
    expect(await list('?status=overdue')).toMatchObject([{ customer: 'ada', late: false }]);
  });

  it('stand in the OpenAPI document', async () => {
    const { paths } = (await api('GET', '/openapi.json')).body as { paths: Record<string, object> };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/tasks', '/tasks/queues', '/tasks/{id}', '/tasks/{id}/assign', '/tasks/{id}/decide', '/surveys', '/surveys/figures']));
  });
});
