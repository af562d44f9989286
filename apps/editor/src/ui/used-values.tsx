import { orderOf, sayUsedName, sayUsedValue } from './used-words.ts';
import { sayMoment } from './when.tsx';
import classes from './why-panel.module.css';
import { words } from './words.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** A value in words: nothing cut, JSON only where there is no simpler way. */
export function sayValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return INSTANT.test(value) ? sayMoment(value) : value;
  if (typeof value === 'boolean') return value ? words.common.yes : words.common.no;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.length === 0 ? '–' : value.map(sayValue).join(', ');
  return JSON.stringify(value);
}

interface Props {
  readonly values: Readonly<Record<string, unknown>>;
  /** `given`: the sender's own names and values, shown as they came. */
  readonly as?: 'used' | 'given';
}

/** The values that a decision was made from, or that an event brought. */
export function UsedValues({ values, as = 'used' }: Props) {
  const entries = Object.entries(values).filter(([, value]) => as === 'given' || (value !== null && value !== undefined));
  if (entries.length === 0) return null;
  if (as === 'used') entries.sort(([a], [b]) => orderOf(a) - orderOf(b));
  return (
    <dl className={classes.used}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt title={name}>{as === 'given' ? name : sayUsedName(name)}</dt>
          <dd>{(as === 'given' ? null : sayUsedValue(name, value)) ?? sayValue(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
