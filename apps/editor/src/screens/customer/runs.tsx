import type { RunItem } from '@attune/runtime/shapes';
import { Button, Skeleton, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDot } from 'lucide-react';
import { useState } from 'react';
import { useRuns } from '../../api/queries.ts';
import { MoreButton } from '../../ui/more-button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { StepName } from '../../ui/step-name.tsx';
import { Due, When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './customer.module.css';

const w = words.customer;

const FINISHED_SHOWN = 2;

/** The journeys they are in or were in: where, since when, what comes next. */
export function Runs({ customer }: { customer: string }) {
  const runs = useRuns(customer);
  const [all, setAll] = useState(false);
  // What they are in now matters most; what is over must not push the timeline off the screen.
  const open = runs.items.filter((run) => run.status === 'open');
  const over = runs.items.filter((run) => run.status !== 'open');
  const shown = [...open, ...(all ? over : over.slice(0, FINISHED_SHOWN))];
  return (
    <section>
      <Title order={2} mb="sm">{w.runs}</Title>
      {runs.error && <ProblemPanel error={runs.error} retry={() => void runs.refetch()} />}
      {runs.isPending && <Skeleton height={76} />}
      {runs.data && runs.items.length === 0 && <p className={classes.soft} style={{ margin: 0 }}>{w.noRuns}</p>}
      <ul className={classes.runs}>{shown.map((run) => <Run key={run.id} run={run} />)}</ul>
      {all ? <MoreButton pages={runs} /> : shown.length < runs.items.length && <Button mt="sm" variant="subtle" size="compact-sm" onClick={() => setAll(true)}>{w.allRuns}</Button>}
    </section>
  );
}

function Run({ run }: { run: RunItem }) {
  const open = run.status === 'open';
  return (
    <li className={classes.run}>
      <div>
        <Link to="/journeys/$key" params={{ key: run.journey }} search={run.step ? { step: run.step } : {}}>{run.journeyName}</Link>
        <p>
          {open && run.step !== null && <>{w.waitsAt} <strong><StepName journey={run.journey} version={run.version} step={run.step} /></strong>{run.since !== null && <> {w.since} <When at={run.since} /></>}{run.due !== null && <>, <Due at={run.due} words={w.next} /></>}</>}
          {!open && run.finishedAt !== null && <>{w.finished} <When at={run.finishedAt} />{run.reason !== null && <>: {w.ends[run.reason] ?? run.reason}</>}</>}
        </p>
        <p>{w.entered} <When at={run.enteredAt} />, {w.version(run.version)}</p>
      </div>
      {open ? <Pill tone="accent" icon={CircleDot}>{w.in}</Pill> : <Pill icon={CircleCheck}>{w.finished}</Pill>}
    </li>
  );
}
