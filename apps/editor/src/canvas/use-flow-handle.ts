import { useNodesInitialized, useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useTools } from './tools.ts';

/** Up to this many nodes are all drawn; of more, only those in view. */
export const DRAW_ALL = 250;

const FIT = { maxZoom: 1, padding: 0.12, duration: 200 } as const;

/** Lets actions outside of the canvas move the view. */
export function useFlowHandle(): void {
  const { view } = useTools();
  const flow = useReactFlow();
  useFirstView(flow);
  useEffect(() => {
    const pane = () => document.querySelector('.canvas')?.getBoundingClientRect() ?? new DOMRect(0, 0, 800, 600);
    const elementOf = (id: string) => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    const show = (id: string) => {
      const box = pane();
      const card = elementOf(id)?.getBoundingClientRect();
      const seen = card && card.left >= box.left && card.right <= box.right && card.top >= box.top && card.bottom <= box.bottom;
      const node = flow.getNode(id);
      if (node && !seen) void flow.setCenter(node.position.x + (node.measured?.width ?? 248) / 2, node.position.y + (node.measured?.height ?? 112) / 2, { zoom: Math.max(flow.getZoom(), 0.6), duration: 200 });
    };
    view.setState({
      flow: {
        fit: () => void flow.fitView(FIT),
        zoomIn: () => void flow.zoomIn({ duration: 120 }),
        zoomOut: () => void flow.zoomOut({ duration: 120 }),
        centre: () => {
          const box = pane();
          return flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
        },
        show,
        reveal(id) {
          whenDrawn(() => elementOf(id), (card) => {
            show(id);
            // the browser must not scroll the pane: React Flow moves by transform
            card.focus({ preventScroll: true });
          });
        },
      },
    });
    return () => view.setState({ flow: null });
  }, [flow, view]);
}

const MOST_FRAMES = 40;

/** A new card is there after a frame or two, and hidden, which no focus can be given to, until it has been measured. */
function whenDrawn(find: () => HTMLElement | null, then: (card: HTMLElement) => void, frames = 0): void {
  const card = find();
  if (card && getComputedStyle(card).visibility !== 'hidden') then(card);
  else if (frames < MOST_FRAMES) requestAnimationFrame(() => whenDrawn(find, then, frames + 1));
}

/** Small enough to see more than a step or two, large enough to read. */
const LEAST_ZOOM = 0.85;

/** The view a journey opens with: all of it where that can be read, else its beginning, large enough to read. */
function useFirstView(flow: ReturnType<typeof useReactFlow>): void {
  const measured = useNodesInitialized();
  const many = useStore((state) => state.nodes.length > DRAW_ALL);
  // of a large journey only what is seen is drawn, so most cards are never measured
  const drawn = measured || many;
  const done = useRef(false);
  useEffect(() => {
    if (!drawn || done.current) return;
    done.current = true;
    const box = document.querySelector('.canvas')?.getBoundingClientRect();
    const bounds = flow.getNodesBounds(flow.getNodes());
    if (!box || bounds.width === 0) return;
    const fits = Math.min(1, (box.width - 64) / bounds.width, (box.height - 72) / bounds.height);
    if (fits >= LEAST_ZOOM) {
      void flow.fitView({ maxZoom: 1, padding: 0.08 });
      return;
    }
    const zoom = Math.max(LEAST_ZOOM, Math.min(1, (box.width - 64) / bounds.width));
    const first = flow.getNodes().reduce((top, node) => (node.position.y < top.position.y ? node : top));
    const wide = bounds.width * zoom > box.width - 64;
    const middle = wide ? first.position.x + (first.measured?.width ?? 248) / 2 : bounds.x + bounds.width / 2;
    void flow.setViewport({ x: box.width / 2 - middle * zoom, y: 36 - bounds.y * zoom, zoom });
  }, [drawn, flow]);
}
