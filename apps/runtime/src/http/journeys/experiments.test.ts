import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer } from '../../testing.ts';

const trial = {
  dsl: 'attune/journey@1', key: 'trial', name: 'Trial', category: 'service', entry: [{ kind: 'event', event: 'Signed Up' }], reentry: { mode: 'never' }, holdout: 10, goals: [{ event: 'Order Completed', within: 'P7D' }], start: 'which',
  steps: { which: { kind: 'split', arms: [{ id: 'a', label: 'A', weight: 1 }, { id: 'b', label: 'B', weight: 1 }], experiment: { metric: { event: 'Order Completed' } } } },
};

describeEachDatabase('the experiments of a journey', (open) => {
  it('are told with their figures, and decided by hand', async () => {
    const server = await startTestServer(await open());
    const { api } = server;
    await api('POST', '/journeys/import', trial);
    expect(await api('GET', '/journeys/trial/experiments')).toMatchObject({ status: 200, body: { experiments: [], control: null } });
    expect(await api('POST', '/journeys/trial/publish')).toMatchObject({ status: 200 });
    await server.send('batch', { batch: Array.from({ length: 20 }, (_, n) => ({ type: 'track', userId: `u${n}`, event: 'Signed Up' })) });
    await server.work.drain();
    const told = await api('GET', '/journeys/trial/experiments');
    expect(told.body).toMatchObject({
      experiments: [{ step: 'which', winner: null, decidedBy: null, stopped: [], experiment: { mode: 'auto', minimum: 100, window: 'P7D' }, verdict: { proposed: null, because: expect.stringContaining('of the 100 customers it needs') as string, arms: [{ id: 'a', label: 'A', converted: 0 }, { id: 'b' }] } }],
      control: { percent: 10, goals: [{ goal: 'goal-1', effect: { because: expect.stringContaining('no difference is clear yet') as string } }] },
    });
    expect(await api('POST', '/journeys/trial/experiments/which', { winner: 'c' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/winner' }] } });
    expect(await api('POST', '/journeys/trial/experiments/nowhere', { winner: 'a' })).toMatchObject({ status: 404 });
    expect(await api('POST', '/journeys/trial/experiments/which', { winner: 'a' })).toMatchObject({ status: 200, body: { experiments: [{ winner: 'a', decidedAt: '2026-05-03T12:00:00.000Z' }] } });
    expect(await api('POST', '/journeys/trial/experiments/which', { winner: null })).toMatchObject({ body: { experiments: [{ winner: null }] } });
    expect(await api('GET', '/journeys/unknown/experiments')).toMatchObject({ status: 404 });
    await server.stop();
  });
});
