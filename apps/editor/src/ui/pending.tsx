import { Skeleton } from '@mantine/core';
import classes from './page.module.css';
import { words } from './words.ts';

/** A screen's shape while its code is on the way. */
export function Pending() {
  return (
    <div className={classes.page} role="status" aria-label={words.common.loading}>
      <Skeleton height={32} width={220} mb={10} />
      <Skeleton height={16} width={420} maw="80%" mb={28} />
      <Skeleton height={320} />
    </div>
  );
}
