import type { Task } from '@attune/runtime/shapes';
import type { TaskDecision } from '../../api/client.ts';

/** What a colleague has written about a task so far. */
export interface Answer {
  /** Whether the text goes to the customer with the decision. */
  readonly send: boolean;
  readonly subject: string;
  readonly text: string;
  readonly note: string;
}

type Drafted = Pick<Task, 'draft'>;

/** Where a colleague starts: with the journey's draft, where it has one. */
export const firstAnswer = ({ draft }: Drafted): Answer => ({ send: draft !== null, subject: '', text: draft ?? '', note: '' });

/** Whether something was written that would be lost. */
export function isWritten(answer: Answer, task: Drafted): boolean {
  const first = firstAnswer(task);
  return answer.subject !== first.subject || answer.text !== first.text || answer.note !== first.note;
}

/** An answer that is to be sent and says nothing. */
export const isBlank = ({ send, text }: Answer): boolean => send && text.trim() === '';

/** The decision as the runtime takes it; what is empty is left out, and a text that is not to be sent stays here. */
export function decisionOf({ send, subject, text, note }: Answer, outcome: string, by: string | null): TaskDecision {
  return {
    outcome,
    ...(by === null ? {} : { by }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(send ? { reply: { text: text.trim(), ...(subject.trim() === '' ? {} : { subject: subject.trim() }) } } : {}),
  };
}

const nameOf = (task: string) => `attune:answer:${task}`;

/** Answers that are not sent yet, kept for this tab: another task, another screen or a reload loses none. Storage can be full or forbidden; then they live as long as the form. */
export const keptAnswers = {
  read(task: string): Answer | null {
    try {
      return answerIn(JSON.parse(sessionStorage.getItem(nameOf(task)) ?? 'null'));
    } catch {
      return null;
    }
  },
  /** Null forgets it. */
  write(task: string, answer: Answer | null): void {
    try {
      if (answer === null) sessionStorage.removeItem(nameOf(task));
      else sessionStorage.setItem(nameOf(task), JSON.stringify(answer));
    } catch {
      // the form itself still holds it
    }
  },
};

/** What was kept, if it is an answer. */
export function answerIn(kept: unknown): Answer | null {
  if (typeof kept !== 'object' || kept === null || !('send' in kept && 'subject' in kept && 'text' in kept && 'note' in kept)) return null;
  const { send, subject, text, note } = kept;
  return typeof send === 'boolean' && typeof subject === 'string' && typeof text === 'string' && typeof note === 'string' ? { send, subject, text, note } : null;
}
