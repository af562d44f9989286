import type { Issue } from '../issue.ts';
import { atNode, speaks, type View } from './view.ts';

/** GATE-1: marketing needs consent to a topic; a message without one can be consented to by nobody. */
export function topics(view: View): Issue[] {
  if (view.settings.category !== 'marketing') return [];
  return view.steps.filter((node) => speaks(node) && node.sound && node.needs.survey === undefined && (node.needs.topics?.length ?? 0) === 0).map((node) =>
    atNode(node, 'topic-missing', 'warning', `"${node.title}" is marketing and has no topic, so nobody can have agreed to it. Choose the topic people signed up for, e.g. offers.`, ['topic']));
}
