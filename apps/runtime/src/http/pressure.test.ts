import { describe, expect, it, vi } from 'vitest';
import { createPressure } from './pressure.ts';

const lag = (inbox: number) => ({ inbox, oldestSeconds: 0, timers: 0, messages: 0 });

describe('pressure', () => {
  it('tells senders to stay away while too much waits, without making any of them wait for the measurement', async () => {
    let now = lag(0);
    const pressure = createPressure({ lag: async () => now }, () => undefined);
    expect(pressure()).toBe(0);
    now = lag(200_000);
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 10_000);
    expect(pressure()).toBe(0);
    await Promise.resolve();
    expect(pressure()).toBeGreaterThan(0);
    clock.mockRestore();
  });

  it('reports a measurement that failed, and takes events all the same', async () => {
    const errors: unknown[] = [];
    const pressure = createPressure({ lag: () => Promise.reject(new Error('gone')) }, (error) => errors.push(error));
    expect(pressure()).toBe(0);
    await Promise.resolve();
    expect(errors).toHaveLength(1);
  });
});
