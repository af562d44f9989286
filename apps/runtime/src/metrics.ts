import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Lag, WorkHooks } from './work/index.ts';

/** What the work tells about itself, as Prometheus reads it. */
export interface Metrics {
  readonly hooks: WorkHooks;
  readonly contentType: string;
  /** The text of `/metrics`; asks the lag anew. */
  text(): Promise<string>;
}

/** `lag` is asked whenever the metrics are read. */
export function createMetrics(lag: () => Promise<Lag>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const ingested = new Counter({ name: 'attune_ingested_calls_total', help: 'Calls of the ingestion API made durable.', registers });
  const passes = new Histogram({ name: 'attune_pass_seconds', help: 'Time of one pass over a lane.', buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5], registers });
  const items = new Counter({ name: 'attune_pass_items_total', help: 'Items worked in passes.', registers });
  const lateness = new Histogram({ name: 'attune_timer_lateness_seconds', help: 'How long after its due time a timer was carried out.', buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 3600], registers });
  const messages = new Counter({ name: 'attune_messages_total', help: 'Messages by what became of them.', labelNames: ['status', 'channel'], registers });
  const failures = new Counter({ name: 'attune_failures_total', help: 'Work that could not be done and waits for a person.', labelNames: ['kind'], registers });
  const queue = new Gauge({ name: 'attune_queue', help: 'What waits: items of the inbox, due timers, due messages.', labelNames: ['what'], registers });
  const oldest = new Gauge({ name: 'attune_lag_seconds', help: 'Age of the oldest waiting item of the inbox.', registers });

  return {
    hooks: {
      ingested: (calls) => ingested.inc(calls),
      passed: (pass) => { passes.observe(pass.seconds); items.inc(pass.items); },
      fired: (seconds) => lateness.observe(Math.max(0, seconds)),
      message: (status, channel) => messages.inc({ status, channel }),
      failed: (kind) => failures.inc({ kind }),
    },
    contentType: registry.contentType,
    text: async () => {
      const now = await lag();
      queue.set({ what: 'inbox' }, now.inbox);
      queue.set({ what: 'timers' }, now.timers);
      queue.set({ what: 'messages' }, now.messages);
      oldest.set(now.oldestSeconds);
      return registry.metrics();
    },
  };
}
