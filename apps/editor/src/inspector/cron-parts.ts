/** The schedules most people want, apart from which a cron expression is written by hand. */
export interface CronParts {
  readonly every: 'day' | 'workday' | 'week' | 'month';
  /** `HH:MM` */
  readonly time: string;
  readonly weekday: string;
  readonly day: number;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const two = (n: number) => String(n).padStart(2, '0');

/** Reads a cron expression of one of the common forms; null for any other. */
export function readCron(cron: string): CronParts | null {
  const [minute, hour, day, month, weekday, more] = cron.trim().toLowerCase().split(/\s+/);
  if (more !== undefined || minute === undefined || hour === undefined || weekday === undefined || month !== '*') return null;
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour) || Number(minute) > 59 || Number(hour) > 23) return null;
  const parts = { time: `${two(Number(hour))}:${two(Number(minute))}`, weekday: 'mon', day: 1 };
  if (day === '*' && weekday === '*') return { ...parts, every: 'day' };
  if (day === '*' && (weekday === 'mon-fri' || weekday === '1-5')) return { ...parts, every: 'workday' };
  const named = /^\d$/.test(weekday) ? days[Number(weekday) % 7] : weekday;
  if (day === '*' && named !== undefined && days.includes(named)) return { ...parts, every: 'week', weekday: named };
  if (weekday === '*' && day !== undefined && /^\d{1,2}$/.test(day)) return { ...parts, every: 'month', day: Number(day) };
  return null;
}

export function writeCron({ every, time, weekday, day }: CronParts): string {
  const [hour = '9', minute = '0'] = time.split(':');
  const at = `${Number(minute)} ${Number(hour)}`;
  switch (every) {
    case 'day': return `${at} * * *`;
    case 'workday': return `${at} * * mon-fri`;
    case 'week': return `${at} * * ${weekday}`;
    case 'month': return `${at} ${day} * *`;
  }
}
