import type { Task } from '@attune/runtime/shapes';
import { Button, Select, Skeleton, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { CircleCheck, Inbox, MousePointerClick, SearchX, UserRound } from 'lucide-react';
import { useTaskQueues, useTasks } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { MoodPill } from '../../ui/mood.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import classes from '../../ui/panes.module.css';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { TaskPill } from '../../ui/task-pill.tsx';
import { words } from '../../ui/words.ts';
import { tellName, useMyName } from './my-name.ts';
import { NameForm } from './name-form.tsx';
import { states, taskQuery } from './task-filter.ts';
import { TaskPane } from './task-pane.tsx';

const w = words.inbox;
const route = getRouteApi('/inbox');

/** The list of tasks beside the one that is worked on. */
export function TasksPart() {
  const { task: chosen, state, queue, who } = route.useSearch();
  const me = useMyName();
  const tasks = useTasks(taskQuery({ state, queue, who }, me));
  const navigate = route.useNavigate();
  const nothing = !tasks.isPending && !tasks.error && tasks.items.length === 0;
  const filtered = Boolean(state ?? queue ?? who);
  const next = tasks.items.find(({ id, status }) => id !== chosen && status === 'open')?.id ?? null;
  if (who === 'me' && me === null) return <><Filters result={undefined} /><EmptyState icon={UserRound} title={w.mineHelp} action={<NameForm label={w.yourName} submit={w.show} onName={tellName} />} /></>;
  return (
    <>
      {(filtered || chosen !== undefined || !nothing) && <Filters result={tasks.isPending ? undefined : words.common.results(tasks.items.length, tasks.hasNextPage)} />}
      {tasks.error && <ProblemPanel error={tasks.error} retry={() => void tasks.refetch()} title={words.errors.load} />}
      {nothing && chosen === undefined && <Nothing filtered={filtered} />}
      {(tasks.isPending || tasks.items.length > 0 || chosen !== undefined) && (
        <div className={classes.panes} data-reading={chosen !== undefined}>
          <div className={classes.list}>
            {tasks.isPending ? <Stack p="md">{Array.from({ length: 6 }, (_, i) => <Skeleton key={i} height={72} />)}</Stack> : (
              <ul aria-label={w.caption}>{tasks.items.map((task) => <li key={task.id}><Line task={task} chosen={task.id === chosen} /></li>)}</ul>
            )}
            {nothing && <p className={classes.pick}>{w.allDone}</p>}
            <div className={classes.more}><MoreButton pages={tasks} /></div>
          </div>
          <section className={classes.pane} aria-label={w.showing}>
            {chosen === undefined ? <div className={classes.pick}><MousePointerClick size={30} strokeWidth={1.5} aria-hidden />{w.pick}</div> : (
              <TaskPane key={chosen} id={chosen} onBack={() => void navigate({ search: ({ task: _, ...old }) => old })} onNext={next === null ? null : () => void navigate({ search: (old) => ({ ...old, task: next }) })} />
            )}
          </section>
        </div>
      )}
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const navigate = route.useNavigate();
  const decided = useTasks({ status: 'done' });
  if (filtered) return <EmptyState icon={SearchX} title={w.nothing} action={<Button variant="default" onClick={() => void navigate({ search: {} })}>{words.journeys.reset}</Button>}>{w.nothingHelp}</EmptyState>;
  if (decided.items.length > 0) return <EmptyState icon={CircleCheck} title={w.allDone} action={<Button variant="default" onClick={() => void navigate({ search: { state: 'done' } })}>{w.seeDone}</Button>}>{w.allDoneHelp}</EmptyState>;
  return <EmptyState icon={Inbox} title={w.empty} action={<LinkButton to="/" variant="default">{w.toJourneys}</LinkButton>}>{w.emptyHelp}</EmptyState>;
}

function Filters({ result }: { result: string | undefined }) {
  const { state = 'open', queue, who } = route.useSearch();
  const navigate = route.useNavigate();
  const queues = useTaskQueues();
  const names = [...new Set([...(queues.data ?? []).map((each) => each.queue), ...(queue === undefined ? [] : [queue])])];
  const set = (change: { state?: string; queue?: string; who?: string }) => void navigate({ search: ({ task: _, ...old }) => ({ ...old, ...change }), replace: true });
  return (
    <FilterBar result={result}>
      <Select aria-label={w.state} w={168} allowDeselect={false} value={state} onChange={(value) => set({ state: value === null || value === 'open' ? '' : value })} data={states.map((value) => ({ value, label: w.states[value] }))} />
      <Select aria-label={w.queue} placeholder={w.anyQueue} clearable w={170} value={queue ?? null} onChange={(value) => set({ queue: value ?? '' })} data={names} />
      <Select aria-label={w.who} w={150} allowDeselect={false} value={who ?? ''} onChange={(value) => set({ who: value ?? '' })} data={[{ value: '', label: w.anybody }, { value: 'me', label: w.mine }, { value: 'nobody', label: w.nobodys }]} />
    </FilterBar>
  );
}

function Line({ task, chosen }: { task: Task; chosen: boolean }) {
  return (
    <Link to="/inbox" search={(old) => ({ ...old, task: task.id })} className={classes.line ?? ''} data-chosen={chosen} {...(chosen ? { 'aria-current': 'true' as const } : {})}>
      <span className={classes.lineTop}><span className={classes.to}>{task.title}</span></span>
      <span className={classes.subject}>{task.customerName ?? task.customer} · {task.queue}{task.assignee !== null && ` · ${w.by(task.assignee)}`}</span>
      <span className={classes.lineEnd}><TaskPill task={task} />{task.mood !== 'unknown' && <MoodPill label={task.mood} />}</span>
    </Link>
  );
}
