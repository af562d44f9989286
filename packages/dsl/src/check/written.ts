import type { Place } from '../compile/place.ts';
import { placeOfText } from './places.ts';
import type { View, ViewNode } from './view.ts';

/** A text with the place where the marketer can change it: in the step, or where the step names the saved message. */
export interface Written {
  readonly text: string;
  readonly at: Place;
  /** How to speak of it. */
  readonly where: string;
  /** True where the words stand in the step itself. */
  readonly own: boolean;
}

/** The texts of a node: its own words, and those of the saved messages it names. */
export function textsOf(node: ViewNode, view: View): Written[] {
  const own = (node.needs.texts ?? []).map(({ at, text }) => ({ text, at: [...node.at, ...at], where: `"${node.title}"`, own: true }));
  const saved = (node.needs.templates ?? []).flatMap((key) => {
    const found = view.world.templates?.find((t) => t.key === key);
    if (found === undefined) return [];
    const at = [...node.at, ...placeOfText(node.config, key)];
    return [found.subject, found.body].flatMap((text) => (text === undefined ? [] : [{ text, at, where: `the saved message "${key}"`, own: false }]));
  });
  return [...own, ...saved];
}
