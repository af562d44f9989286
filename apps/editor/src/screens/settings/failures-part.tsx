import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, RotateCcw } from 'lucide-react';
import { api } from '../../api/client.ts';
import { keys, useFailures } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { tell, tellProblem } from '../../ui/notify.ts';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './settings.module.css';

const w = words.settings.failures;

/** Work that could not be done, each with its reason and a way to do it again. */
export function FailuresPart() {
  const failures = useFailures();
  const client = useQueryClient();
  const replay = useMutation({ mutationFn: api.failures.replay, onSuccess: () => tell(w.replayed), onError: tellProblem, onSettled: () => client.invalidateQueries({ queryKey: keys.failures }) });
  if (failures.error) return <ProblemPanel error={failures.error} retry={() => void failures.refetch()} title={words.errors.load} />;
  if (failures.isPending) return <Skeleton height={160} />;
  if (failures.items.length === 0) return <EmptyState icon={CircleCheck} title={w.none}>{w.noneHelp}</EmptyState>;
  return (
    <div className={classes.card}>
      <ul className={classes.lines} aria-label={w.caption}>
        {failures.items.map((failure) => (
          <li key={failure.id}>
            <span className={classes.grow}>
              <span className={classes.name}>{failure.kind}: {failure.subject}</span>
              <span className={classes.soft} style={{ display: 'block', overflowWrap: 'anywhere' }}>{failure.error}</span>
              <span className={classes.soft}><When at={failure.at} /></span>
            </span>
            {failure.replayedAt
              ? <Pill tone="good" icon={CircleCheck}>{w.replayed}</Pill>
              : <Button variant="default" size="compact-sm" leftSection={<RotateCcw size={14} aria-hidden />} loading={replay.isPending && replay.variables === failure.id} onClick={() => replay.mutate(failure.id)}>{w.replay}</Button>}
          </li>
        ))}
      </ul>
      <MoreButton pages={failures} />
    </div>
  );
}
