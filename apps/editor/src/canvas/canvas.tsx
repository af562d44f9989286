import '@xyflow/react/dist/style.css';
import './canvas.css';
import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, type Connection, type EdgeChange, type FinalConnectionState, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, type DragEvent, type FocusEvent } from 'react';
import type { Graph } from '@attune/dsl';
import { connect, disconnect, move, whyNotConnect } from '../document/commands.ts';
import { noteById } from '../document/notes.ts';
import type { Point } from '../document/place.ts';
import { dropKind } from './add.ts';
import { CanvasControls } from './canvas-controls.tsx';
import { FindBar } from './find-bar.tsx';
import { flowEdges, flowGhosts, flowNodes, flowNotes, type BoardNode, type LineEdge as Line } from './flow.ts';
import { GhostCard } from './ghost-card.tsx';
import { KindPicker } from './kind-picker.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { LineEdge } from './line-edge.tsx';
import { NodeCard } from './node-card.tsx';
import { NoteCard } from './note-card.tsx';
import { KIND_TYPE } from './palette.tsx';
import { StageBands } from './stage-bands.tsx';
import { StartHere } from './start-here.tsx';
import { useDoc, useTools, useView } from './tools.ts';
import { DRAW_ALL, useFlowHandle } from './use-flow-handle.ts';
import { words } from './words.ts';

const nodeTypes = { card: NodeCard, note: NoteCard, ghost: GhostCard };
const adding = ['Shift', 'Meta', 'Control'];
const edgeTypes = { line: LineEdge };

/** The drawn journey. React Flow proposes changes; the document's commands decide. */
export function Canvas({ onContextMenu }: { readonly onContextMenu: (at: Point) => void }) {
  return (
    <ReactFlowProvider>
      <Board onContextMenu={onContextMenu} />
      <KindPicker />
      <ConnectDialog />
    </ReactFlowProvider>
  );
}

function Board({ onContextMenu }: { readonly onContextMenu: (at: Point) => void }) {
  const { editor } = useTools();
  const graph = useDoc((doc) => doc.graph);
  const selection = useDoc((doc) => doc.selection);
  const chosenEdges = useDoc((doc) => doc.edges);
  const sizes = useView((view) => view.sizes);
  const empty = graph.nodes.length === 0 && !graph.notes;
  const overlay = useView((view) => view.overlay);
  const ghosts = useMemo(() => (overlay ? flowGhosts(overlay) : null), [overlay]);
  const nodes = useMemo(() => [...flowNotes(graph, selection), ...flowNodes(graph, selection, sizes), ...(ghosts?.nodes ?? [])], [graph, selection, sizes, ghosts]);
  const edges = useMemo(() => [...(ghosts?.edges ?? []), ...flowEdges(graph, chosenEdges, sizes)], [graph, chosenEdges, sizes, ghosts]);
  const handlers = useGraphHandlers();
  const drop = useDrop();
  useFlowHandle();
  return (
    <div className="canvas" role="region" aria-label={words.canvas.label} {...drop} onFocus={useFocusSelects()}>
      <ReactFlow<BoardNode, Line>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...handlers}
        onPaneContextMenu={(event) => {
          event.preventDefault();
          onContextMenu({ x: event.clientX, y: event.clientY });
        }}
        onNodeContextMenu={(event, node) => {
          event.preventDefault();
          if (!editor.getState().selection.includes(node.id)) editor.getState().select([node.id]);
          onContextMenu({ x: event.clientX, y: event.clientY });
        }}
        minZoom={0.15}
        maxZoom={1.75}
        snapToGrid
        snapGrid={[8, 8]}
        panOnScroll
        zoomOnDoubleClick={false}
        multiSelectionKeyCode={adding}
        deleteKeyCode={null}
        disableKeyboardA11y
        edgesFocusable={false}
        connectionRadius={36}
        onlyRenderVisibleElements={graph.nodes.length > DRAW_ALL}
        proOptions={{ hideAttribution: false }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--dots)" />
        {graph.nodes.length > 20 && <MiniMap ariaLabel={words.canvas.map} pannable zoomable position="bottom-left" className="mini-map" nodeColor="var(--line)" nodeStrokeColor="var(--line-strong)" maskColor="color-mix(in srgb, var(--paper) 70%, transparent)" />}
        <StageBands />
        <FindBar />
        <CanvasControls />
      </ReactFlow>
      {empty && <StartHere />}
    </div>
  );
}

