import type { SendCommand } from '@attune/dsl';
import type { Tx } from '../store/database.ts';
import type { MessageWrite } from '../store/lane-write.ts';
import { readCustomers } from '../store/lane-read.ts';
import { readTaskRun, type TaskRow } from '../store/lane-tasks.ts';
import { storedCommand } from './stored-command.ts';
import type { WorkDeps } from './work.ts';

/** A colleague's own words to the customer. They are taken as they are: no merge fields. */
export interface ReplyWish {
  /** Absent: the first channel on which the customer has an address. */
  readonly channel?: string;
  readonly subject?: string;
  readonly text: string;
}

/** Channels in the order in which an answer is tried. */
const ORDER = ['email', 'sms', 'chat', 'push', 'outbox'];
/** Somebody waits for this answer: it goes before what journeys send. */
const FIRST = 100;

/** The message of a colleague's answer, as a service message: the gate is asked about it when it is about to leave, like about all others. */
export async function chooseReply(tx: Tx, deps: WorkDeps, lane: number, task: TaskRow, wish: ReplyWish, nowMs: number): Promise<MessageWrite> {
  const at = new Date(nowMs).toISOString();
  const [customer] = await readCustomers(tx, lane, [task.customer]);
  const reaches = (name: string) => customer !== undefined && (deps.channels.get(name)?.address(customer) ?? null) !== null;
  const channel = wish.channel ?? ORDER.find(reaches) ?? ORDER[0] ?? '';
  const run = await readTaskRun(tx, lane, task.run);
  // as values of a step that is none, so that braces in a colleague's words stay braces
  const words = { subject: wish.subject ?? task.title, text: wish.text };
  const command: SendCommand = {
    type: 'send', id: `${task.run}:${task.step}:${task.visit}:reply`, step: task.step, visit: Number(task.visit), channel, fallback: [], topic: null, category: 'service', holdout: run?.holdout ?? false,
    content: { subject: '{{steps.reply.data.subject}}', body: '{{steps.reply.data.text}}' },
    context: { event: run?.event ?? null, steps: { reply: { outcome: 'written', at, data: words } } },
  };
  return {
    id: command.id, run: task.run, step: task.step, visit: Number(task.visit), channel, journey: task.journey, version: Number(task.version), customer: task.customer, status: 'queued', reason: null,
    category: command.category, topic: null, priority: FIRST, command: run === null ? command : storedCommand(command, { channel, run, own: undefined }), decision: { answer: 'send', because: 'A colleague wrote it.', used: {} }, to: null, created_at: at, due_at: at,
  };
}
