import type { Instant } from '../json.ts';
import { decideSend } from './decide-send.ts';
import type { GateDecision, GateFacts, GatePolicy, SendRequest, SkipReason } from './gate-types.ts';

/** Reasons that belong to a channel rather than to the moment or the customer, so that another channel may do better. */
const OF_THE_CHANNEL: readonly SkipReason[] = ['no-address', 'no-consent', 'unsubscribed', 'suppressed'];

/** The gate's answer for a message that may go by several channels. */
export interface ChannelChoice {
  readonly channel: string;
  readonly decision: GateDecision;
}

/**
 * Asks the gate about the channels in their order and takes the first that has an address and consent. Where none has, the answer for the first one
 * stands: that is the channel the message was meant for. The gate is never asked to weigh channels by anything else.
 */
export function chooseChannel(channels: readonly string[], request: Omit<SendRequest, 'channel'>, factsOf: (channel: string) => GateFacts, policy: GatePolicy, now: Instant): ChannelChoice | null {
  let first: ChannelChoice | null = null;
  for (const channel of channels) {
    const decision = decideSend({ ...request, channel }, factsOf(channel), policy, now);
    if (decision.answer !== 'skip' || !OF_THE_CHANNEL.includes(decision.reason)) return { channel, decision };
    first ??= { channel, decision };
  }
  return first;
}
