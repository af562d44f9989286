import { withAt, type Place } from '../compile/place.ts';
import type { Issue } from '../issue.ts';
import { pointer } from '../issue.ts';
import { valuesOf } from './places.ts';
import { atNode, type View, type ViewNode } from './view.ts';

const NIGHT = /^0[1-3]:/;
const CRON_NIGHT = /^(\S+)\s+0?([1-3])(\s.*)$/;

function told(node: ViewNode, at: Place, time: string, later: string): Issue {
  const issue = atNode(node, 'clock-change', 'hint', `${time} does not exist on the night the clocks go forward, and comes twice on the night they go back; it is then taken at the next moment there is, and once. Choose a time outside 01:00-04:00 if that matters.`, at);
  // A step of a program holds more than the config of its kind.
  const { kind: _kind, id: _id, label: _label, stage: _stage, expectedMood: _mood, ...config } = withAt(node.config, at, later) as Readonly<Record<string, unknown>>;
  const fits = node.kind.config.safeParse(config).success;
  return fits ? { ...issue, fix: { title: 'Four in the morning', changes: [{ path: pointer([...node.at, ...at]), value: later }] } } : issue;
}

/** Between one and four in the morning clocks change: such a time is missing once a year and comes twice once (ENG-6). */
export function nightTimes(view: View): Issue[] {
  return [...view.nodes.values()].flatMap((node) => [
    ...valuesOf(node.kind, node.config, 'time').flatMap(({ at, value }) => (typeof value === 'string' && NIGHT.test(value) ? [told(node, at, value, `04${value.slice(2)}`)] : [])),
    ...valuesOf(node.kind, node.config, 'cron').flatMap(({ at, value }) => {
      const cron = typeof value === 'string' ? CRON_NIGHT.exec(value) : null;
      return cron === null ? [] : [told(node, at, `The hour ${cron[2] ?? ''} of this schedule`, `${cron[1] ?? ''} 4${cron[3] ?? ''}`)];
    }),
  ]);
}
