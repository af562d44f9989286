import { pointer, type Issue } from '../issue.ts';
import { atNode, promotes, type View, type ViewNode } from './view.ts';

/** GATE-1: marketing needs consent to a topic; a message without one can be consented to by nobody. */
export function topics(view: View): Issue[] {
  if (view.settings.category !== 'marketing') return [];
  return view.steps.filter((node) => promotes(node) && node.sound && (node.needs.topics?.length ?? 0) === 0).map((node) =>
    withTopic(view, node, atNode(node, 'topic-missing', 'warning', `"${node.title}" is marketing and has no topic, so nobody can have agreed to it. Choose the topic people signed up for, e.g. offers.`, ['topic'])));
}

/** The topic of the journey's other messages, or the only one there is, is the likely one. */
function withTopic(view: View, node: ViewNode, issue: Issue): Issue {
  const used = view.steps.flatMap((other) => [...(other.needs.topics ?? [])]);
  const likely = used.toSorted((a, b) => used.filter((t) => t === b).length - used.filter((t) => t === a).length)[0] ?? (view.world.topics?.length === 1 ? view.world.topics[0] : undefined);
  return likely === undefined ? issue : { ...issue, fix: { title: `Use the topic "${likely}"`, changes: [{ path: pointer([...node.at, 'topic']), value: likely }] } };
}
