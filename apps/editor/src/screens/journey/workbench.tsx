import './workbench.css';
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
import { ExperimentsPanel } from './experiments-panel.tsx';
import { Header } from './header.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { RestoredBar } from './restored-bar.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { Tour } from './tour.tsx';
import { TryPanel } from './try/try-panel.tsx';
import { useActionCommands } from './use-action-commands.tsx';
import { useAddress } from './use-address.ts';
import { VersionsPanel } from './versions-panel.tsx';
import { worldOf } from './world.ts';

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
      <div className="workbench-canvas">
        {outline ? <Outline /> : <Canvas onContextMenu={setMenu} />}
        <RestoredBar />
        <Tour />
      </div>
      <Inspector catalog={catalog} />
      {panel === 'problems' && <ProblemsPanel />}
      {panel === 'try' && <TryPanel catalog={catalog} />}
      {panel === 'versions' && <VersionsPanel journey={journey} />}
      {panel === 'experiments' && <ExperimentsPanel journey={journey} />}
      <ContextMenu at={menu} onClose={() => setMenu(null)} />
      <PublishDialog journey={journey} />
      <ImportDialog />
      <ConflictDialog />
      <ShortcutsSheet />
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

/** The browser asks before a tab with unsaved changes is closed. */
function useLeaveGuard(): void {
  const { saver } = useTools();
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (saver.state.getState().phase === 'saved') return;
      saver.keep();
      void saver.flush();
      event.preventDefault();
    };
    // what a phone or a crash takes away without asking is in the safety copy
    const keep = () => saver.keep();
    window.addEventListener('beforeunload', guard);
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      window.removeEventListener('beforeunload', guard);
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
    };
  }, [saver]);
}
