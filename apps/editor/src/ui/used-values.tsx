import { sayMoment } from './when.tsx';
import classes from './why-panel.module.css';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** A value in words: nothing cut, JSON only where there is no simpler way. */
export function sayValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return INSTANT.test(value) ? sayMoment(value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.length === 0 ? '–' : value.map(sayValue).join(', ');
  return JSON.stringify(value);
}

/** The values that a decision was made from. */
export function UsedValues({ used }: { used: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(used);
  if (entries.length === 0) return null;
  return (
    <dl className={classes.used}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{sayValue(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
