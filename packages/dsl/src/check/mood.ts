import type { Issue } from '../issue.ts';
import { atNode, type View } from './view.ts';

/** Reading someone's mood is for caring about them; using it to sell needs their word. */
export function mood(view: View): Issue[] {
  if (view.settings.category !== 'marketing') return [];
  return view.steps.filter((node) => node.needs.sentiment === true).map((node) =>
    atNode(node, 'mood-in-marketing', 'warning', `"${node.title}" treats people by their mood in a marketing journey. Move it into a service journey that helps them; or make sure that those whose mood is read have agreed to its use for offers (who has not goes to "unsure").`));
}
