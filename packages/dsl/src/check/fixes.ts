import { pointer, type Issue } from '../issue.ts';
import type { Port } from '../node-kind.ts';
import type { Stop } from './symbolic/walk.ts';
import type { View, ViewNode } from './view.ts';

export type Fix = NonNullable<Issue['fix']>;

/** A name that is not taken yet. */
function fresh(taken: (name: string) => boolean, wanted: string): string {
  if (!taken(wanted)) return wanted;
  for (let n = 2; ; n += 1) if (!taken(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

/** Lets an event end the journey; null where there are as many as there may be. */
export function addExit(view: View, event: string): Fix | null {
  const exits = view.settings.exits ?? [];
  if (exits.length >= 10) return null;
  const id = fresh((name) => exits.some((exit) => exit.id === name), event.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'ended');
  return { title: `End the journey on "${event}"`, changes: [{ path: pointer([...view.settingsAt, 'exits']), value: [...exits, { id, event }] }] };
}

/** Puts a wait on every way by which these stops came to the step. */
export function pauseBefore(view: View, stops: readonly Stop[], before: ViewNode, span: string): Fix | null {
  return insertBefore(view, stops.flatMap(({ from }) => (from === null ? [] : [{ node: from.stop.node, port: from.passage.port }])), before, 'delay', { for: span }, `Wait ${span === 'PT1H' ? 'an hour' : 'a day'} before "${before.title}"`);
}

/** Puts a step of one way out on some ways to another step; null where a way is no plain line. */
export function insertBefore(view: View, ways: readonly { readonly node: string; readonly port: string }[], before: ViewNode, kind: string, config: Readonly<Record<string, unknown>>, title: string): Fix | null {
  const id = fresh((name) => view.nodes.has(name), 'pause');
  const lines = [...new Set(ways.map(({ node, port }) => `${node} ${port}`))].map((key) => ways.find(({ node, port }) => `${node} ${port}` === key)).flatMap((way) => {
    const from = way && view.nodes.get(way.node);
    const line = from?.ways.find((w) => w.port.id === way?.port) ?? null;
    // A port that is not connected falls back to another one.
    const own = line?.to === before.id ? line : from?.ways.find((w) => w.port.id === line?.port.fallsBackTo && w.to === before.id);
    return own?.at === undefined ? [] : [own.at];
  });
  if (lines.length === 0) return null;
  return { title, changes: [...view.adding({ id, kind, config, next: before.id, near: before }), ...lines.map((at) => ({ path: pointer(at), value: id }))] };
}

/** Leads a way out that leads nowhere to an end: one that is there, or a new one. */
export function connect(view: View, node: ViewNode, port: Port): Fix {
  const end = view.steps.find((step) => step.sound && step.ways.length === 0);
  if (end !== undefined) return { title: `Connect it to "${end.title}"`, changes: view.connecting(node, port, end.id) };
  const id = fresh((name) => view.nodes.has(name), 'end');
  return { title: 'Connect it to an end', changes: [...view.adding({ id, kind: 'exit', config: { reason: 'completed' }, next: null, near: node }), ...view.connecting(node, port, id)] };
}
