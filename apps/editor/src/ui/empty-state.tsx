import { Title } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface Props {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action }: Props) {
  return (
    <section className={classes.empty}>
      <span className={classes.icon} aria-hidden><Icon size={26} strokeWidth={1.6} /></span>
      <Title order={2} size="h3">{title}</Title>
      {children && <div className={classes.words}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </section>
  );
}
