import './workbench.css';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Journey, JourneyStats } from '@attune/runtime/shapes';
import { useKeys } from '../../action/keys.ts';
import { useLive } from '../../api/live.ts';
import { useCatalog, useContent } from '../../api/queries.ts';
import { Canvas } from '../../canvas/canvas.tsx';
import { Outline } from '../../canvas/outline.tsx';
import { Palette } from '../../canvas/palette.tsx';
import { useTools, useView } from '../../canvas/tools.ts';
import type { Point } from '../../document/place.ts';
import { Inspector } from '../../inspector/inspector.tsx';
import { problemsByNode } from '../../inspector/issues.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { ContextMenu } from './context-menu.tsx';
import { Header } from './header.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { TryPanel } from './try/try-panel.tsx';
import { useActionCommands } from './use-action-commands.tsx';
import { worldOf } from './world.ts';

const route = getRouteApi('/journeys/$key');

/** The parts of the screen around one open journey. */
export function Workbench({ journey }: { readonly journey: Journey }) {
  const catalog = useCatalog().data ?? null;
  const panel = useView((view) => view.panel);
  const outline = useView((view) => view.outline);
  const [menu, setMenu] = useState<Point | null>(null);
  useKeys();
  useActionCommands();
  useChecks();
  useStats(journey);
  useAddress();
  useLeaveGuard();
  return (
    <div className="workbench" data-panel={panel ?? undefined}>
      <Header journey={journey} />
      <Palette />
      <div className="workbench-canvas">{outline ? <Outline /> : <Canvas onContextMenu={setMenu} />}</div>
      <Inspector catalog={catalog} />
      {panel === 'problems' && <ProblemsPanel />}
      {panel === 'try' && <TryPanel catalog={catalog} />}
      <ContextMenu at={menu} onClose={() => setMenu(null)} />
      <PublishDialog journey={journey} />
      <ImportDialog />
      <ConflictDialog />
    </div>
  );
}

/** Feeds the checks with what the workspace knows, and the cards with their problems. */
function useChecks(): void {
  const { checker, editor, view } = useTools();
  const catalog = useCatalog().data;
  const templates = useContent().data;
  const issues = useStore(checker.state, (state) => state.issues);
  useEffect(() => {
    if (catalog) checker.setWorld(worldOf(catalog, templates));
  }, [catalog, templates, checker]);
  useEffect(() => view.setState({ problems: problemsByNode(editor.getState().graph, issues) }), [issues, editor, view]);
}

/** Live counts of a journey that was ever published. */
function useStats(journey: Journey): void {
  const { view } = useTools();
  useLive<JourneyStats>(journey.version === null ? null : `/journeys/${encodeURIComponent(journey.key)}/live`, 'stats', (stats) => view.setState({ stats }));
}

/** `?step=` selects a step on the way in, and follows the selection: what is looked at can be sent as a link. */
function useAddress(): void {
  const { editor, view } = useTools();
  const { step, view: shown } = route.useSearch();
  const navigate = route.useNavigate();
  const [first] = useState({ step, shown });
  const flow = useView((state) => state.flow);
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (first.shown === 'outline') view.setState({ outline: true });
  }, [first, view]);
  useEffect(() => {
    if (done || !flow) return;
    setDone(true);
    if (first.step === undefined || !editor.getState().graph.nodes.some((node) => node.id === first.step)) return;
    const id = first.step;
    editor.getState().select([id]);
    // the first fit of the view comes a moment after the first drawing
    const timer = setTimeout(() => flow.reveal(id), 120);
    return () => clearTimeout(timer);
  }, [done, first, flow, editor]);
  useEffect(() => editor.subscribe((now, before) => {
    if (now.selection === before.selection) return;
    const only = now.selection.length === 1 ? now.selection[0] : undefined;
    void navigate({ search: (search) => { const { step: _step, ...rest } = search; return only === undefined ? rest : { ...rest, step: only }; }, replace: true });
  }), [editor, navigate]);
}

/** The browser asks before a tab with unsaved changes is closed. */
function useLeaveGuard(): void {
  const { saver } = useTools();
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (saver.state.getState().phase === 'saved') return;
      void saver.flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [saver]);
}
