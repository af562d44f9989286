import { barOf, type Range } from './range.ts';
import classes from './range-bar.module.css';

/** A figure with the range in which it lies, drawn on a scale. `label` says the same in words. */
export function RangeBar({ range, from, to, label }: { range: Range; from: number; to: number; label: string }) {
  const { left, width, at } = barOf(range, from, to);
  return (
    <div className={classes.bar} role="img" aria-label={label}>
      <span className={classes.range} style={{ left: `${left}%`, width: `${width}%` }} />
      {at !== null && <span className={classes.point} style={{ left: `${at}%` }} />}
    </div>
  );
}
