import { ActionIcon, Button, Text } from '@mantine/core';
import { CircleAlert, Lightbulb, TriangleAlert, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { Issue } from '@attune/dsl';
import { useDoc, useTools } from '../../canvas/tools.ts';
import { wishField } from '../../canvas/view-store.ts';
import { words } from '../../canvas/words.ts';
import { applyFix, fieldOfIssue, nodeOfIssue } from '../../document/fix.ts';
import { nodeById, titleOf } from '../../document/kinds.ts';

const looks = { error: { icon: CircleAlert, tone: 'bad' }, warning: { icon: TriangleAlert, tone: 'warm' }, hint: { icon: Lightbulb, tone: 'accent' } } as const;
const order = ['error', 'warning', 'hint'] as const;

/** Everything the checks say, worst first; each leads to its field, and is mended on the spot where a remedy is known. */
export function ProblemsPanel() {
  const { checker, view } = useTools();
  const issues = useStore(checker.state, (state) => state.issues);
  const pending = useStore(checker.state, (state) => state.pending);
  const sorted = order.flatMap((severity) => issues.filter((issue) => issue.severity === severity));
  return (
    <section className="dock" aria-label={words.problems.title}>
      <div className="dock-head">
        <h2 className="dock-title">{words.problems.title}</h2>
        <Text size="xs" c="dimmed" role="status">{pending ? words.problems.pending : ''}</Text>
        <ActionIcon ml="auto" aria-label={words.problems.close} onClick={() => view.setState({ panel: null })}><X size={16} aria-hidden /></ActionIcon>
      </div>
      <div className="dock-body">
        {sorted.length === 0 && <Text size="sm" c="dimmed">{words.problems.none}</Text>}
        {sorted.map((issue, i) => <Problem key={`${issue.code}${issue.path}${i}`} issue={issue} />)}
      </div>
    </section>
  );
}

function Problem({ issue }: { readonly issue: Issue }) {
  const { editor, view } = useTools();
  const graph = useDoc((doc) => doc.graph);
  const id = nodeOfIssue(graph, issue);
  const node = id === null ? null : nodeById(graph, id);
  const look = looks[issue.severity];
  const show = () => {
    editor.getState().select(id === null ? [] : [id]);
    if (id !== null) view.getState().flow?.reveal(id);
    wishField(view, fieldOfIssue(issue));
  };
  return (
    <div className="problem" data-tone={look.tone}>
      <look.icon size={16} aria-label={words.problems[issue.severity]} />
      <button type="button" className="problem-text" onClick={show}><strong>{node ? titleOf(node) : words.problems.journey}</strong> {issue.message}</button>
      {issue.fix && <Button size="compact-sm" variant="light" onClick={() => editor.getState().change(words.did.fix, (g) => applyFix(g, issue))}>{issue.fix.title}</Button>}
      {issue.witness !== undefined && <Button size="compact-sm" variant="subtle" onClick={() => view.setState({ panel: 'try', witness: issue.witness ?? null })}>{words.problems.play}</Button>}
    </div>
  );
}
