import { stepKind } from '../nodes/index.ts';
import { readAt } from '../path.ts';
import type { Step } from '../program.ts';

/** Where a port of a step leads: to a step, or (null) to the end. Undefined where the step has no such port. */
export type Way = string | null | undefined;

const known = new WeakMap<Step, ReadonlyMap<string, string | null>>();

/** Where a port leads. One that is not connected leads where the port does that it falls back to. */
export function wayOut(step: Step, port: string): Way {
  let ways = known.get(step);
  if (!ways) {
    ways = waysOf(step);
    known.set(step, ways);
  }
  return ways.get(port);
}

function waysOf(step: Step): ReadonlyMap<string, string | null> {
  const ports = stepKind(step.kind)?.ports(step) ?? [];
  const leadsTo = (at: readonly (string | number)[]) => {
    const target = readAt(step, at);
    return typeof target === 'string' ? target : null;
  };
  const connected = new Map(ports.map(({ id, at }) => [id, leadsTo(at)]));
  return new Map(ports.map(({ id, fallsBackTo }) => [id, connected.get(id) ?? (fallsBackTo === undefined ? null : connected.get(fallsBackTo) ?? null)]));
}
