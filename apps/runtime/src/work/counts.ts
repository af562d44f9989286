import type { CounterWrite } from '../store/lane-write.ts';

interface Of { readonly journey: string; readonly version: number; readonly step: string; readonly what: string }

/**
 * Adds up what a batch counts. Maps in maps, since a key put together of four texts for each count took as long as a step of the engine
 * (there are ten counts an event).
 */
export class Counts {
  readonly #journeys = new Map<string, Map<number, Map<string, Map<string, CounterWrite>>>>();
  readonly #all: CounterWrite[] = [];
  readonly #hour: string;

  /** `hour`: the beginning of the hour they are counted in, RFC 3339. */
  constructor(hour: string) {
    this.#hour = hour;
  }

  add({ journey, version, step, what }: Of, n = 1): void {
    const counters = within(within(within(this.#journeys, journey), version), step);
    const counter = counters.get(what);
    if (counter) { counter.n += n; return; }
    const made: CounterWrite = { journey, version, step, what, hour: this.#hour, n };
    counters.set(what, made);
    this.#all.push(made);
  }

  /** In one order everywhere, so that a delivery that counts at the same time as a pass cannot lock against it. */
  sorted(): CounterWrite[] {
    return this.#all.sort((a, b) => order(a.journey, b.journey) || a.version - b.version || order(a.step, b.step) || order(a.what, b.what));
  }
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function within<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let inner = map.get(key);
  if (!inner) map.set(key, inner = new Map());
  return inner;
}
