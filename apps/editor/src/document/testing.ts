import { GRAPH_FORMAT, type Graph, type GraphNode } from '@attune/dsl';
import type { Schedule } from './timer.ts';

/** A node for tests, with the config its kind needs for the ports the test speaks of. */
export function node(id: string, kind: string, config: Record<string, unknown> = {}, x = 0, y = 0): GraphNode {
  return { id, kind, config, position: { x, y } };
}

/** A journey for tests; edges are written `from>to` or `from.port>to`. */
export function journey(nodes: readonly GraphNode[], edges: readonly string[]): Graph {
  return {
    dsl: GRAPH_FORMAT,
    settings: { key: 'test', name: 'Test', category: 'service' },
    nodes: [...nodes],
    edges: edges.map((text) => {
      const [left = '', to = ''] = text.split('>');
      const [from = '', port = 'next'] = left.split('.');
      return { id: `${from}:${port}`, from: { node: from, port }, to };
    }),
  };
}

/** The connections of a journey, written as `journey` reads them, in order. */
export function drawn(graph: Graph): readonly string[] {
  return graph.edges.map((edge) => `${edge.from.node}${edge.from.port === 'next' ? '' : `.${edge.from.port}`}>${edge.to}`).sort();
}

/** entry -> wait a day -> branch (yes -> mail, otherwise -> end), mail -> end */
export function sample(): Graph {
  return journey(
    [
      node('entry-1', 'entry-event', { event: 'Signed Up' }, 0, 0),
      node('day', 'delay', { for: 'P1D' }, 0, 200),
      node('fork', 'branch', { paths: [{ id: 'yes', label: 'Yes', when: { '==': [{ var: 'customer.plan' }, 'pro'] } }] }, 0, 400),
      node('mail', 'message', { channel: 'email', content: { subject: 'Hi', body: 'Hello' } }, -200, 600),
      node('end', 'exit', { reason: 'completed' }, 0, 800),
    ],
    ['entry-1>day', 'day>fork', 'fork.yes>mail', 'fork.otherwise>end', 'mail>end'],
  );
}

/** A clock that stands until it is moved. */
export function fakeSchedule(): { readonly schedule: Schedule; tick(ms: number): Promise<void> } {
  let now = 0;
  let tasks: { readonly at: number; readonly task: () => void }[] = [];
  return {
    schedule(task, ms) {
      const entry = { at: now + ms, task };
      tasks.push(entry);
      return () => { tasks = tasks.filter((other) => other !== entry); };
    },
    async tick(ms) {
      now += ms;
      for (let due = tasks.find((entry) => entry.at <= now); due; due = tasks.find((entry) => entry.at <= now)) {
        const taken = due;
        tasks = tasks.filter((entry) => entry !== taken);
        taken.task();
      }
      // answers of promises come after the tasks
      for (let i = 0; i < 10; i += 1) await Promise.resolve();
    },
  };
}
