import { closest } from '../compile/closest.ts';
import { goalId } from '../engine/outcomes.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { pointer, type Issue } from '../issue.ts';
import { placeOfText } from './places.ts';
import { atNode, type View, type ViewNode } from './view.ts';

const experimentIn = ({ kind, sound, config }: ViewNode): Experiment | null => (kind.role === 'step' && sound ? kind.experiment?.(config) ?? null : null);

/** Experiments that could never come to a fair end: a goal that the journey does not have, or customers who are counted again and again on the same way. */
export function experiments(view: View): Issue[] {
  return view.steps.flatMap((node): Issue[] => {
    const experiment = experimentIn(node);
    if (experiment === null) return [];
    return [...unknownGoal(view, node, experiment), ...oftenCounted(view, node, experiment)];
  });
}

function unknownGoal(view: View, node: ViewNode, { metric }: Experiment): Issue[] {
  if (!('goal' in metric)) return [];
  const goals = (view.settings.goals ?? []).map(goalId);
  if (goals.includes(metric.goal)) return [];
  const at = [...node.at, ...placeOfText(node.config, metric.goal)];
  const near = closest(metric.goal, goals);
  const remedy = goals.length === 0 ? 'Give the journey a goal, or count an event.' : `Its goals are ${goals.join(', ')}.${near === null ? '' : ` Did you mean "${near}"?`}`;
  return [{ code: 'unknown-goal', severity: 'error', path: pointer(at), node: node.id, message: `"${node.title}" counts the goal "${metric.goal}", which the journey does not have. ${remedy}`, ...(near === null ? {} : { fix: { title: `Use "${near}"`, changes: [{ path: pointer(at), value: near }] } }) }];
}

/** A customer who keeps their way and comes again counts anew each time, and is no new customer. */
function oftenCounted(view: View, node: ViewNode, { sticky }: Experiment): Issue[] {
  if (view.settings.reentry?.mode === 'never' || !sticky) return [];
  return [atNode(node, 'experiment-repeats', 'hint', `Somebody who comes into the journey again takes the same way in "${node.title}" and is counted again, which makes the figures look surer than they are. If many come often, draw each time anew, or let people in once only.`)];
}
