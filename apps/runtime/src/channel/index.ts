import type { Channel } from './channel.ts';
import { createChatChannel } from './chat/chat-channel.ts';
import { createEmailChannel } from './email/email-channel.ts';
import { customerAddress } from './email/address.ts';
import { createOutbox } from './outbox/outbox.ts';
import { createPushChannel } from './push/push-channel.ts';
import type { Requester } from './requester.ts';
import type { SecretName } from './secrets.ts';
import { createRequester } from './request/requester.ts';
import { createSmsChannel } from './sms/sms-channel.ts';
import { createWebhookChannel } from './webhook/webhook-channel.ts';

/** What the operator decided about channels. Everything that is absent stays on this machine, or is not set up and says so. */
export interface ChannelSettings {
  /** Null: e-mails are kept and shown in the product, and nothing leaves the machine. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  readonly mailReturn: string | null;
  readonly dkimSelector: string;
  /** Null: the `webhook` channel says what is missing and sends nothing. */
  readonly webhookUrl: string | null;
  readonly smsUrl: string;
  /** Null: the SMS channel says what is missing and sends nothing. */
  readonly smsAccount: string | null;
  readonly smsFrom: string | null;
  readonly smsContact: string | null;
  /** Null: the push channel says what is missing and sends nothing. */
  readonly pushContact: string | null;
  /** Where this server is reached, without a slash at the end; providers report to addresses below it. */
  readonly publicUrl: string | null;
}

const nothing: ChannelSettings = {
  smtpUrl: null, mailFrom: null, mailReturn: null, dkimSelector: 'attune', webhookUrl: null, smsUrl: 'https://api.twilio.com', smsAccount: null, smsFrom: null, smsContact: null, pushContact: null, publicUrl: null,
};

/** What the channels are made from. */
export interface ChannelOptions {
  readonly settings?: Partial<ChannelSettings>;
  /** Sends the requests of channels that speak HTTP; the one that webhook steps use. */
  readonly requester: Requester;
  /** The secret in force now, asked at each use, so that a changed one needs no restart. */
  secret?(name: SecretName): string | null;
}

/** Every channel by its name. THE list: a channel is one folder and one line here. */
export function createChannels({ requester, settings: given, secret = () => null }: ChannelOptions): ReadonlyMap<string, Channel> {
  const settings: ChannelSettings = { ...nothing, ...given };
  const channels: readonly Channel[] = [
    createOutbox({ name: 'outbox', title: 'Outbox (kept here)', address: (customer) => customer.id }),
    settings.smtpUrl === null
      ? createOutbox({ name: 'email', title: 'E-mail (kept here)', address: customerAddress })
      : createEmailChannel({ ...settings, smtpUrl: settings.smtpUrl, dkimKey: () => secret('dkimKey'), hookSecret: () => secret('mailHookSecret') }),
    createSmsChannel({ url: settings.smsUrl, account: settings.smsAccount, from: settings.smsFrom, contact: settings.smsContact, publicUrl: settings.publicUrl, token: () => secret('smsToken') }, requester),
    createPushChannel({ contact: settings.pushContact, key: () => secret('vapidKey') }, requester),
    createChatChannel(() => secret('chatUrl'), requester),
    createWebhookChannel({ url: settings.webhookUrl, secret: () => secret('webhookSecret') }, requester),
  ];
  return new Map(channels.map((channel) => [channel.name, channel]));
}

/** What the management API tells of channels. Whether one can send is asked each time: a secret may have been set meanwhile. */
export const channelStates = (channels: ReadonlyMap<string, Channel>): readonly { readonly name: string; readonly title: string; readonly publicKey: string | null; readonly problem: string | null }[] =>
  [...channels.values()].map((channel) => ({ name: channel.name, title: channel.title, get publicKey() { return channel.publicKey?.() ?? null; }, get problem() { return channel.problem(); } }));

export { createRequester };
export { newVapidKey } from './push/vapid.ts';
export type { Attempt, Channel, Outgoing } from './channel.ts';
export type { OutgoingRequest, Reply, Requester } from './requester.ts';
