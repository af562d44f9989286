import type { Task } from '@attune/runtime/shapes';
import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTasks } from '../../api/queries.ts';
import { TaskPill } from '../../ui/task-pill.tsx';
import { words } from '../../ui/words.ts';
import classes from './customer.module.css';

const w = words.inbox;

/** What colleagues were asked about them: what is open, and what became of the rest. Nothing where there was never a task. */
export function CustomerTasks({ customer }: { customer: string }) {
  const open = useTasks({ customer });
  const done = useTasks({ customer, status: 'done' });
  const overdue = useTasks({ customer, status: 'overdue' });
  const tasks = [...open.items, ...done.items, ...overdue.items];
  if (tasks.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="sm">{w.ofCustomer}</Title>
      <ul className={classes.runs}>{tasks.map((task) => <Line key={task.id} task={task} />)}</ul>
    </section>
  );
}

function Line({ task }: { task: Task }) {
  return (
    <li className={classes.run}>
      <div>
        <Link to="/inbox" search={{ task: task.id, ...(task.status === 'open' ? {} : { state: task.status }) }}>{task.title}</Link>
        <p>{task.queue} · {task.journeyName}{task.assignee !== null && ` · ${w.by(task.assignee)}`}</p>
      </div>
      <TaskPill task={task} />
    </li>
  );
}
