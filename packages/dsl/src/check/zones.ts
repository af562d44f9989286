import { pointer, type Issue } from '../issue.ts';
import { didYouMean } from '../compile/closest.ts';
import { atNode, type View } from './view.ts';
import { valuesOf } from './places.ts';

/** Whether the time zone data of this machine knows the name. */
function exists(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const known = (): string[] => (typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []);
const words = (zone: string): string => `There is no time zone "${zone}".${didYouMean(zone, known())} Write an IANA name such as Europe/Berlin.`;

/** Zones nobody knows would move every local time without a word. */
export function unknownZones(view: View): Issue[] {
  const issues = (['timezone', 'fallbackTimezone'] as const).flatMap((field): Issue[] => {
    const zone = view.settings[field];
    return zone === undefined || (field === 'timezone' && zone === 'customer') || exists(zone) ? [] : [{ code: 'unknown-zone', severity: 'error', path: pointer([...view.settingsAt, field]), message: words(zone) }];
  });
  for (const node of view.nodes.values()) {
    for (const { at, value } of valuesOf(node.kind, node.config, 'zone')) {
      if (typeof value === 'string' && !exists(value)) issues.push(atNode(node, 'unknown-zone', 'error', words(value), at));
    }
  }
  return issues;
}

/** Between one and four in the morning clocks change: such a time is missing once a year and comes twice once (ENG-6). */
export function nightTimes(view: View): Issue[] {
  return [...view.nodes.values()].flatMap((node) => valuesOf(node.kind, node.config, 'time').filter(({ value }) => typeof value === 'string' && /^0[1-3]:/.test(value)).map(({ at, value }) =>
    atNode(node, 'clock-change', 'hint', `${String(value)} does not exist on the night the clocks go forward, and comes twice on the night they go back; it is then taken at the next moment there is, and once. Choose a time outside 01:00-04:00 if that matters.`, at)));
}
