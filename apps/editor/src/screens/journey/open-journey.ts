import { parseGraph, type Graph } from '@attune/dsl';
import type { Journey } from '@attune/runtime/shapes';
import { api } from '../../api/client.ts';
import { whenBack } from '../../api/connection.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Tools } from '../../canvas/tools.ts';
import { createViewStore } from '../../canvas/view-store.ts';
import { words } from '../../canvas/words.ts';
import { startChecking } from '../../document/checking.ts';
import { createEditorStore } from '../../document/editor-store.ts';
import { startSaving, type SaveAnswer } from '../../document/saving.ts';
import { realSchedule } from '../../document/timer.ts';
import { localDrafts } from './drafts.ts';

interface Opened {
  readonly tools: Tools;
  close(): void;
}

/** Everything that lives as long as a journey is open; null where its document cannot be read. */
export function openJourney(journey: Journey, tell: Tools['tell'], onSaved: (journey: Journey) => void): Opened | null {
  const parsed = parseGraph(journey.graph);
  if (!parsed.ok) return null;
  const graph = parsed.value;
  const draft = localDrafts.read(journey.key);
  const draftGraph = draft ? parseGraph(draft.graph) : null;
  const restored = draft !== null && draftGraph?.ok === true && JSON.stringify(draftGraph.value) !== JSON.stringify(graph) ? draftGraph.value : null;
  const draftBase = draft?.base ? parseGraph(draft.base) : null;
  const editor = createEditorStore(graph);
  const view = createViewStore();
  const saver = startSaving(editor, {
    key: journey.key,
    // a draft that is older than what the server has must not overwrite it in silence: its own revision makes the conflict show
    revision: restored && draft ? draft.revision : journey.revision,
    ...(restored && draftBase?.ok ? { base: draftBase.value } : {}),
    schedule: realSchedule,
    drafts: localDrafts,
    save: (document, revision) => save(journey.key, document, revision, onSaved),
    load: () => load(journey.key),
  });
  const checker = startChecking(editor, realSchedule);
  const tools: Tools = { journeyKey: journey.key, editor, checker, saver, view, tell };
  if (restored) {
    editor.getState().change(words.did.restore, () => ({ graph: restored }));
    view.setState({ restored: true });
  }
  const stopListening = whenBack(() => void saver.flush());
  return {
    tools,
    close() {
      stopListening();
      checker.stop();
      void saver.flush();
      saver.stop();
    },
  };
}

async function save(key: string, graph: Graph, revision: number, onSaved: (journey: Journey) => void): Promise<SaveAnswer> {
  try {
    const saved = await api.journeys.save(key, graph, revision);
    onSaved(saved);
    return { is: 'saved', revision: saved.revision };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.status === 412) return { is: 'conflict' };
    const why = error.errors[0]?.detail ?? error.issues[0]?.message ?? error.detail ?? error.title;
    return { is: 'failed', why, again: error.unreachable || error.status >= 500 || error.status === 429 };
  }
}

async function load(key: string): Promise<{ graph: Graph; revision: number }> {
  const journey = await api.journeys.get(key);
  const parsed = parseGraph(journey.graph);
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message ?? words.importing.bad);
  return { graph: parsed.value, revision: journey.revision };
}
