import type { Run, Waiting } from '../engine/run.ts';
import type { TrailEntry } from '../engine/command.ts';
import type { EventFact, Facts, SentimentFact } from '../facts.ts';
import type { Json, JsonObject } from '../json.ts';
import type { StepContext, StepKind } from '../node-kind.ts';
import type { Program } from '../program.ts';
import { parseZone } from '../time/index.ts';

type Used = Readonly<Record<string, Json>>;

const isPlain = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `used` keeps below a name, as an object again: `customer.address.city` becomes `{address: {city}}`. */
function below(used: Used, root: string): JsonObject {
  const whole = used[root];
  const found: Record<string, Json> = isPlain(whole) ? { ...whole } : {};
  for (const [name, value] of Object.entries(used)) {
    const [first, ...path] = name.split('.');
    const last = path.pop();
    if (first !== root || last === undefined || path.includes('__proto__') || last === '__proto__') continue;
    let at = found;
    for (const key of path) {
      const inner = Object.hasOwn(at, key) ? at[key] : undefined;
      at = (at[key] = isPlain(inner) ? { ...inner } : {}) as Record<string, Json>;
    }
    at[last] = value;
  }
  return found;
}

/** The event of a record: its name and moment, and of its properties what was looked at. */
export function eventOf(entry: TrailEntry, root: 'event' | 'entry'): EventFact {
  const { used } = entry;
  const given = below(used, root);
  const properties = isPlain(given['properties']) ? given['properties'] : {};
  return { name: root === 'event' && typeof used['event'] === 'string' ? used['event'] : '', at: typeof used['at'] === 'string' ? used['at'] : entry.at, properties };
}

/** The facts of a record. What it does not name is absent. */
export function recallFacts(entry: TrailEntry): Facts {
  const { used, at } = entry;
  const sentiment = used['sentiment'];
  const segments = Object.entries(used).flatMap(([name, value]) => (value === true && name.startsWith('in_segment(') ? [name.slice('in_segment('.length, -1)] : []));
  return {
    customer: below(used, 'customer'),
    segments,
    sentiment: isPlain(sentiment) ? (sentiment as unknown as SentimentFact) : null,
    consent: below(used, 'consent') as Facts['consent'],
    sentimentAllowed: used['sentimentAllowed'] !== false,
    history: {},
    zone: parseZone(used['zone']) ?? 'UTC',
    event: eventOf(entry, 'event'),
    steps: below(used, 'steps') as unknown as Facts['steps'],
    now: at,
    recorded: used,
  };
}

/** The context in which a step decided, made from its record alone. */
export function recallContext(program: Program, kind: StepKind, entry: TrailEntry, resting: boolean): StepContext {
  const { used, step, visit, at } = entry;
  const recalled = kind.recall?.(used, step) ?? {};
  const facts: Facts = { ...recallFacts(entry), ...recalled.facts };
  const draws = [...(recalled.draws ?? (typeof used['drawn'] === 'number' ? [used['drawn']] : []))];
  const waiting: Waiting = { step, visit, since: at, result: used['result'] !== undefined, ...(typeof used['due'] === 'string' ? { due: used['due'] } : {}), ...(recalled.waiting === undefined ? {} : { data: recalled.waiting }) };
  const run: Run = {
    id: '', journey: program.key, version: 0, customer: '', entryKey: '', zone: facts.zone, seed: '', enteredAt: at, entry: 0, event: eventOf(entry, 'entry'), holdout: used['holdout'] === true,
    status: 'open', waiting: resting ? waiting : null, visits: { [step]: visit }, steps: facts.steps, goals: {}, finish: null,
  };
  return { step, visit, now: at, zone: facts.zone, run, facts, category: program.category, waiting: resting ? waiting : null, draw: () => draws.shift() ?? Number.NaN };
}
