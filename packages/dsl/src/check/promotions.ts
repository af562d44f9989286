import type { Issue } from '../issue.ts';
import { addExit } from './fixes.ts';
import type { State } from './symbolic/state.ts';
import { yesOrNo } from './symbolic/values.ts';
import { passagesOf, walk, type Rules, type Stop, type Walked } from './symbolic/walk.ts';
import { amid, closes, endsIt, eventOf, isKnown, keyOfEvent, opens, saysSo, tellsOfTrouble, troubles, vocabularyOf, type Trouble, type Vocabulary } from './troubles.ts';
import { atNode, promotes, type View, type ViewNode } from './view.ts';
import { witnessFor } from './witness.ts';

const lasts = (event: string, state: State): boolean => (state.get(keyOfEvent(event))?.values.numbers?.low ?? 0) >= 1;

/** People with the trouble from the beginning, and people to whom it happens while time goes by. */
function rulesFor(trouble: Trouble, event: string, vocabulary: Vocabulary): Rules {
  const into = (state: State): State[] => [amid(trouble, event, vocabulary, state)].filter((s) => s !== null);
  return {
    keeps: [keyOfEvent(event)],
    matters: tellsOfTrouble,
    begin: (state) => (lasts(event, state) ? into(state) : [state, ...into(state)]),
    pass(before, after, node, passage) {
      if (passage.event !== undefined && closes(trouble, passage.event.name)) return [new Map([...after].filter(([key]) => key !== keyOfEvent(event)))];
      if (lasts(event, before) || lasts(event, after) || (passage.event !== undefined && opens(trouble, passage.event.name))) return into(after);
      // Where the step waits for the trouble itself, it leads people its own way.
      const caught = passagesOf(node).some((p) => p.event !== undefined && p.event.where === undefined && p.event.match === undefined && opens(trouble, p.event.name));
      return passage.atOnce === true || caught ? [after] : [after, ...into(after)];
    },
  };
}

/** The first message, in the order of the document, at which somebody stands as `fits` says. */
function firstOffer(view: View, { stops }: Walked, fits: (state: State) => boolean): { readonly node: ViewNode; readonly stops: Stop[] } | null {
  for (const node of view.steps) {
    const here = promotes(node) ? (stops.get(node.id) ?? []).filter(({ state }) => fits(state)) : [];
    if (here.length > 0) return { node, stops: here };
  }
  return null;
}

/** The way says itself that they are in trouble: the message is meant for them (a warning, and only where somebody was found who gets there). */
function said(view: View, trouble: Trouble): Issue[] {
  const found = firstOffer(view, view.walked(), (state) => saysSo(trouble, state));
  const witness = found && witnessFor(view, found.stops);
  if (!found || !witness) return [];
  return [{ ...atNode(found.node, trouble.code, 'warning', `The way to "${found.node.title}" is one for somebody ${trouble.who}, and it is marketing. Help them first: lead this way to care, and send offers to the others only.`), witness }];
}

/** Nothing on the way asks whether they are in trouble. The guardrails hold the message back (GATE-5), so it is a hint. */
function possible(view: View, trouble: Trouble): Issue[] {
  if (endsIt(trouble, view.settings) || !isKnown(trouble, view)) return [];
  const event = eventOf(trouble, view);
  const rules = rulesFor(trouble, event, vocabularyOf(view));
  const walked = walk(view, rules);
  const found = firstOffer(view, walked, (state) => lasts(event, state));
  if (found === null) return [];
  // Who comes into trouble on the way is more telling than who was in it before.
  const witness = witnessFor(view, found.stops.toReversed(), rules);
  const issue = atNode(found.node, trouble.code, 'hint', `Somebody ${trouble.who} can come to "${found.node.title}". Only the guardrails would hold the message back, and the person would pass through the rest of the journey in silence. Add "${event}" to the events that end the journey.`);
  const fix = addExit(view, event);
  return [{ ...issue, ...(fix === null ? {} : { fix }), ...(witness === undefined ? {} : { witness }) }];
}

const LOW = 'low mood';
const label = (state: State): readonly string[] => state.get('sentiment.label')?.values.texts?.oneOf ?? [];

/** An unhappy mood lasts until another one is seen: time alone heals nothing (GATE-5). */
const lowMood: Rules = {
  keeps: [LOW],
  matters: tellsOfTrouble,
  begin: (state) => (isLow(state) ? [marked(state)] : [state]),
  pass(before, after) {
    if (isLow(after)) return [marked(after)];
    const better = label(after).length > 0;
    return better ? [new Map([...after].filter(([key]) => key !== LOW))] : before.has(LOW) ? [marked(after)] : [after];
  },
};
const isLow = (state: State): boolean => label(state).length === 1 && label(state)[0] === 'negative';
const marked = (state: State): State => new Map(state).set(LOW, { term: { sort: 'path', path: 'came.low' }, values: yesOrNo, lasting: true });

function unhappy(view: View): Issue[] {
  const reads = [...view.nodes.values()].some((n) => n.needs.sentiment === true) || view.conditions.some((c) => JSON.stringify(c.condition)?.includes('sentiment.label') === true);
  if (!reads) return [];
  const found = firstOffer(view, walk(view, lowMood), (state) => state.has(LOW));
  const witness = found && witnessFor(view, found.stops, lowMood);
  if (!found || !witness) return [];
  return [{ ...atNode(found.node, 'promotion-when-unhappy', 'warning', `Somebody who was just found to be unhappy is led to "${found.node.title}", which is marketing. Lead them to care, or to the end, until a later mood is better.`), witness }];
}

/** Offers to people who should be helped first: an open complaint, a pending refund, a late delivery, an unhappy mood. */
export function promotions(view: View): Issue[] {
  if (view.settings.category !== 'marketing' || !view.steps.some(promotes)) return [];
  return [...troubles.flatMap((trouble) => {
    const issues = said(view, trouble);
    return issues.length > 0 ? issues : possible(view, trouble);
  }), ...unhappy(view)];
}
