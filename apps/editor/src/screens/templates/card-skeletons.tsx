import { Skeleton } from '@mantine/core';
import classes from './templates.module.css';

/** The gallery's shape while it loads. */
export function CardSkeletons() {
  return (
    <div className={classes.grid} aria-hidden>
      {Array.from({ length: 3 }, (_, i) => <Skeleton key={i} height={372} radius="var(--radius)" />)}
    </div>
  );
}
