import type { Person } from './person.ts';

/** Customers that a process remembers between passes, over all lanes. At a few kilobytes each. */
const MOST_KEPT = 50_000;
/** Who is in more journeys at a time than this is read afresh. */
const MOST_RUNS = 20;

interface Kept { readonly version: number; readonly revision: number; readonly people: Map<string, Person> }

/**
 * Customers as the last pass of this process over a lane left them, so that the next one need not read them again: a tenth of the time of an
 * event was reading. They are right only while nobody else has touched the lane, which the lane's version says inside the transaction
 * (whatever changes a customer's rows raises it), and while the rules are those they were read for.
 *
 * A pass takes a lane's people out and puts them back when it has committed. Whatever goes wrong in between, they are gone and are read.
 */
export interface Memory {
  take(lane: number, at: { readonly version: number; readonly revision: number }): Map<string, Person>;
  keep(lane: number, at: { readonly version: number; readonly revision: number }, before: Map<string, Person>, batch: Iterable<Person>): void;
}

export function createMemory(lanes: number): Memory {
  const kept = new Map<number, Kept>();
  const most = Math.max(1, Math.floor(MOST_KEPT / lanes));
  return {
    take(lane, { version, revision }) {
      const found = kept.get(lane);
      kept.delete(lane);
      return found?.version === version && found.revision === revision ? found.people : new Map();
    },
    keep(lane, at, people, batch) {
      for (const person of batch) {
        // back to the end, so that who was met last goes last
        people.delete(person.id);
        if (settled(person)) people.set(person.id, person);
      }
      for (const id of people.keys()) {
        if (people.size <= most) break;
        people.delete(id);
      }
      kept.set(lane, { ...at, people });
    },
  };
}

/** Makes a person what reading their rows would make them; false where they are better read. */
function settled(person: Person): boolean {
  if (person.touch !== null) return false;
  for (const _name in person.history) return false;
  for (const [id, held] of person.runs) {
    const { run } = held;
    // one that is over and still measured is read with the open ones, so it is remembered with them
    if (run.status === 'finished' && run.scoresUntil === undefined) { person.runs.delete(id); continue; }
    person.runs.set(id, { run, due: run.waiting?.due ?? null, isNew: false, changed: false });
  }
  if (person.runs.size > MOST_RUNS) return false;
  person.dirty = false;
  person.facts = null;
  person.recheckStored = person.recheckAt;
  person.segmentsStored.clear();
  for (const segment of person.segments) person.segmentsStored.add(segment);
  return true;
}
