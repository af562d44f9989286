import { z } from 'zod';
import { isObject, plain, strong, textOf } from '../../draft.ts';
import { duration, stepRef } from '../../fields.ts';
import { defineNode, type CommandDraft, type StepAnswer, type StepContext, type SummaryPart } from '../../node-kind.ts';
import type { Signal } from '../../engine/signal.ts';
import { channelInWords, sendingFields, sendingNeeds, sendingOf } from '../../sending.ts';
import { addDuration, durationInWords } from '../../time/index.ts';

/** How long a message waits for a better hour at the most, where the step does not say. */
const BEST_WITHIN = 'P1D';

const { fallback, ...sending } = sendingFields();
const config = z
  .strictObject({
    ...sending,
    fallback,
    expires: duration().optional().meta({ title: 'Worth sending for', description: 'Not sent later than this after the step was reached, e.g. when quiet hours hold it back.', placeholder: 'P1D', widget: 'duration' }),
    sendAt: z.enum(['best-time']).optional().meta({ title: 'Send', description: 'At the hour at which this customer mostly opens, clicks and buys, as far as that is known. Never for what is urgent.', widget: 'select', options: [{ value: 'best-time', label: 'at their best hour' }] }),
    horizon: duration().optional().meta({ default: BEST_WITHIN, title: 'Within', description: 'How long it may be held back for that, a week at the most.', placeholder: BEST_WITHIN, widget: 'duration', onlyWith: 'sendAt' }),
    next: stepRef(),
    skipped: stepRef(),
  })
  .refine((value) => (value.template === undefined) !== (value.content === undefined), 'needs either "template" (a saved message) or "content" (the words), and not both')
  .refine(({ sendAt, horizon }) => sendAt !== undefined || horizon === undefined, { path: ['horizon'], message: 'goes with "sendAt": say that it is sent at their best hour' })
  .meta({ exclusive: ['template', 'content'] });
type Config = z.infer<typeof config>;

function commandOf(config: Config, context: StepContext): CommandDraft {
  const { now, zone, category } = context;
  return {
    ...sendingOf(config, context),
    category,
    ...(config.expires === undefined ? {} : { expires: addDuration(now, config.expires, zone) }),
    ...(config.sendAt === undefined ? {} : { bestTime: config.horizon ?? BEST_WITHIN }),
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

function summary({ channel, template, content: words, sendAt, horizon }: Config): readonly SummaryPart[] {
  const subject = isObject(words) ? textOf(words['subject']) || textOf(words['body']).split('\n')[0]?.slice(0, 60) : textOf(template);
  return [strong(channelInWords(channel)), plain(subject ? `“${subject}”` : '…'), ...(sendAt === undefined ? [] : [plain('at their best hour within'), strong(durationInWords(textOf(horizon ?? BEST_WITHIN)))])];
}

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
  passages: (_config, connected) => (connected('skipped') ? [{ port: 'next', result: 'sent' }, { port: 'skipped', result: 'failed' }] : [{ port: 'next', atOnce: true }]),
  needs: sendingNeeds,
  check({ sendAt }, context) {
    if (sendAt === undefined || context.category !== 'transactional') return [];
    return [context.issue({ code: 'best-time-urgent', severity: 'warning', at: ['sendAt'], message: 'Messages that belong to a purchase or the account are never held back for a better hour. Take "at their best hour" out, so that nobody counts on it.' })];
  },
  enter,
  resume,
  examples: [
    { title: 'A saved message', config: { channel: 'email', template: 'cart-reminder', topic: 'offers', expires: 'P1D' } },
    { title: 'At the hour at which they mostly look, within two days', config: { channel: 'email', template: 'news', topic: 'news', sendAt: 'best-time', horizon: 'P2D' } },
    { title: 'A few words, by push, else by SMS', config: { channel: 'push', fallback: ['sms'], topic: 'orders', content: { body: 'Your parcel is on its way, {{default customer.first_name "dear customer"}}.' } } },
  ],
});
