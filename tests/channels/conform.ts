import { channelConformance, type Mood, type Peer } from '@attune/runtime/channel/conformance';
import { afterAll, beforeAll, describe, it } from 'vitest';

/**
 * Makes a test of every rule that channels keep, against a channel with a real other side. `cannot` names the moods that this other
 * side cannot have: nothing can be busy where nothing is called.
 */
export function describeChannel(name: string, open: () => Promise<Peer & { close(): Promise<void> }>, cannot: readonly Mood[] = []): void {
  describe(`the ${name} channel`, () => {
    let peer: (Peer & { close(): Promise<void> }) | undefined;
    beforeAll(async () => { peer = await open(); });
    afterAll(async () => { await peer?.close(); });

    for (const rule of channelConformance.filter(({ mood }) => !cannot.includes(mood))) {
      it(rule.name, async () => {
        if (!peer) throw new Error('the other side did not start');
        await rule.run(peer);
      });
    }
  });
}
