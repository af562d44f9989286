import { describe, expect, it } from 'vitest';
import type { AcceptedCall } from '../../work/accepted.ts';
import { createGroup } from './group.ts';

const call = (messageId: string): AcceptedCall => ({
  type: 'track', messageId, userId: 'u', anonymousId: null, previousId: null, name: 'E', properties: {}, traits: {},
  at: '2026-01-01T00:00:00.000Z', receivedAt: '2026-01-01T00:00:00.000Z', timezone: null, locale: null, consent: null,
});

describe('group commit', () => {
  it('makes calls that arrive together durable together, in the order of arrival', async () => {
    const groups: string[][] = [];
    const take = createGroup(async (calls) => { groups.push(calls.map((c) => c.messageId)); });
    await Promise.all([take([call('a')]), take([call('b'), call('c')]), take([call('d')])]);
    expect(groups).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('tells every caller of a failed group, and goes on', async () => {
    let broken = true;
    const take = createGroup(async () => { if (broken) throw new Error('disk full'); });
    const answers = await Promise.allSettled([take([call('a')]), take([call('b')])]);
    expect(answers.map((a) => a.status)).toEqual(['rejected', 'rejected']);
    broken = false;
    await expect(take([call('c')])).resolves.toBeUndefined();
  });

  it('answers nobody before their calls are durable, and gathers while groups are on their way', async () => {
    const open: (() => void)[] = [];
    const sizes: number[] = [];
    const take = createGroup((calls) => new Promise<void>((done) => { sizes.push(calls.length); open.push(done); }));
    const answered: string[] = [];
    const many = Array.from({ length: 1000 }, (_, n) => call(`x${n}`));
    const first = take(many).then(() => answered.push('first'));
    const second = take(many).then(() => answered.push('second'));
    const third = take(many).then(() => answered.push('third'));
    const fourth = take([call('y')]).then(() => answered.push('fourth'));
    expect(sizes).toEqual([1000, 1000]);
    expect(answered).toEqual([]);
    open[0]?.();
    await first;
    expect(answered).toEqual(['first']);
    expect(sizes).toEqual([1000, 1000, 1001]);
    open[1]?.();
    open[2]?.();
    await Promise.all([second, third, fourth]);
    expect(answered).toHaveLength(4);
  });
});
