import type { TaskDetail } from '@attune/runtime/shapes';
import { Button, Skeleton, Stack, Tabs, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight, HeartHandshake } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTask } from '../../api/queries.ts';
import { Fact } from '../../ui/fact.tsx';
import { MoodPill, TrendPill } from '../../ui/mood.tsx';
import panes from '../../ui/panes.module.css';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { MessagePill } from '../../ui/status-pill.tsx';
import { TaskPill } from '../../ui/task-pill.tsx';
import { When } from '../../ui/when.tsx';
import { TrailStep } from '../../ui/why-panel.tsx';
import why from '../../ui/why-panel.module.css';
import { words } from '../../ui/words.ts';
import { Moments } from '../customer/timeline.tsx';
import { AnswerForm, labelOf } from './answer-form.tsx';
import { AssignRow } from './assign-row.tsx';
import classes from './inbox.module.css';

const w = words.inbox;
const flags = ['openComplaint', 'refundPending', 'deliveryLate'] as const;

/** One task with all that is to be known to decide it. */
export function TaskPane({ id, onBack, onNext }: { id: string; onBack: () => void; onNext: (() => void) | null }) {
  const task = useTask(id);
  const [decidedHere, setDecidedHere] = useState(false);
  const back = <Button className={panes.backButton ?? ''} variant="subtle" size="compact-sm" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={onBack}>{w.back}</Button>;
  if (!task.data && task.error) return <div className={panes.read}>{back}<ProblemPanel error={task.error} retry={() => void task.refetch()} title={words.errors.load} /></div>;
  if (!task.data) return <Stack p="xl"><Skeleton height={28} width="60%" /><Skeleton height={90} /><Skeleton height={320} /></Stack>;
  const open = task.data.status === 'open';
  return (
    <div className={panes.read}>
      {back}
      <Title order={2}>{task.data.title}</Title>
      <div className={panes.state}>
        <TaskPill task={task.data} />
        {w.closed[task.data.status] !== '' && <span>{w.closed[task.data.status]}</span>}
        {!open && onNext && <Button size="compact-sm" variant="light" rightSection={<ArrowRight size={15} aria-hidden />} onClick={onNext}>{w.next}</Button>}
      </div>
      {task.data.outcome !== null && <Decided task={task.data} focus={decidedHere} />}
      {open && <AssignRow task={task.data} />}
      {task.data.brief && <p className={classes.brief}>{task.data.brief}</p>}
      <Facts task={task.data} />
      <AnswerForm task={task.data} onDecided={() => setDecidedHere(true)} />
      <Background task={task.data} />
    </div>
  );
}

/** What was decided. It takes the focus from the button that was pressed and is gone, and with it the view. */
function Decided({ task, focus }: { task: TaskDetail; focus: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);
  const by = task.decidedBy === null ? null : (w.actors[task.decidedBy] ?? task.decidedBy);
  return (
    <div className={classes.decided} ref={box} tabIndex={-1}>
      <strong>{w.decided(labelOf(task), by)}</strong>
      {task.closedAt && <span className={classes.soft}><When at={task.closedAt} as="moment" /></span>}
      {task.note && <p>{w.noteOf}: {task.note}</p>}
      {task.replyMessage && (
        <>
          <div className={classes.row}>{w.replied} <MessagePill status={task.replyMessage.status} />{task.replyMessage.reason && <span className={classes.soft}>{words.messages.reasons[task.replyMessage.reason] ?? task.replyMessage.reason}</span>}<Link to="/messages" search={{ message: task.replyMessage.id }}>{words.common.open}</Link></div>
          {task.replyMessage.body && <p className={classes.replied}>{task.replyMessage.body}</p>}
        </>
      )}
    </div>
  );
}

function Facts({ task }: { task: TaskDetail }) {
  const { person, moodDetail, care } = task;
  const standing = care === null ? [] : flags.filter((flag) => care[flag]);
  return (
    <dl className={panes.facts}>
      <Fact name={w.customer}>{person === null ? w.noPerson : <><Link to="/customers/$id" params={{ id: task.customer }}>{person.name ?? person.email ?? person.id}</Link>{person.name && person.email && <span className={classes.soft}> {person.email}</span>}</>}</Fact>
      {moodDetail && <Fact name={w.feel}><span className={classes.row}><MoodPill label={moodDetail.label} />{moodDetail.trend && <TrendPill trend={moodDetail.trend} />}{standing.map((flag) => <Pill key={flag} tone="human" icon={HeartHandshake}>{words.customer.careFlags[flag]}</Pill>)}</span>{moodDetail.evidence[0]?.text && <blockquote className={classes.quote}>“{moodDetail.evidence[0].text}”</blockquote>}</Fact>}
      <Fact name={w.journey}><Link to="/journeys/$key" params={{ key: task.journey }} search={{ step: task.step }}>{task.journeyName}</Link><span className={classes.soft}> · {w.of(task.queue)}{task.status !== 'open' && task.assignee !== null && ` · ${w.by(task.assignee)}`}</span></Fact>
      <Fact name={w.dueLabel}>{task.dueAt === null ? w.noDue : <When at={task.dueAt} as="moment" />}<span className={classes.soft}> · {w.since} <When at={task.createdAt} as="moment" /></span></Fact>
    </dl>
  );
}

function Background({ task }: { task: TaskDetail }) {
  const navigate = useNavigate();
  return (
    <Tabs defaultValue="story" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="story">{w.story}</Tabs.Tab>
        <Tabs.Tab value="trail">{w.trail}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="story">
        {task.history.length === 0 ? <span className={classes.soft}>{w.noStory}</span> : <Moments items={task.history} onWhy={(message) => void navigate({ to: '/customers/$id', params: { id: task.customer }, search: { why: message } })} />}
      </Tabs.Panel>
      <Tabs.Panel value="trail"><ol className={why.trail}>{task.trail.map((entry, i) => <TrailStep key={`${entry.step}-${entry.visit}-${i}`} entry={entry} />)}</ol></Tabs.Panel>
    </Tabs>
  );
}
