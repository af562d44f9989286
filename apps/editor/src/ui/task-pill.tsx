import type { Task } from '@attune/runtime/shapes';
import { AlarmClock, CircleCheck, CircleDot, Clock, Footprints, Undo2, type LucideIcon } from 'lucide-react';
import { Pill, type Tone } from './pill.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const w = words.inbox;
const looks: Readonly<Record<Task['status'], { tone: Tone; icon: LucideIcon }>> = {
  open: { tone: 'accent', icon: CircleDot },
  done: { tone: 'good', icon: CircleCheck },
  overdue: { tone: 'warm', icon: Footprints },
  withdrawn: { tone: 'plain', icon: Undo2 },
};

/** Where a task stands: while it is open, when it is due or since when it is late, in words. */
export function TaskPill({ task: { status, late, dueAt } }: { task: Pick<Task, 'status' | 'late' | 'dueAt'> }) {
  if (status !== 'open') return <Pill {...looks[status]}>{w.states[status]}</Pill>;
  if (dueAt === null) return <Pill {...looks.open}>{w.states.open}</Pill>;
  return late ? <Pill tone="bad" icon={AlarmClock}>{w.late} <When at={dueAt} /></Pill> : <Pill tone="wait" icon={Clock}>{w.due} <When at={dueAt} /></Pill>;
}