/** Answers React Flow's proposals with commands. One drag is one step of the history. */
function useGraphHandlers() {
  const { editor, view } = useTools();
  return useMemo(() => ({
    onNodesChange(changes: NodeChange<BoardNode>[]) {
      const places = new Map<string, Point>();
      const selected = new Set(editor.getState().selection);
      let sizes: Map<string, { width: number; height: number }> | null = null;
      for (const change of changes) {
        if (change.type === 'position' && change.position) places.set(change.id, change.position);
        else if (change.type === 'select') selected[change.selected ? 'add' : 'delete'](change.id);
        else if (change.type === 'dimensions' && change.dimensions && !isNote(editor.getState().graph, change.id)) (sizes ??= new Map(view.getState().sizes)).set(change.id, change.dimensions);
      }
      if (sizes) view.setState({ sizes });
      if (places.size > 0) editor.getState().change(words.did.move, (graph) => move(graph, places), 'drag');
      if (changes.some((change) => change.type === 'select')) editor.getState().select([...selected], editor.getState().edges);
    },
    onEdgesChange(changes: EdgeChange<Line>[]) {
      const selected = new Set(editor.getState().edges);
      for (const change of changes) if (change.type === 'select') selected[change.selected ? 'add' : 'delete'](change.id);
      if (changes.some((change) => change.type === 'select')) editor.getState().select(editor.getState().selection, [...selected]);
    },
    onNodeDragStop: () => editor.getState().seal(),
    onSelectionDragStop: () => editor.getState().seal(),
    onConnect: (made: Connection) => editor.getState().change(words.did.connect, (graph) => connect(graph, { node: made.source, port: made.sourceHandle ?? '' }, made.target)),
    onReconnect: (old: Line, made: Connection) => editor.getState().change(words.did.connect, (graph) => {
      const cut = disconnect(graph, [old.id]).graph;
      const next = connect(cut, { node: made.source, port: made.sourceHandle ?? '' }, made.target).graph;
      return { graph: next === cut ? graph : next };
    }),
    isValidConnection: (made: Connection | Line) => whyNotConnect(editor.getState().graph, { node: made.source, port: made.sourceHandle ?? '' }, made.target) === null,
    onConnectEnd(_: MouseEvent | TouchEvent, state: FinalConnectionState) {
      // let go over nothing: ask what should stand there
      if (state.isValid || state.toNode || !state.fromNode || state.fromHandle?.type !== 'source') return;
      view.setState({ adding: { at: 'port', node: state.fromNode.id, port: state.fromHandle.id ?? '' } });
    },
  }), [editor, view]);
}

/** A note's size is its own, part of the document. */
const isNote = (graph: Graph, id: string) => noteById(graph, id) !== null;

/** Takes kinds dragged from the palette; over a connection it opens up. */
function useDrop() {
  const tools = useTools();
  const flow = useReactFlow();
  const over = (event: DragEvent) => (event.target as Element).closest<HTMLElement>('.react-flow__edge')?.dataset['id'] ?? (event.target as Element).closest<HTMLElement>('[data-edge]')?.dataset['edge'] ?? null;
  return {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes(KIND_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      const dropEdge = over(event);
      if (dropEdge !== tools.view.getState().dropEdge) tools.view.setState({ dropEdge });
    },
    onDrop(event: DragEvent) {
      const kind = event.dataTransfer.getData(KIND_TYPE);
      if (!kind) return;
      event.preventDefault();
      dropKind(tools, kind, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }), over(event));
      tools.view.setState({ dropEdge: null });
    },
  };
}

/** Coming to a card with the Tab key selects it, so that the inspector follows. */
function useFocusSelects() {
  const { editor } = useTools();
  const byPointer = useRef(false);
  useEffect(() => {
    const down = () => { byPointer.current = true; };
    const key = () => { byPointer.current = false; };
    window.addEventListener('pointerdown', down, true);
    window.addEventListener('keydown', key, true);
    return () => {
      window.removeEventListener('pointerdown', down, true);
      window.removeEventListener('keydown', key, true);
    };
  }, []);
  return useCallback((event: FocusEvent) => {
    const id = (event.target as HTMLElement).matches('.react-flow__node') ? (event.target as HTMLElement).dataset['id'] : undefined;
    if (id !== undefined && !byPointer.current && !editor.getState().selection.includes(id)) editor.getState().select([id]);
  }, [editor]);
}
