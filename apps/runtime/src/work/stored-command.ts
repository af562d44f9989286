import type { EventFact, Run, SendCommand, Step } from '@attune/dsl';

/** What of a `send` command is kept with its message. Content that stands in the program's step, and the event that is the run's, are not repeated: with them a message took 1.6 KB of log instead of 1.0. */
export interface StoredCommand extends Partial<Pick<SendCommand, 'channel' | 'fallback' | 'holdout' | 'content' | 'survey'>> {
  /** True where the content is that of the step. */
  readonly own?: true;
  /** Absent where it is the run's event. */
  readonly event?: EventFact | null;
  readonly steps?: SendCommand['context']['steps'];
}

/** The columns of a message that its command does not repeat. */
export interface CommandColumns { readonly id: string; readonly step: string; readonly visit: number; readonly channel: string; readonly topic: string | null; readonly category: string }

/** `own`: the step of the program that asked, as the run's version has it. */
export function storedCommand(command: SendCommand, to: { readonly channel: string; readonly run: Run; readonly own: Step | undefined }): StoredCommand {
  const { id: _id, step: _step, visit: _visit, type: _type, topic: _topic, category: _category, channel, fallback, holdout, content, context, ...more } = command;
  const stored: Record<string, unknown> = more;
  if (channel !== to.channel) stored['channel'] = channel;
  if (fallback.length > 0) stored['fallback'] = fallback;
  if (holdout) stored['holdout'] = true;
  if (content !== undefined) {
    if (content === to.own?.['content']) stored['own'] = true;
    else stored['content'] = content;
  }
  if (context.event !== to.run.event) stored['event'] = context.event;
  for (const _any in context.steps) { stored['steps'] = context.steps; break; }
  return stored;
}

/** The command as it was given. `event` is the run's, `own` the step that asked. */
export function commandOf(stored: StoredCommand, row: CommandColumns, from: { readonly event: EventFact | null; readonly own: Step | undefined }): SendCommand {
  const { own, event, steps, ...more } = stored;
  return {
    channel: row.channel, fallback: [], holdout: false, ...more,
    ...(own === true && from.own?.['content'] !== undefined ? { content: from.own['content'] as NonNullable<SendCommand['content']> } : {}),
    type: 'send', id: row.id, step: row.step, visit: Number(row.visit), topic: row.topic, category: row.category as SendCommand['category'],
    context: { event: event === undefined ? from.event : event, steps: steps ?? {} },
  };
}
