import type { Task } from '@attune/runtime/shapes';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { tell, tellProblem } from '../../ui/notify.ts';
import { words } from '../../ui/words.ts';
import classes from './inbox.module.css';
import { tellName, useMyName } from './my-name.ts';
import { NameForm } from './name-form.tsx';

const w = words.inbox;

/** Whose an open task is, and the ways to take it, give it on or give it back. */
export function AssignRow({ task }: { task: Task }) {
  const me = useMyName();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'mine' | 'other' | null>(null);
  const assign = useMutation({
    mutationFn: (name: string | null) => api.tasks.assign(task.id, name),
    onSuccess: (_, name) => {
      tell(name === null ? w.unassignedNow : w.assignedTo(name));
      setAsking(null);
    },
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.tasks }),
  });
  const take = (name: string) => {
    tellName(name);
    assign.mutate(name);
  };
  const cancel = { label: words.common.cancel, run: () => setAsking(null) };
  if (asking === 'mine') return <NameForm label={w.yourName} help={w.yourNameHelp} submit={w.takeIt} busy={assign.isPending} onName={take} onCancel={cancel} />;
  if (asking === 'other') return <NameForm label={w.giveTo} help={w.name} submit={w.giveIt} busy={assign.isPending} onName={(name) => assign.mutate(name)} onCancel={cancel} />;
  return (
    <div className={classes.assign}>
      <span><UserRound size={16} aria-hidden /> {task.assignee === null ? w.unassigned : w.by(task.assignee)}</span>
      {(task.assignee === null || task.assignee !== me) && <Button size="compact-sm" variant="light" loading={assign.isPending} onClick={() => (me === null ? setAsking('mine') : take(me))}>{w.take}</Button>}
      <Button size="compact-sm" variant="subtle" onClick={() => setAsking('other')}>{w.give}</Button>
      {task.assignee !== null && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => assign.mutate(null)}>{w.giveBack}</Button>}
    </div>
  );
}
