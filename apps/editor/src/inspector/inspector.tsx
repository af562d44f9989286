import './inspector.css';
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Catalog } from '@attune/runtime/shapes';
import { applyFix } from '../document/fix.ts';
import { nodeById } from '../document/kinds.ts';
import { noteById } from '../document/notes.ts';
import { useDoc, useMeaning, useTools, useView } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { EdgeForm } from './edge-form.tsx';
import { FormContext } from './form-context.ts';
import { issuesOf } from './issues.ts';
import { eventsOf, stepsOf } from './journey-words.ts';
import { NodeForm } from './node-form.tsx';
import { NoteForm } from './note-form.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SeveralForm } from './several-form.tsx';

/** The form of what is selected; of the journey where nothing is. */
export function Inspector({ catalog }: { readonly catalog: Catalog | null }) {
  const tools = useTools();
  const graph = useMeaning();
  const selection = useDoc((doc) => doc.selection);
  const edge = useDoc((doc) => (doc.selection.length === 0 && doc.edges.length === 1 ? doc.graph.edges.find((e) => e.id === doc.edges[0]) : undefined));
  const issues = useStore(tools.checker.state, (state) => state.issues);
  const node = selection.length === 1 ? nodeById(graph, selection[0]!) : null;
  const note = selection.length === 1 && !node ? noteById(graph, selection[0]!) : null;
  const scope = useMemo(() => ({
    catalog,
    issues: issuesOf(graph, issues, node?.id ?? null),
    events: eventsOf(graph),
    steps: stepsOf(graph),
    config: node?.config ?? {},
    seal: () => tools.editor.getState().seal(),
    fix: (issue: Parameters<typeof applyFix>[1]) => tools.editor.getState().change(words.did.fix, (g) => applyFix(g, issue)),
  }), [catalog, graph, issues, node, tools]);
  return (
    <aside className="inspector" aria-label={words.inspector.label} ref={useFieldWish()}>
      <FormContext.Provider value={scope}>
        {node ? <NodeForm key={node.id} node={node} /> : note ? <NoteForm key={note.id} note={note} /> : selection.length > 1 ? <SeveralForm /> : edge ? <EdgeForm edge={edge} /> : <SettingsForm />}
      </FormContext.Provider>
    </aside>
  );
}

/** Goes to the field that was wished for: the deepest one of its path that the form shows, or the first of the form. */
function useFieldWish() {
  const root = useRef<HTMLElement>(null);
  const wish = useView((view) => view.field);
  useEffect(() => {
    if (!wish || !root.current) return;
    const frame = requestAnimationFrame(() => {
      let place: Element | null = null;
      for (let depth = wish.path.length; depth > 0 && !place; depth -= 1) place = root.current?.querySelector(`[data-field="${CSS.escape(wish.path.slice(0, depth).join('/'))}"]`) ?? null;
      const target = (place ?? root.current)?.querySelector<HTMLElement>('input:not([type=hidden]):not([tabindex="-1"]), textarea, select, button');
      target?.focus();
      place?.scrollIntoView({ block: 'center' });
    });
    return () => cancelAnimationFrame(frame);
  }, [wish]);
  return root;
}
