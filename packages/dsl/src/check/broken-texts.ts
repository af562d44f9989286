import { pointer, type Issue } from '../issue.ts';
import { parseText } from '../text/index.ts';
import type { View } from './view.ts';
import { textsOf } from './written.ts';

/** Texts whose braces cannot be read would never be sent (ENG-12). */
export function brokenTexts(view: View): Issue[] {
  return [...view.nodes.values()].flatMap((node) => textsOf(node, view).flatMap(({ text, at, where }) =>
    parseText(text).issues.map((issue) => ({ ...issue, path: pointer(at), node: node.id, message: `In ${where}: ${issue.message}` }))));
}
