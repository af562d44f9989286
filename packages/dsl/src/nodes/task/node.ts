import { z } from 'zod';
import { choiceId, choiceLabel, distinctIds } from '../../choices.ts';
import { choicesOf, plain, strong, textOf } from '../../draft.ts';
import { duration, stepRef, text } from '../../fields.ts';
import { fillsUsed, fillText } from '../../fill.ts';
import type { Signal } from '../../engine/signal.ts';
import type { Facts } from '../../facts.ts';
import type { Json } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext, type SummaryPart } from '../../node-kind.ts';
import { addDuration, durationInWords } from '../../time/index.ts';

const outcome = z.strictObject({ id: choiceId(), label: choiceLabel(), next: stepRef() });

const config = z
  .strictObject({
    queue: z.string().min(1, 'is empty: say whose task it is, e.g. care').max(100).meta({ title: 'Queue', description: 'The list it is put into, by the name of the team that works it.', placeholder: 'care', widget: 'text' }),
    title: text().min(1, 'is empty: say what is to be decided').max(500).meta({ title: 'What is to be done', description: 'One line. May hold merge fields.', placeholder: 'Call {{default customer.first_name "the customer"}} about the late parcel', widget: 'text' }),
    brief: text().optional().meta({ title: 'What to know', description: 'So that nobody has to ask the customer again. Mood and history are shown beside it.', placeholder: 'Order {{event.properties.order_id}} is late.', widget: 'text', rows: 4 }),
    draft: text().optional().meta({ title: 'A draft of the answer', description: 'Colleagues may edit it and send it to the customer with their decision.', placeholder: 'Dear {{default customer.first_name "customer"}}, ...', widget: 'text', rows: 5 }),
    outcomes: z.array(outcome).min(1, 'needs at least one decision to choose from').max(10).check(distinctIds(['timeout', 'skipped'])).meta({ title: 'Decisions', description: 'What a colleague may choose; each is a way on.', widget: 'list' }),
    due: duration().optional().meta({ title: 'Due within', description: 'How soon it is to be decided. Without it the customer waits until somebody decides.', placeholder: 'P1D', widget: 'duration' }),
    grace: duration().optional().meta({ title: 'And wait on for', description: 'How long beyond that a late decision still counts, before the customer goes on without one.', placeholder: 'PT4H', widget: 'duration', onlyWith: 'due' }),
    assignee: text().max(200).optional().meta({ title: 'For', description: 'A colleague by name or e-mail address, where it is theirs from the start. May hold merge fields.', placeholder: '{{customer.account_manager}}', widget: 'text', advanced: true }),
    timeout: stepRef(),
    skipped: stepRef(),
  })
  .refine(({ due, grace }) => due !== undefined || grace === undefined, { path: ['grace'], message: 'goes with "due": say first within what time it is to be decided' });
type Config = z.infer<typeof config>;

type Words = Readonly<Partial<Record<'title' | 'brief' | 'draft' | 'assignee', string>>>;
const TEXTS = ['title', 'brief', 'draft', 'assignee'] as const;

function wordsOf(config: Config, facts: Facts): { readonly ok: true; readonly words: Words } | { readonly ok: false; readonly because: string } {
  const words: { -readonly [part in keyof Words]: string } = {};
  for (const part of TEXTS) {
    const given = config[part];
    if (given === undefined) continue;
    const filled = fillText(given, facts);
    if (!filled.ok) return { ok: false, because: `the ${part}: ${filled.because}` };
    words[part] = filled.value;
  }
  return { ok: true, words };
}

/** Nobody can be asked: down the way for that, else the one for no decision, and where there is neither the run fails in the open (ENG-12). */
function unasked({ skipped, due }: Config, because: string, otherwise: 'failed' | 'completed', used: Readonly<Record<string, Json>>): StepAnswer {
  return skipped !== undefined || due !== undefined ? { go: 'skipped', because, used } : { finish: otherwise, because, used };
}

