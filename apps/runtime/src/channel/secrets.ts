import { createPrivateKey } from 'node:crypto';

/** A secret that channels take: what it is, and how to tell a good value from a bad one. */
export interface SecretKind {
  readonly name: SecretName;
  readonly title: string;
  readonly help: string;
  /** Null when the value can be used, else what to write instead. Never repeats the value. */
  check(value: string): string | null;
}

export type SecretName = 'webhookSecret' | 'eventsSecret' | 'mailHookSecret' | 'dkimKey' | 'smsToken' | 'chatUrl' | 'vapidKey';

const WHSEC = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const signing = (value: string) => (secretsOf(value).length > 0 && secretsOf(value).every((one) => WHSEC.test(one)) ? null : 'must be `whsec_` and the base64 of 24 to 64 bytes; while it is being changed, several of them separated by spaces');

/** Several secrets are in force while one replaces the other: signed with all of them, taken from any of them. */
export const secretsOf = (value: string): readonly string[] => value.split(/[\s,]+/).filter((one) => one !== '');

/** Every secret that channels and their callbacks take. THE list: settings, environment and API are made from it. */
export const secretKinds: readonly SecretKind[] = [
  { name: 'webhookSecret', title: 'Webhooks out', help: 'Signs messages of the webhook channel, so that the receiver can tell ours from others.', check: signing },
  { name: 'eventsSecret', title: 'Events in', help: 'Signs events that are posted to /hooks/events (Standard Webhooks).', check: signing },
  { name: 'mailHookSecret', title: 'Bounces and replies', help: 'Signs what a mail provider posts to /hooks/email, or is the password it sends there (HTTP basic).', check: signing },
  { name: 'dkimKey', title: 'DKIM', help: 'Private key (RSA, PEM) that signs mails. Its public half stands in the DNS of the sender.', check: checkKey(['rsa']) },
  { name: 'smsToken', title: 'SMS provider', help: 'The account\'s auth token: opens the provider\'s API and verifies its callbacks.', check: (value) => (/^[\x21-\x7e]{16,200}$/.test(value) ? null : 'must be the auth token of the SMS account: 16 to 200 signs without spaces') },
  { name: 'chatUrl', title: 'Chat', help: 'Address of the incoming webhook of your team\'s chat. Whoever knows it can write there.', check: (value) => (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? null : 'must be the address of an incoming webhook, such as https://hooks.chat.example/services/...') },
  { name: 'vapidKey', title: 'Web push', help: 'Private key (P-256, PEM) by which push services know this server. Made by itself; browsers that subscribed under another key are lost with it.', check: checkKey(['ec']) },
];

function checkKey(types: readonly string[]): SecretKind['check'] {
  return (value) => {
    try {
      return types.includes(createPrivateKey(value).asymmetricKeyType ?? '') ? null : `must be a private key of type ${types.join(' or ')} in PEM form`;
    } catch {
      return `must be a private key of type ${types.join(' or ')} in PEM form, from -----BEGIN to -----END`;
    }
  };
}
