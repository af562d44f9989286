import { pointer, type Issue } from '../issue.ts';
import { durationMillis } from './span.ts';
import type { View } from './view.ts';

/** A start that comes back by itself, and a rule that lets nobody in again: it works once and then never. */
export function neverAgain(view: View): Issue[] {
  const { settings, settingsAt } = view;
  const { reentry } = settings;
  return view.entries.flatMap((entry): Issue[] => {
    const rhythm = entry.kind.role === 'entry' && entry.sound ? entry.kind.recurs?.(entry.config) : null;
    if (rhythm == null || reentry === undefined) return [];
    if (reentry.mode === 'never') {
      const path = pointer([...settingsAt, 'reentry', 'mode']);
      return [{ code: 'reentry-never-again', severity: 'warning', path, message: `"${entry.title}" comes again by itself, but each customer may come in only once: the second time nobody starts. Let them in again once they are out.`, fix: { title: 'Let them in again once they are out', changes: [{ path, value: 'after-exit' }] } }];
    }
    // A year may be a day shorter than the one before.
    if (reentry.after === undefined || durationMillis(reentry.after) <= durationMillis(rhythm)) return [];
    const path = pointer([...settingsAt, 'reentry', 'after']);
    return [{ code: 'reentry-never-again', severity: 'warning', path, message: `"${entry.title}" comes again sooner than customers may come in again, so every other time is left out. Shorten the time, or take it out.`, fix: { title: 'Take the time out', changes: [{ path, value: undefined }] } }];
  });
}
