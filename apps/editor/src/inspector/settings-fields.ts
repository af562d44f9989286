import { words } from '../canvas/words.ts';
import type { Field } from './form.ts';

const w = words.settings;

/** What the settings' fields are called in the form, by their path; the schema of documents speaks in shorter names. */
const told: Readonly<Record<string, { readonly title: string; readonly help?: string; readonly options?: Readonly<Record<string, string>> }>> = {
  audience: { title: w.audience, help: w.audienceHelp },
  reentry: { title: w.reentry },
  'reentry/mode': { title: w.reentryMode, options: w.reentryModes },
  'reentry/after': { title: w.reentryAfter, help: w.reentryAfterHelp },
  'reentry/key': { title: w.reentryKey, help: w.reentryKeyHelp },
  exits: { title: w.exits, help: w.exitsHelp },
  'exits/event': { title: words.condition.event },
  'exits/where': { title: w.moreIf },
  'exits/match': { title: w.match, help: w.matchHelp },
  'exits/match/entry': { title: w.matchEntry },
  'exits/match/event': { title: w.matchEvent },
  'exits/goal': { title: w.isGoal },
  goals: { title: w.goals, help: w.goalsHelp },
  'goals/event': { title: words.condition.event },
  'goals/where': { title: w.moreIf },
  'goals/within': { title: w.goalWithin },
  'goals/primary': { title: w.primary },
};

/** A field of the settings' form in the words of the form. */
export function settingsField(form: Field, name: string): Field {
  const found = form.fields.find((field) => field.name === name);
  if (!found) throw new Error(`the settings of journeys have no field "${name}"`);
  return retold(found, name);
}

function retold(field: Field, path: string): Field {
  const words = told[path];
  return {
    ...field,
    ...(words ? { title: words.title, help: words.help ?? field.help } : {}),
    options: field.options.map((option) => ({ ...option, label: words?.options?.[option.value] ?? option.label })),
    fields: field.fields.map((inner) => retold(inner, `${path}/${inner.name}`)),
  };
}
