import type { Instant, Zone } from '../json.ts';
import { entryKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { nextTick, parseCron, parseZone, type Cron } from '../time/index.ts';

/** The next moment of one entry's schedule. */
export interface Tick {
  readonly entry: number;
  readonly at: Instant;
}

/** The ticks of a program's scheduled entries, in order. */
export class Schedules {
  private ticks: { readonly entry: number; readonly at: Instant; readonly cron: Cron; readonly zone: Zone }[];

  /**
   * @param zone the workspace's, for entries that name none
   * @param from the first moment that may tick
   */
  constructor(program: Program, zone: Zone, from: Instant) {
    const before = new Date(Date.parse(from) - 1).toISOString();
    this.ticks = program.entry.flatMap((entry, index) => {
      const schedule = entryKind(entry.kind)?.schedule?.(entry);
      const cron = schedule ? parseCron(schedule.cron) : null;
      if (!schedule || !cron) return [];
      const own = parseZone(schedule.timezone) ?? zone;
      const at = nextTick(cron, own, before);
      return at === null ? [] : [{ entry: index, at, cron, zone: own }];
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
      const at = nextTick(tick.cron, tick.zone, tick.at);
      return at === null ? [] : [{ ...tick, at }];
    });
  }
}
