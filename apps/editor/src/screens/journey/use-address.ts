import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTools, useView } from '../../canvas/tools.ts';
import { panels, type ViewState } from '../../canvas/view-store.ts';

const route = getRouteApi('/journeys/$key');

/**
 * What is looked at can be sent as a link: `?step=` (a step or a note), `?panel=` (problems, try, versions, experiments), `?version=` (compared with the draft),
 * `?person=` (sent through in "Try it"), `?view=outline`. Read on the way in, and kept current.
 */
export function useAddress(): void {
  const { editor, view } = useTools();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [first] = useState(search);
  const flow = useView((state) => state.flow);
  const [done, setDone] = useState(false);
  useEffect(() => {
    const panel = panels.find((name) => name === first.panel) ?? (first.person !== undefined ? 'try' : first.version !== undefined ? 'versions' : null);
    const version = Number(first.version);
    view.setState({ outline: first.view === 'outline', panel, person: first.person ?? null, version: Number.isInteger(version) && version > 0 ? version : null });
  }, [first, view]);
  useEffect(() => {
    if (done || !flow) return;
    setDone(true);
    const id = first.step;
    const { graph } = editor.getState();
    if (id === undefined || ![...graph.nodes, ...(graph.notes ?? [])].some((one) => one.id === id)) return;
    editor.getState().select([id]);
    // the first fit of the view comes a moment after the first drawing
    const timer = setTimeout(() => flow.reveal(id), 120);
    return () => clearTimeout(timer);
  }, [done, first, flow, editor]);
  useEffect(() => {
    const write = () => {
      const { selection } = editor.getState();
      const wanted = { ...addressOf(view.getState()), step: selection.length === 1 ? selection[0] : undefined };
      void navigate({ search: (was) => Object.fromEntries(Object.entries({ ...was, ...wanted }).filter(([, value]) => value !== undefined)), replace: true });
    };
    const stop = [
      editor.subscribe((now, before) => { if (now.selection !== before.selection) write(); }),
      view.subscribe((now, before) => { if (now.panel !== before.panel || now.outline !== before.outline || now.version !== before.version || now.person !== before.person) write(); }),
    ];
    return () => stop.forEach((end) => end());
  }, [editor, view, navigate]);
}

function addressOf({ panel, outline, version, person }: ViewState) {
  return {
    panel: panel ?? undefined,
    view: outline ? 'outline' : undefined,
    version: panel === 'versions' && version !== null ? String(version) : undefined,
    person: panel === 'try' && person !== null ? person : undefined,
  };
}
