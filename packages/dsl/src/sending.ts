import { z } from 'zod';
import type { Content, SendCommand } from './engine/command.ts';
import { isObject, named, textOf, textsOf } from './draft.ts';
import { slug, text } from './fields.ts';
import type { Needs, StepContext } from './node-kind.ts';

/** What kinds that send something have in common. */
export const contentSchema = z.strictObject({
  subject: z.string().max(1000).optional().meta({ title: 'Subject', description: 'May hold merge fields such as {{default customer.first_name "there"}}.', placeholder: 'Still thinking it over?', widget: 'text' }),
  body: text().min(1, 'is empty: write what the customer is to read').meta({ title: 'Text', description: 'Blank lines make paragraphs. May hold merge fields.', widget: 'text', rows: 8 }),
  html: text().optional().meta({ title: 'HTML', description: 'Replaces the layout that is made from the text.', widget: 'text', rows: 8, advanced: true }),
});

/** Fields of a config that say how something is sent. Fresh ones each time, since a kind gives them words of its own. */
export const sendingFields = () => ({
  channel: slug().meta({ title: 'Channel', description: 'How it is sent.', placeholder: 'email', widget: 'channel' }),
  template: slug().optional().meta({ title: 'A saved message', description: 'One of the saved messages.', placeholder: 'cart-reminder', widget: 'template' }),
  content: contentSchema.optional().meta({ title: 'Own words', description: 'The words themselves, instead of a saved message.', widget: 'content' }),
  topic: slug().optional().meta({ title: 'Topic', description: 'What it is about: customers agree to topics, and unsubscribe from them.', placeholder: 'offers', widget: 'topic' }),
  fallback: z.array(slug().meta({ widget: 'channel' })).max(5).optional().meta({ title: 'Else by', description: 'Other channels to try, in this order, where the first has no address or no consent.', widget: 'channels' }),
});

interface Sending {
  readonly channel: string;
  readonly template?: string | undefined;
  readonly content?: z.infer<typeof contentSchema> | undefined;
  readonly topic?: string | undefined;
  readonly fallback?: readonly string[] | undefined;
}

/** The part of a `send` command that these fields and the run say. */
export function sendingOf({ channel, fallback, template, content, topic }: Sending, { run, facts }: StepContext): Pick<SendCommand, 'type' | 'channel' | 'fallback' | 'template' | 'content' | 'topic' | 'holdout' | 'context'> {
  return {
    type: 'send',
    channel,
    fallback: fallback ?? [],
    ...(template === undefined ? {} : { template }),
    ...(content === undefined ? {} : { content: content as Content }),
    topic: topic ?? null,
    holdout: run.holdout,
    context: { event: facts.event, steps: facts.steps },
  };
}

/** What these fields need, also of a draft. */
export function sendingNeeds({ channel, template, content, topic, fallback }: Sending): Needs & { readonly texts: NonNullable<Needs['texts']> } {
  const parts = isObject(content) ? (['subject', 'body', 'html'] as const).filter((part) => textOf(content[part]) !== '') : [];
  return {
    channels: [...named(channel), ...textsOf(fallback)],
    templates: named(template),
    topics: named(topic),
    texts: parts.map((part) => ({ at: ['content', part], text: textOf(isObject(content) ? content[part] : '') })),
  };
}

const CHANNELS: Readonly<Record<string, string>> = { email: 'E-mail', sms: 'SMS', push: 'Push', chat: 'Chat', webhook: 'Webhook', outbox: 'Outbox' };

/** The channel's name as a marketer reads it. */
export const channelInWords = (channel: unknown): string => CHANNELS[textOf(channel)] ?? textOf(channel);