function enter(config: Config, { facts, now, zone, run }: StepContext): StepAnswer {
  // What a colleague would do for somebody of the control group is part of what is measured (GATE-4).
  if (run.holdout) return unasked(config, 'nobody was asked: the customer is in the control group', 'completed', { holdout: true });
  const read = fillsUsed(TEXTS.map((part) => config[part]), facts);
  const filled = wordsOf(config, facts);
  if (!filled.ok) return unasked(config, `nobody was asked: ${filled.because}`, 'failed', read);
  const { queue, due: within, grace, outcomes } = config;
  const due = within === undefined ? undefined : addDuration(now, within, zone);
  const { title = '', ...more } = filled.words;
  return {
    wait: { result: true, ...(due === undefined ? {} : { due: grace === undefined ? due : addDuration(due, grace, zone) }) },
    because: `waits for ${queue} to decide${within === undefined ? '' : ` within ${durationInWords(within)}`}`,
    used: { ...read, queue, ...(due === undefined ? {} : { due, zone }) },
    commands: [{ type: 'createTask', queue, title, ...more, ...(due === undefined ? {} : { due }), outcomes: outcomes.map(({ id, label }) => ({ id, label: label ?? id })) }],
  };
}

function resume({ outcomes, queue }: Config, { waiting }: StepContext, signal: Signal): StepAnswer | null {
  if (signal.type === 'timer') {
    const because = `${queue} did not decide in time`;
    return { go: 'timeout', because, used: { due: waiting?.due ?? null }, commands: [{ type: 'closeTask', reason: because }] };
  }
  if (signal.type !== 'result') return null;
  const chosen = outcomes.find(({ id }) => id === signal.outcome);
  if (!chosen) return { wait: waiting ?? { result: true }, because: '', undecided: `“${signal.outcome.slice(0, 80)}” is none of the decisions` };
  const { by = null, note = null } = (typeof signal.data === 'object' && signal.data !== null && !Array.isArray(signal.data) ? signal.data : {}) as { readonly by?: Json; readonly note?: Json };
  const who = typeof by === 'string' && by !== '' ? by : queue;
  return {
    go: chosen.id,
    because: `${who} decided: ${chosen.label ?? chosen.id}${typeof note === 'string' && note !== '' ? ` (“${note.slice(0, 160)}”)` : ''}`,
    used: { result: chosen.id, by, note },
    ...(signal.data === undefined ? {} : { data: signal.data }),
  };
}

function summary({ queue, title, due }: Config): readonly SummaryPart[] {
  return [plain('Ask'), strong(queue), plain(`“${textOf(title).slice(0, 60)}”`), ...(textOf(due) === '' ? [] : [plain('within'), strong(durationInWords(textOf(due)))])];
}

export const task = defineNode<Config>({
  kind: 'task',
  version: 1,
  title: 'Ask a colleague',
  help: 'Puts a task on a colleague\'s list and waits for their decision. Each decision is a way on; if nobody decides in time, there is a way for that too.',
  icon: 'clipboard-check',
  category: 'people',
  config,
  waits: true,
  answers: ({ outcomes }) => choicesOf(outcomes).map(({ id }) => id),
  // At least until it is due: what comes on top is left out, since durations of months and hours make no sum.
  restsAtLeast: ({ due }, port) => (port === 'timeout' ? due ?? null : 'PT0S'),
  defaults: () => ({ queue: 'care', title: '', outcomes: [{ id: 'done', label: 'Done' }], due: 'P1D' }),
  ports: ({ outcomes, due }) => [
    ...choicesOf(outcomes).map(({ id, label, index }) => ({ id, label, at: ['outcomes', index, 'next'] })),
    ...(textOf(due) === '' ? [] : [{ id: 'timeout', label: 'not in time', at: ['timeout'] }]),
    { id: 'skipped', label: 'not asked', at: ['skipped'], ...(textOf(due) === '' ? {} : { fallsBackTo: 'timeout' }) },
  ],
  summary,
  needs: (config) => ({ texts: TEXTS.flatMap((part) => (textOf(config[part]) === '' ? [] : [{ at: [part], text: textOf(config[part]) }])) }),
  enter,
  resume,
  withdraw: () => [{ type: 'closeTask', reason: 'the journey has changed, and leads elsewhere now' }],
  examples: [
    {
      title: 'Somebody unhappy: call, write, or leave it',
      config: {
        queue: 'care', title: '{{default customer.first_name "A customer"}} left a cart and seems unhappy', brief: 'They ordered {{event.properties.order_id}}.',
        draft: 'Dear {{default customer.first_name "customer"}}, I am sorry to hear that. What can I do?', due: 'P1D', grace: 'PT4H',
        outcomes: [{ id: 'call', label: 'I will call' }, { id: 'write', label: 'I wrote' }, { id: 'leave', label: 'Nothing to do' }],
      },
    },
    { title: 'A decision that cannot be left out', config: { queue: 'refunds', title: 'Refund {{event.properties.order_id}}?', outcomes: [{ id: 'yes', label: 'Refund' }, { id: 'no', label: 'Decline' }] } },
  ],
});
