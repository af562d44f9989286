import { pointer, type Issue } from '../issue.ts';
import { passagesOf } from './symbolic/walk.ts';
import { atNode, type View } from './view.ts';

/** Whether every entry brings an event along whose values can be compared. */
const bringsEvent = (view: View): boolean => view.entries.some((entry) => entry.kind.role === 'entry' && ['event', 'manual'].includes(entry.kind.takes));

/** Ends, waits and keys that compare with the event that started the run, in a journey that no event starts: they never match. */
export function unmatched(view: View): Issue[] {
  if (view.entries.length === 0 || bringsEvent(view)) return [];
  const { settings, settingsAt } = view;
  const exits = (settings.exits ?? []).flatMap((exit, i): Issue[] => {
    if (exit.match === undefined) return [];
    const path = pointer([...settingsAt, 'exits', i, 'match']);
    return [{ code: 'match-never', severity: 'warning', path, message: `"${exit.event}" is to end only runs of the same thing, but no event starts this journey, so there is nothing to compare and nobody is let out. Take the comparison out.`, fix: { title: 'Let it end every run', changes: [{ path, value: undefined }] } }];
  });
  const waits = view.steps.flatMap((node) => passagesOf(node).flatMap((passage) => (passage.event?.match === undefined ? [] : [atNode(node, 'match-never', 'warning', `"${node.title}" waits for "${passage.event.name}" of the same thing, but no event starts this journey, so it never comes. Take the comparison out.`)])));
  const key = settings.reentry?.key;
  const keyPath = pointer([...settingsAt, 'reentry', 'key']);
  const keys: Issue[] = key?.startsWith('event.') === true ? [{ code: 'reentry-key-missing', severity: 'warning', path: keyPath, message: `Runs are told apart by ${key}, but no event starts this journey, so nobody is ever let in. Take the key out.`, fix: { title: 'Take the key out', changes: [{ path: keyPath, value: undefined }] } }] : [];
  return [...exits, ...waits, ...keys];
}

/** What an event has besides its properties. */
const OF_EVENTS = new Set(['properties', 'name', 'at', 'id']);

/** Comparisons by a path that no event has: nothing ever matches. */
export function brokenMatches(view: View): Issue[] {
  const told = (match: { readonly entry: string; readonly event: string }, issue: (message: string, side: string) => Issue): Issue[] => (['entry', 'event'] as const).flatMap((side) => {
    const [root = ''] = match[side].split('.');
    return OF_EVENTS.has(root) ? [] : [issue(`"${match[side]}" names nothing that an event has, so nothing ever matches. Write e.g. properties.order_id.`, side)];
  });
  return [
    ...(view.settings.exits ?? []).flatMap((exit, i) => (exit.match === undefined ? [] : told(exit.match, (message, side) => ({ code: 'match-never', severity: 'warning', path: pointer([...view.settingsAt, 'exits', i, 'match', side]), message })))),
    ...view.steps.flatMap((node) => passagesOf(node).flatMap(({ event }) => (event?.match === undefined ? [] : told(event.match, (message) => atNode(node, 'match-never', 'warning', message))))),
  ];
}
