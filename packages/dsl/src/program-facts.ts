import { needsOf } from './compile/parse-program.ts';
import { conditionsOf } from './compile/conditions.ts';
import { conditionNeeds } from './condition/index.ts';
import { durationMillis } from './check/span.ts';
import type { ProgramFacts } from './facts.ts';
import type { Duration } from './json.ts';
import type { Program } from './program.ts';

/** The longer of two look-backs; null is "ever". */
function longer(a: Duration | null | undefined, b: Duration | null): Duration | null {
  if (a === undefined) return b;
  if (a === null || b === null) return null;
  return durationMillis(a) >= durationMillis(b) ? a : b;
}

const unique = (names: Iterable<string>): string[] => [...new Set(names)];

/**
 * What a program asks of its host (COND-2): the events whose history it reads and how far back, the segments and traits it looks at, the
 * events it listens to. Costs a walk over the program, so a host keeps the answer with the version. The program must be a valid one.
 */
export function programFacts(program: Program): ProgramFacts {
  const nodes = needsOf(program);
  const conditions = conditionsOf(program, [], nodes).map(({ condition }) => conditionNeeds(condition));
  const all = nodes.map((n) => n.needs);
  const history = new Map<string, Duration | null>();
  for (const [name, within] of conditions.flatMap((c) => Object.entries(c.events))) history.set(name, longer(history.get(name), within));
  const eventsOf = (role: 'entry' | 'step') => unique(nodes.filter((n) => n.role === role).flatMap((n) => n.needs.events ?? []));
  return {
    // An event may be called anything, also `__proto__`: only fromEntries makes that an own property.
    history: Object.fromEntries(history),
    segments: unique([...all.flatMap((n) => n.segments ?? []), ...conditions.flatMap((c) => c.segments)]),
    traits: unique([...all.flatMap((n) => n.traits ?? []), ...conditions.flatMap((c) => c.traits)]),
    sentiment: all.some((n) => n.sentiment === true) || conditions.some((c) => c.sentiment),
    listens: {
      entry: eventsOf('entry'),
      exits: unique((program.exits ?? []).map((e) => e.event)),
      goals: unique((program.goals ?? []).map((g) => g.event)),
      waits: eventsOf('step'),
      scores: unique(all.flatMap((n) => n.scores ?? [])),
    },
    watches: all.some((n) => n.watches === true),
    templates: unique(all.flatMap((n) => n.templates ?? [])),
    channels: unique(all.flatMap((n) => n.channels ?? [])),
    topics: unique(all.flatMap((n) => n.topics ?? [])),
  };
}
