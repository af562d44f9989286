import { pointer, type Issue } from '../issue.ts';
import { valuesOf } from './places.ts';
import { atNode, type View } from './view.ts';

/** Zones that are a distance from Greenwich and no place. */
const FIXED = /^(?:Etc\/)?GMT[+-]?\d|^(?:EST|MST|HST)$/;
const words = (zone: string): string => `"${zone}" is a fixed distance from Greenwich: it never changes its clocks${/GMT[+-]\d/.test(zone) ? ', and its sign is turned round (GMT+5 lies west)' : ''}. Choose a place such as Europe/Berlin, so that times stay where people live by them.`;

/** Zones whose clocks never change: half of the year every local time is an hour off. */
export function fixedZones(view: View): Issue[] {
  const { timezone } = view.settings;
  const own: Issue[] = timezone !== undefined && FIXED.test(timezone) ? [{ code: 'zone-fixed', severity: 'hint', path: pointer([...view.settingsAt, 'timezone']), message: words(timezone) }] : [];
  return [...own, ...[...view.nodes.values()].flatMap((node) => valuesOf(node.kind, node.config, 'zone').flatMap(({ at, value }) => (typeof value === 'string' && FIXED.test(value) ? [atNode(node, 'zone-fixed', 'hint', words(value), at)] : [])))];
}
