import type { Channel } from './channel.ts';
import { createEmailChannel } from './email/email-channel.ts';
import { customerAddress } from './email/address.ts';
import { createOutbox } from './outbox/outbox.ts';
import type { Requester } from './requester.ts';
import { createRequester } from './request/requester.ts';
import { createWebhookChannel, type WebhookEndpoint } from './webhook/webhook-channel.ts';

/** What the channels are made from. */
export interface ChannelOptions {
  /** Null: e-mails are kept and shown in the product, and nothing leaves the machine. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  /** Null: the `webhook` channel says what is missing and sends nothing. */
  readonly webhook: WebhookEndpoint | null;
  /** Sends the requests of the `webhook` channel; the one that webhook steps use. */
  readonly requester: Requester;
}

/** Every channel by its name. THE list: a channel is one folder and one line here. */
export function createChannels(options: ChannelOptions): ReadonlyMap<string, Channel> {
  const channels: readonly Channel[] = [
    createOutbox({ name: 'outbox', title: 'Outbox (kept here)', address: (customer) => customer.id }),
    options.smtpUrl === null
      ? createOutbox({ name: 'email', title: 'E-mail (kept here)', address: customerAddress })
      : createEmailChannel({ smtpUrl: options.smtpUrl, mailFrom: options.mailFrom }),
    createWebhookChannel(options.webhook, options.requester),
  ];
  return new Map(channels.map((channel) => [channel.name, channel]));
}

export { createRequester };
export type { Attempt, Channel, Outgoing } from './channel.ts';
export type { OutgoingRequest, Reply, Requester } from './requester.ts';
