import type { Channel } from '../channel.ts';
import { attemptOf } from '../request/attempt.ts';
import type { Requester } from '../requester.ts';

const TIMEOUT_MS = 15_000;
const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Else a customer's words could mention everybody, or show a link under another name. */
const escape = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);

/**
 * Messages to the team's own chat, by an incoming webhook of the shape that Slack, Mattermost, Rocket.Chat and others take: `{"text": "..."}`.
 * The receiver drops no repeated message, so `uncertain` is not tried again.
 */
export function createChatChannel(url: () => string | null, requester: Requester): Channel {
  return {
    name: 'chat',
    title: 'Team chat',
    idempotent: false,
    foot: '',
    problem: () => (url() === null ? 'No chat is set. Set CHAT_URL, or "Chat" under Settings: the address of an incoming webhook.' : null),
    address: (customer) => customer.id,
    async send(message, signal) {
      const to = url();
      if (to === null) return { outcome: 'rejected', detail: 'no chat is set' };
      const text = [...(message.subject === null || message.subject.trim() === '' ? [] : [`*${escape(message.subject.replaceAll(/[\s*]+/g, ' ').trim())}*`]), escape(message.text.trimEnd())].join('\n');
      // the address itself is the secret: it must not come back in an error
      return attemptOf(await requester.request({ url: to, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }), timeoutMs: TIMEOUT_MS }, signal));
    },
    close: async () => {},
  };
}
