import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { badRequest, conflict, notFound } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import { readCustomer, segmentsOf } from '../../store/customers-read.ts';
import { readMessage } from '../../store/messages-read.ts';
import { readRunTrail } from '../../store/runs-read.ts';
import { countQueues, listTasks, readTask, type TaskItem } from '../../store/tasks-read.ts';
import { readTimeline } from '../../store/timeline.ts';
import type { TaskDecision } from '../../work/index.ts';
import { decidedBy, timelineItem } from '../customers/timeline-item.ts';
import type { HttpDeps } from '../deps.ts';
import { namingOf } from '../naming.ts';
import { filter, pageOf, pageQuery, route, type Api } from '../route.ts';
import { taskDetailShape, taskQueueShape, taskShape } from '../people-shapes.ts';
import { page, type Task, type TaskDetail } from '../shapes.ts';
import { customerSummary, messageView, moodLabel, moodView, nameOf, trailView } from '../views.ts';

/** Lines of a customer's history beside a task: enough to know what it is about. */
const HISTORY = 30;

const who = z.string().trim().min(1, 'is empty: give a name or an e-mail address').max(200);
const listQuery = pageQuery.extend({
  status: taskShape.shape.status.default('open'), queue: filter(), assignee: filter(), journey: filter(), customer: filter(),
  unassigned: z.enum(['true', 'false']).optional(), late: z.enum(['true', 'false']).optional(),
});
const decisionBody = z.object({
  outcome: z.string().min(1).max(100),
  note: z.string().trim().max(5_000).optional(),
  /** Who decides; whoever asks where absent. */
  by: who.optional(),
  /** Words to the customer, sent through the gate as a service message. */
  reply: z.object({ text: z.string().trim().min(1, 'is empty: leave the reply out, or write one').max(20_000), subject: z.string().trim().min(1).max(300).optional(), channel: z.string().min(1).max(100).optional() }).optional(),
});

/** What colleagues are to decide: the list, a task with all that is to be known, who takes it, and the decision. */
export function taskRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const must = async (id: string): Promise<TaskItem> => {
    const item = await readTask(db, id, deps.lanes);
    if (item === null) throw notFound('task', id);
    return item;
  };
  const view = (item: TaskItem): Task => taskView(item, instantOf(deps.clock));

  route(api, { method: 'get', path: '/tasks', summary: 'Tasks: open ones as they are due, closed ones the latest first', query: listQuery, answer: page(taskShape) }, async ({ query }) => {
    const customer = query.customer === null ? null : await readCustomer(db, query.customer, deps.lanes);
    if (query.customer !== null && customer === null) return { items: [], next: null };
    const { items, next } = await listTasks(db, {
      status: query.status, queue: query.queue, journey: query.journey, customer, assignee: query.unassigned === 'true' ? '' : query.assignee, dueBy: query.late === 'true' ? instantOf(deps.clock) : null,
    }, pageOf(query));
    return { items: items.map(view), next };
  });
  route(api, { method: 'get', path: '/tasks/queues', summary: 'How much waits in each queue', answer: z.object({ items: z.array(taskQueueShape) }) }, async () => ({ items: await countQueues(db, instantOf(deps.clock)) }));
  route(api, { method: 'get', path: '/tasks/{id}', summary: 'A task, its customer, and how they came to it', answer: taskDetailShape }, async ({ params }) => detail(deps, await must(params.id)));

  route(api, { method: 'post', path: '/tasks/{id}/assign', summary: 'Give a task to a colleague, or with null back to its queue', body: z.object({ assignee: who.nullable() }), answer: taskShape, problems: [409] }, async ({ params, body, actor }) => {
    const { task } = await must(params.id);
    if (!(await deps.work.assignTask(task, body.assignee))) throw conflict(`The task is closed (${task.status}), so it can be given to nobody any more.`, { status: task.status });
    await writeAudit(db, { actor, action: 'task.assign', subject: task.id, detail: { assignee: body.assignee }, at: instantOf(deps.clock) });
    return view(await must(params.id));
  });

  route(api, { method: 'post', path: '/tasks/{id}/decide', summary: 'Decide: the customer goes on by the way of the outcome', body: decisionBody, answer: taskShape, problems: [409] }, async ({ params, body, actor }) => {
    const { task } = await must(params.id);
    if (body.reply?.channel !== undefined && !deps.channels.some(({ name }) => name === body.reply?.channel)) throw badRequest(`There is no channel "${body.reply.channel}".`, [{ pointer: '/reply/channel', detail: 'is not a channel of this workspace' }]);
    const decided = await deps.work.decideTask(task, decisionOf(body, actor));
    if (decided.state === 'missing') throw notFound('task', params.id);
    if (decided.state === 'unknown') throw badRequest(`The task has no outcome "${body.outcome}". Choose one of: ${decided.outcomes.join(', ')}.`, [{ pointer: '/outcome', detail: `must be one of ${decided.outcomes.join(', ')}` }]);
    const after = await must(params.id);
    if (decided.state === 'late') throw conflict(`Not decided: ${decided.why}`, { task: view(after) });
    if (decided.state === 'done') await writeAudit(db, { actor, action: 'task.decide', subject: task.id, detail: { outcome: body.outcome, by: body.by ?? actor, replied: body.reply !== undefined }, at: instantOf(deps.clock) });
    return view(after);
  });
}

function decisionOf({ outcome, note, by, reply }: z.infer<typeof decisionBody>, actor: string): TaskDecision {
  return {
    outcome, note: note === undefined || note === '' ? null : note, by: by ?? actor,
    reply: reply === undefined ? null : { text: reply.text, ...(reply.subject === undefined ? {} : { subject: reply.subject }), ...(reply.channel === undefined ? {} : { channel: reply.channel }) },
  };
}

export function taskView({ task, traits, mood, journeyName }: TaskItem, now: string): Task {
  const { lane: _lane, version: _version, ...shown } = task;
  return { ...shown, journeyName, customerName: nameOf(traits ?? {}), mood: moodLabel(mood), late: task.status === 'open' && task.dueAt !== null && task.dueAt <= now };
}

async function detail(deps: HttpDeps, item: TaskItem): Promise<TaskDetail> {
  const { db } = deps.database;
  const { task } = item;
  const person = await readCustomer(db, task.customer, deps.lanes);
  const timeline = (await readTimeline(db, task.lane, task.customer, ['event', 'message'], { limit: HISTORY, cursor: null })).items;
  const trail = await readRunTrail(db, task.lane, task.run);
  const naming = await namingOf(db, [...trail, ...timeline.flatMap((row) => decidedBy(row))]);
  const reply = task.reply === null ? null : await readMessage(db, task.reply, task.lane);
  return {
    ...taskView(item, instantOf(deps.clock)),
    person: person === null ? null : customerSummary({ row: person, segments: (await segmentsOf(db, [person])).get(person.id) ?? [] }),
    moodDetail: person === null ? null : moodView(person),
    care: person === null ? null : { openComplaint: person.care.complaint !== undefined, refundPending: person.care.refund !== undefined, deliveryLate: person.care.delivery !== undefined },
    history: timeline.map((row) => timelineItem(row, naming)),
    trail: trail.map((row) => trailView(row, naming)),
    replyMessage: reply === null ? null : messageView(reply),
  };
}
