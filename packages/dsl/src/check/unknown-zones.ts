import { closest } from '../compile/closest.ts';
import { pointer, type Issue } from '../issue.ts';
import { parseZone } from '../time/index.ts';
import { atNode, type View } from './view.ts';
import { valuesOf } from './places.ts';

const known = (): string[] => (typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []);

function told(issue: (message: string) => Issue, zone: string): Issue {
  const near = closest(zone, known());
  const found = issue(`There is no time zone "${zone}".${near === null ? '' : ` Did you mean "${near}"?`} Write an IANA name such as Europe/Berlin.`);
  return near === null ? found : { ...found, fix: { title: `Use ${near}`, changes: [{ path: found.path, value: near }] } };
}

/** Zones nobody knows would move every local time without a word. */
export function unknownZones(view: View): Issue[] {
  const issues = (['timezone', 'fallbackTimezone'] as const).flatMap((field): Issue[] => {
    const zone = view.settings[field];
    const path = pointer([...view.settingsAt, field]);
    return zone === undefined || (field === 'timezone' && zone === 'customer') || parseZone(zone) !== null ? [] : [told((message) => ({ code: 'unknown-zone', severity: 'error', path, message }), zone)];
  });
  for (const node of view.nodes.values()) {
    for (const { at, value } of valuesOf(node.kind, node.config, 'zone')) {
      if (typeof value === 'string' && parseZone(value) === null) issues.push(told((message) => atNode(node, 'unknown-zone', 'error', message, at), value));
    }
  }
  return issues;
}
