import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { useTools } from './tools.ts';

const FIT = { maxZoom: 1, padding: 0.12, duration: 200 } as const;

/** Lets actions outside of the canvas move the view. */
export function useFlowHandle(): void {
  const { view } = useTools();
  const flow = useReactFlow();
  useEffect(() => {
    const pane = () => document.querySelector('.canvas')?.getBoundingClientRect() ?? new DOMRect(0, 0, 800, 600);
    view.setState({
      flow: {
        fit: () => void flow.fitView(FIT),
        zoomIn: () => void flow.zoomIn({ duration: 120 }),
        zoomOut: () => void flow.zoomOut({ duration: 120 }),
        centre: () => {
          const box = pane();
          return flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
        },
        reveal(id) {
          const element = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
          const box = pane();
          const card = element?.getBoundingClientRect();
          const seen = card && card.left >= box.left && card.right <= box.right && card.top >= box.top && card.bottom <= box.bottom;
          const node = flow.getNode(id);
          if (node && !seen) void flow.setCenter(node.position.x + (node.measured?.width ?? 248) / 2, node.position.y + (node.measured?.height ?? 112) / 2, { zoom: Math.max(flow.getZoom(), 0.6), duration: 200 });
          // the browser must not scroll the pane: React Flow moves by transform
          element?.focus({ preventScroll: true });
        },
      },
    });
    return () => view.setState({ flow: null });
  }, [flow, view]);
}
