/** What messages of a channel are called, and the channel itself. A channel that is not listed goes by its own name. */
const NOUNS: Readonly<Record<string, string>> = { email: 'e-mail', sms: 'text message', push: 'notification', chat: 'chat message', outbox: 'message', webhook: 'message' };
const WAYS: Readonly<Record<string, string>> = { email: 'e-mail', sms: 'text message', push: 'notification', chat: 'chat' };

/** A message of the channel: `e-mail`. */
export const nounOf = (channel: string): string => NOUNS[channel] ?? `message by ${channel}`;

/** The channel after "by": `e-mail`. */
export const wayOf = (channel: string): string => WAYS[channel] ?? channel;

/** Why a message did not go out, by the gate's code. */
const REASONS: Readonly<Record<string, string>> = {
  'no-address': 'there is no address', 'no-consent': 'they did not agree to this topic', unsubscribed: 'they unsubscribed', suppressed: 'the address bounced or complained', capped: 'they had enough messages lately', 'quiet-hours-expired': 'quiet hours lasted too long',
  holdout: 'they are in the control group', guarded: 'it was held back out of care', expired: 'it came too late', duplicate: 'the same message was there already', 'template-error': 'its words could not be made', 'provider-rejected': 'the provider refused it',
};

/** A decision's reason with codes put into words: `not sent: no-consent` becomes `not sent: they did not agree to this topic`. */
export function sayReason(because: string): string {
  const [, lead = '', code = ''] = /^(.*: )?([a-z-]+)$/.exec(because) ?? [];
  return REASONS[code] === undefined ? because : `${lead}${REASONS[code]}`;
}
