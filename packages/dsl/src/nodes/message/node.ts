import { z } from 'zod';
import { isObject, named, plain, strong, textOf, textsOf } from '../../draft.ts';
import { duration, slug, stepRef, text } from '../../fields.ts';
import { defineNode, type CommandDraft, type Needs, type StepAnswer, type StepContext, type SummaryPart } from '../../node-kind.ts';
import type { Content } from '../../engine/command.ts';
import type { Signal } from '../../engine/signal.ts';
import { addDuration } from '../../time/index.ts';

const content = z.strictObject({
  subject: z.string().max(1000).optional().meta({ title: 'Subject', description: 'May hold merge fields such as {{default customer.first_name "there"}}.', placeholder: 'Still thinking it over?', widget: 'text' }),
  body: text().min(1, 'is empty: write what the customer is to read').meta({ title: 'Text', description: 'Blank lines make paragraphs. May hold merge fields.', widget: 'text', rows: 8 }),
  html: text().optional().meta({ title: 'HTML', description: 'Replaces the layout that is made from the text.', widget: 'text', rows: 8, advanced: true }),
});
const config = z
  .strictObject({
    channel: slug().meta({ title: 'Channel', description: 'How it is sent.', placeholder: 'email', widget: 'channel' }),
    template: slug().optional().meta({ title: 'A saved message', description: 'One of the saved messages.', placeholder: 'cart-reminder', widget: 'template' }),
    content: content.optional().meta({ title: 'Own words', description: 'The words themselves, instead of a saved message.', widget: 'content' }),
    topic: slug().optional().meta({ title: 'Topic', description: 'What it is about: customers agree to topics, and unsubscribe from them.', placeholder: 'offers', widget: 'topic' }),
    fallback: z.array(slug().meta({ widget: 'channel' })).max(5).optional().meta({ title: 'Else by', description: 'Other channels to try, in this order, where the first has no address or no consent.', widget: 'channels' }),
    expires: duration().optional().meta({ title: 'Worth sending for', description: 'Not sent later than this after the step was reached, e.g. when quiet hours hold it back.', placeholder: 'P1D', widget: 'duration' }),
    next: stepRef(),
    skipped: stepRef(),
  })
  .refine((value) => (value.template === undefined) !== (value.content === undefined), 'needs either "template" (a saved message) or "content" (the words), and not both')
  .meta({ exclusive: ['template', 'content'] });
type Config = z.infer<typeof config>;

function commandOf(config: Config, { now, zone, run, facts, category }: StepContext): CommandDraft {
  return {
    type: 'send',
    channel: config.channel,
    fallback: config.fallback ?? [],
    ...(config.template === undefined ? {} : { template: config.template }),
    ...(config.content === undefined ? {} : { content: config.content as Content }),
    topic: config.topic ?? null,
    category,
    ...(config.expires === undefined ? {} : { expires: addDuration(now, config.expires, zone) }),
    holdout: run.holdout,
    context: { event: facts.event, steps: facts.steps },
  };
}

function enter(config: Config, context: StepContext): StepAnswer {
  const commands = [commandOf(config, context)];
  const what = config.template === undefined ? 'a message' : `“${config.template}”`;
  // Only a connected way for skipped messages makes the customer wait for the outcome: nobody else asks for it.
  if (config.skipped === undefined) return { go: 'next', outcome: 'queued', because: `${what} by ${config.channel} is asked for`, commands };
  return { wait: { result: true }, because: `${what} by ${config.channel} is asked for; waits for what becomes of it`, commands };
}

function resume(_config: Config, _context: StepContext, signal: Signal): StepAnswer | null {
  if (signal.type !== 'result') return null;
  const skipped = signal.outcome !== 'sent';
  const reason = signal.reason ?? '';
  return {
    go: skipped ? 'skipped' : 'next',
    outcome: skipped ? 'skipped' : 'sent',
    because: skipped ? `not sent: ${reason || signal.outcome}` : 'sent',
    used: { result: signal.outcome, ...(reason === '' ? {} : { reason }) },
    ...(reason === '' ? {} : { data: { reason } }),
  };
}

function needs({ channel, template, content: words, topic, fallback }: Config): Needs {
  const parts = isObject(words) ? (['subject', 'body', 'html'] as const).filter((part) => textOf(words[part]) !== '') : [];
  return {
    channels: [...named(channel), ...textsOf(fallback)],
    templates: named(template),
    topics: named(topic),
    texts: parts.map((part) => ({ at: ['content', part], text: textOf(isObject(words) ? words[part] : '') })),
  };
}

function summary({ channel, template, content: words }: Config): readonly SummaryPart[] {
  const subject = isObject(words) ? textOf(words['subject']) || textOf(words['body']).split('\n')[0]?.slice(0, 60) : textOf(template);
  return [strong(channelInWords(textOf(channel))), plain(subject ? `“${subject}”` : '…')];
}

const CHANNELS: Readonly<Record<string, string>> = { email: 'E-mail', sms: 'SMS', push: 'Push', chat: 'Chat', webhook: 'Webhook', outbox: 'Outbox' };
const channelInWords = (channel: string) => CHANNELS[channel] ?? channel;

export const message = defineNode<Config>({
  kind: 'message',
  version: 1,
  title: 'Message',
  help: 'Sends a message, if the customer may and wants to get it: consent, quiet hours and limits are asked each time. Connect "not sent" to go on differently when it was left out.',
  icon: 'mail',
  category: 'say',
  config,
  waits: false,
  defaults: () => ({ channel: 'email', content: { subject: '', body: '' } }),
  ports: () => [
    { id: 'next', label: '', at: ['next'] },
    { id: 'skipped', label: 'not sent', at: ['skipped'], fallsBackTo: 'next' },
  ],
  summary,
  needs,
  enter,
  resume,
  examples: [
    { title: 'A saved message', config: { channel: 'email', template: 'cart-reminder', topic: 'offers', expires: 'P1D' } },
    { title: 'A few words, by push, else by SMS', config: { channel: 'push', fallback: ['sms'], topic: 'orders', content: { body: 'Your parcel is on its way, {{default customer.first_name "dear customer"}}.' } } },
  ],
});
