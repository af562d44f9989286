import { zoneFor } from '../engine/create-run.ts';
import type { HostFacts } from '../facts.ts';
import type { Instant } from '../json.ts';
import { entryKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';

/** A date of the customer that comes. */
export interface Coming {
  readonly entry: number;
  readonly at: Instant;
}

const justBefore = (at: Instant): Instant => new Date(Date.parse(at) - 1).toISOString();

/** The next moments of a program's date entries. They follow the customer: each change may move them. */
export class Dates {
  private readonly program: Program;
  private readonly entries: readonly number[];
  /** Up to when each entry has been asked for: the last moment it named, or the last change of the customer. */
  private readonly after = new Map<number, Instant>();
  private known: HostFacts | null = null;
  private coming: readonly Coming[] = [];

  constructor(program: Program) {
    this.program = program;
    this.entries = program.entry.flatMap((entry, index) => (entryKind(entry.kind)?.moment ? [index] : []));
  }

  /** The next one from `now` on, by the facts as they are now. A moment that a change put into the past does not come any more. */
  next(facts: HostFacts, now: Instant): Coming | undefined {
    if (this.entries.length === 0) return undefined;
    if (facts !== this.known) {
      this.known = facts;
      for (const entry of this.entries) this.after.set(entry, [this.after.get(entry) ?? '', justBefore(now)].sort().at(-1) ?? now);
      this.look(facts);
    }
    return this.coming[0];
  }

  /** Goes on to the moment after this one. */
  pass({ entry, at }: Coming): void {
    this.after.set(entry, at);
    if (this.known) this.look(this.known);
  }

  private look(facts: HostFacts): void {
    const zone = zoneFor(this.program, facts);
    const coming = this.entries.flatMap((index) => {
      const entry = this.program.entry[index];
      const at = entry && entryKind(entry.kind)?.moment?.(entry, facts, zone, this.after.get(index) ?? '');
      return at ? [{ entry: index, at }] : [];
    });
    this.coming = coming.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.entry - b.entry));
  }
}
