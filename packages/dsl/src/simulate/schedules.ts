import type { Instant, Zone } from '../json.ts';
import { entryKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { nextTick, parseCron, parseZone, type Cron } from '../time/index.ts';

/** The next moment of one entry's schedule. */
export interface Tick {
  readonly entry: number;
  readonly at: Instant;
}

/** Each customer of a crowd sees the same ticks, and the calendar that knows them is slow. */
const known = new Map<string, Instant | null>();
const MOST_KNOWN = 20_000;

interface Clockwork {
  readonly text: string;
  readonly cron: Cron;
  readonly zone: Zone;
}

function tickAfter({ text, cron, zone }: Clockwork, moment: Instant): Instant | null {
  const key = `${text} ${zone} ${moment}`;
  let tick = known.get(key);
  if (tick === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    tick = nextTick(cron, zone, moment);
    known.set(key, tick);
  }
  return tick;
}

/** The ticks of a program's scheduled entries, in order. */
export class Schedules {
  private ticks: (Tick & { readonly clockwork: Clockwork })[];

  /**
   * @param zone the workspace's, for entries that name none
   * @param from the first moment that may tick
   */
  constructor(program: Program, zone: Zone, from: Instant) {
    this.ticks = program.entry.flatMap((entry, index) => {
      const schedule = entryKind(entry.kind)?.schedule?.(entry);
      const cron = schedule ? parseCron(schedule.cron) : null;
      if (!schedule || !cron) return [];
      const clockwork = { text: schedule.cron, cron, zone: parseZone(schedule.timezone) ?? zone };
      const at = tickAfter(clockwork, new Date(Date.parse(from) - 1).toISOString());
      return at === null ? [] : [{ entry: index, at, clockwork }];
    });
  }

  next(): Tick | undefined {
    let first = this.ticks[0];
    for (const tick of this.ticks) if (first && tick.at < first.at) first = tick;
    return first;
  }

  /** Goes on to the tick after this one. */
  pass({ entry }: Tick): void {
    this.ticks = this.ticks.flatMap((tick) => {
      if (tick.entry !== entry) return [tick];
      const at = tickAfter(tick.clockwork, tick.at);
      return at === null ? [] : [{ ...tick, at }];
    });
  }
}
