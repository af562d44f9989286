import type { Task, TaskDetail } from '@attune/runtime/shapes';
import { Alert, Button, Checkbox, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { keys } from '../../api/queries.ts';
import { tell } from '../../ui/notify.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import { decisionOf, firstAnswer, isBlank, isWritten, keptAnswers, type Answer } from './answer.ts';
import classes from './inbox.module.css';
import { useMyName } from './my-name.ts';

const w = words.inbox;

/** The answer, the note and the decisions. Where the task was closed meanwhile, what was written stays to be copied. */
export function AnswerForm({ task, onDecided }: { task: TaskDetail; onDecided: () => void }) {
  const me = useMyName();
  const client = useQueryClient();
  const [answer, setAnswer] = useState(() => keptAnswers.read(task.id) ?? firstAnswer(task));
  const [blank, setBlank] = useState(false);
  const change = (part: Partial<Answer>) => {
    const next = { ...answer, ...part };
    setAnswer(next);
    setBlank(false);
    keptAnswers.write(task.id, isWritten(next, task) ? next : null);
  };
  const forget = () => {
    keptAnswers.write(task.id, null);
    setAnswer(firstAnswer(task));
  };
  const decide = useMutation({
    mutationFn: (outcome: string) => api.tasks.decide(task.id, decisionOf(answer, outcome, me)),
    onSuccess: (done) => {
      tell(w.done(labelOf(done)));
      onDecided();
      forget();
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.tasks }),
  });
  const press = (outcome: string) => {
    if (isBlank(answer)) setBlank(true);
    else decide.mutate(outcome);
  };
  const open = task.status === 'open';
  const written = isWritten(answer, task);
  const refusal = decide.error instanceof ApiProblem && decide.error.status === 409 ? decide.error : null;
  if (!open && !written && refusal === null) return null;
  return (
    <section className={classes.form}>
      <Title order={3}>{w.answer}</Title>
      {(refusal !== null || (!open && !decide.isPending)) && <Refused detail={refusal?.detail ?? w.closed[task.status]} written={written} onClear={open || !written ? null : forget} />}
      {decide.error && refusal === null && <ProblemPanel error={decide.error} />}
      {open && <Checkbox checked={answer.send} label={w.send(task.customerName ?? w.them)} description={w.sendHelp} onChange={(event) => change({ send: event.currentTarget.checked })} />}
      {((open && answer.send) || (!open && written && answer.text !== '')) && (
        <>
          <TextInput label={w.subject} description={w.subjectHelp(task.title)} value={answer.subject} maxLength={300} readOnly={!open} onChange={(event) => change({ subject: event.currentTarget.value })} />
          <Textarea label={w.text} placeholder={w.textHint} autosize minRows={5} maxRows={16} value={answer.text} maxLength={20_000} readOnly={!open} error={blank ? w.emptyAnswer : null} onChange={(event) => change({ text: event.currentTarget.value })} />
        </>
      )}
      {(open || answer.note !== '') && <Textarea label={w.note} placeholder={w.noteHint} autosize minRows={2} maxRows={8} value={answer.note} maxLength={5_000} readOnly={!open} onChange={(event) => change({ note: event.currentTarget.value })} />}
      {open && (
        <div>
          <div className={classes.outcomes} role="group" aria-label={w.outcomes}>
            {task.outcomes.map(({ id, label }) => <Button key={id} variant="light" disabled={decide.isPending && decide.variables !== id} loading={decide.isPending && decide.variables === id} onClick={() => press(id)}>{label}</Button>)}
          </div>
          <Text size="xs" c="dimmed" mt={6}>{w.decideOnce}</Text>
        </div>
      )}
    </section>
  );
}

/** What a task was decided to be, in the words of its button. */
export const labelOf = ({ outcome, outcomes }: Pick<Task, 'outcome' | 'outcomes'>): string => outcomes.find(({ id }) => id === outcome)?.label ?? outcome ?? '';

function Refused({ detail, written, onClear }: { detail: string | null; written: boolean; onClear: (() => void) | null }) {
  return (
    <Alert color="bad" variant="light" role="alert" icon={<TriangleAlert size={20} aria-hidden />} title={w.refused}>
      {detail !== null && detail !== '' && <Text size="sm">{detail}</Text>}
      {written && <Text size="sm">{w.kept}</Text>}
      {onClear && <Button mt="sm" size="xs" variant="default" onClick={onClear}>{w.clear}</Button>}
    </Alert>
  );
}
