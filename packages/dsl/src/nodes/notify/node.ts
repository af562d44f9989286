import { z } from 'zod';
import { plain, strong, textOf } from '../../draft.ts';
import { stepRef, text } from '../../fields.ts';
import { fillText } from '../../fill.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';

const CHAT = /^https:\/\/[^\s/?#@]+(?:[/?#][^\s]*)?$/i;
const MAIL = /^[^\s@<>",;:/\\(){}]+@[^\s@<>",;:/\\(){}]+\.[^\s@<>",;:/\\(){}]+$/;

const config = z.strictObject({
  // No merge fields: whom the team's words go to is not for a customer's data to say.
  to: z.string().max(2000).refine((value) => CHAT.test(value) || MAIL.test(value), 'is neither the https address of a chat\'s incoming webhook nor an e-mail address')
    .meta({ title: 'To', description: 'The address of the chat\'s incoming webhook (Slack, Mattermost, ...), or an e-mail address.', placeholder: 'care@shop.example', widget: 'text' }),
  text: text().min(1, 'is empty: write what colleagues are to read').meta({ title: 'Words', description: 'May hold merge fields. In an e-mail the first line is the subject.', placeholder: '{{default customer.first_name "Somebody"}} is unhappy', widget: 'text', rows: 3 }),
  next: stepRef(),
});
type Config = z.infer<typeof config>;

/** Where it goes, in few words: a webhook's address is long, and half of it is a secret. */
const placeOf = (to: unknown): string => textOf(to).replace(/^https?:\/\/([^/?#]*).*$/i, '$1');

function enter({ to, text: words }: Config, { facts, run }: StepContext): StepAnswer {
  // What colleagues would do about somebody of the control group is part of what is measured (GATE-4).
  if (run.holdout) return { go: 'next', outcome: 'skipped', because: 'nobody was told: the customer is in the control group' };
  const filled = fillText(words, facts);
  // What cannot be said is not half said, and the customer goes on (ENG-12).
  if (!filled.ok) return { go: 'next', outcome: 'skipped', because: `nobody was told: ${filled.because}` };
  return { go: 'next', outcome: 'told', because: `told ${placeOf(to)}`, commands: [{ type: 'notify', to, text: filled.value }] };
}

export const notify = defineNode<Config>({
  kind: 'notify',
  version: 1,
  title: 'Tell a colleague',
  help: 'Writes a line to your team, in their chat or by e-mail, and goes on. The customer sees nothing of it.',
  icon: 'bell',
  category: 'people',
  config,
  waits: false,
  defaults: () => ({ to: '', text: '' }),
  ports: () => [{ id: 'next', label: '', at: ['next'] }],
  summary: ({ to, text: words }) => [plain('Tell'), strong(placeOf(to)), plain(`“${textOf(words).split('\n')[0]?.slice(0, 60) ?? ''}”`)],
  needs: ({ text: words }) => ({ texts: textOf(words) === '' ? [] : [{ at: ['text'], text: textOf(words) }] }),
  enter,
  examples: [
    { title: 'Into the team\'s chat', config: { to: 'https://chat.example/hooks/care', text: '{{default customer.first_name "Somebody"}} ({{customer.id}}) is unhappy about order {{event.properties.order_id}}.' } },
    { title: 'By e-mail', config: { to: 'sales@shop.example', text: 'A big order\n{{customer.id}} spent {{event.properties.total}}.' } },
  ],
});
