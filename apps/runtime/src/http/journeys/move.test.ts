import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';
import { reminder } from './fixtures.ts';

describeEachDatabase('moving the people of older versions', (open) => {
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    server = await startTestServer(await open());
    ({ api } = server);
  });
  afterEach(() => server.stop());

  const draft = async (program: object) => expect((await api('POST', '/journeys/import?replace=true', program)).status).toBe(201);
  const publish = async (program: object) => { await draft(program); expect(await api('POST', '/journeys/cart-reminder/publish')).toMatchObject({ status: 200 }); };
  const move = (body: object = {}) => api('POST', '/journeys/cart-reminder/people/move', body);
  const people = async () => ((await api('GET', '/journeys/cart-reminder/people')).body as { items: { customer: string; version: number; step: string | null; due: string | null }[] }).items
    .map(({ customer, version, step, due }) => [customer, version, step, due]).sort();
  const { pause, remind, done } = reminder.steps;
  const longer = { ...reminder, steps: { pause: { ...pause, for: 'PT6H' }, remind, done } };
  const renamed = { ...reminder, start: 'rest', steps: { rest: { ...pause, for: 'PT1H' }, remind, done } };

  const inside = async () => {
    await publish(reminder);
    for (const userId of ['u1', 'u2']) await server.send('track', { userId, event: 'Cart Updated' });
    await server.work.drain();
  };

  it('DIFF-2: the impact of publishing says where the people inside would go, how many, and what becomes of their time', async () => {
    await inside();
    expect(await api('GET', '/journeys/cart-reminder/impact')).toMatchObject({ status: 200, body: { plans: [] } });
    await draft(longer);
    expect(await api('GET', '/journeys/cart-reminder/impact')).toMatchObject({ body: { plans: [{ version: 1, counted: 2, steps: [{
      step: 'pause', to: 'pause', how: 'rejoins', timer: 'anew', people: 2, because: 'the settings of the step changed: waits by the new ones, counted from when the wait began',
    }] }] } });
    await draft(renamed);
    expect(await api('GET', '/journeys/cart-reminder/impact')).toMatchObject({ body: { plans: [{ version: 1, counted: 2, steps: [{
      step: 'pause', to: null, how: 'unmapped', timer: 'kept', people: 2, suggestion: 'remind',
      words: '2 people at "Wait a while": have nowhere to go, and stay on their version; the step is gone: say where to go. Their time runs on.',
    }] }] } });
  });

  it('DIFF-5: moves everybody to the published version as its plan says, and once, though it is asked twice', async () => {
    await inside();
    await publish(longer);
    expect(await move()).toMatchObject({ status: 202, body: { to: 2, whenResumed: false, plans: [{ version: 1, counted: 2, steps: [{ step: 'pause', how: 'rejoins', people: 2 }] }] } });
    expect(await move()).toMatchObject({ status: 202 });
    await server.work.drain();
    const moved = [['u1', 2, 'pause', '2026-05-03T18:00:00.000Z'], ['u2', 2, 'pause', '2026-05-03T18:00:00.000Z']];
    expect(await people()).toEqual(moved);
    expect(await move({ from: 1 })).toMatchObject({ status: 202, body: { plans: [] } });
    await server.work.drain();
    expect(await people()).toEqual(moved);
    expect(await api('GET', '/journeys/cart-reminder/stats?version=1')).toMatchObject({ body: { runs: { open: 0 }, steps: { pause: { waiting: 0 } } } });
    expect(await api('GET', '/journeys/cart-reminder/stats')).toMatchObject({ body: { runs: { open: 2, entered: 2 }, steps: { pause: { entered: 2, waiting: 2, left: 0 } } } });
    const { items } = (await api('GET', '/journeys/cart-reminder/trail')).body as { items: { outcome: string }[] };
    expect(items.filter(({ outcome }) => outcome === 'moved')).toHaveLength(2);
  });

  it('Peer 9 DIFF-2: with `strict` nobody moves while somebody has nowhere to go, and each such step is named; without it they stay', async () => {
    await inside();
    await publish(renamed);
    expect(await move({ strict: true })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/redirects/pause', detail: expect.stringMatching(/^version 1: 2 people at "Wait a while".*"remind"\.$/) as string }] } });
    expect(await move()).toMatchObject({ status: 202, body: { plans: [{ steps: [{ how: 'unmapped', people: 2 }] }] } });
    await server.work.drain();
    expect((await people()).map(([, version]) => version)).toEqual([1, 1]);
    expect(await move({ strict: true, redirects: { pause: null } })).toMatchObject({ status: 202, body: { plans: [{ steps: [{ how: 'stays', people: 2 }] }] } });
    expect(await move({ strict: true, redirects: { pause: 'rest' } })).toMatchObject({ status: 202, body: { plans: [{ steps: [{ how: 'enters', to: 'rest', timer: 'cleared', people: 2 }] }] } });
    await server.work.drain();
    expect(await people()).toEqual([['u1', 2, 'rest', '2026-05-03T13:00:00.000Z'], ['u2', 2, 'rest', '2026-05-03T13:00:00.000Z']]);
    expect(await move({ strict: true, redirects: { pause: 'rest' } })).toMatchObject({ status: 202, body: { plans: [] } });
  });

  it('refuses what is a slip of the pen, and a journey that takes nobody', async () => {
    await draft(reminder);
    expect(await move()).toMatchObject({ status: 409 });
    await inside();
    await publish(renamed);
    expect(await move({ from: 2 })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/from', detail: 'must be "all" or a version before 2' }] } });
    expect(await move({ redirects: { pause: 'nowhere', rest: 'remind' } })).toMatchObject({ status: 422, body: { errors: [
      { pointer: '/redirects/pause', detail: 'version 2 has no step "nowhere": name one of its steps, or null to let people finish where they are' },
      { pointer: '/redirects/rest', detail: 'no older version has a step with this id' },
    ] } });
    expect(await move({ from: 'some' })).toMatchObject({ status: 400 });
    expect(await api('POST', '/journeys/nothing/people/move', {})).toMatchObject({ status: 404 });
    await api('POST', '/journeys/cart-reminder/pause');
    expect(await move({ redirects: { pause: 'rest' } })).toMatchObject({ status: 202, body: { whenResumed: true } });
    await server.work.drain();
    expect((await people()).map(([, version]) => version)).toEqual([1, 1]);
    await api('POST', '/journeys/cart-reminder/resume');
    await server.work.drain();
    expect((await people()).map(([, version]) => version)).toEqual([2, 2]);
    await api('POST', '/journeys/cart-reminder/archive');
    expect(await move()).toMatchObject({ status: 409 });
  });
});
