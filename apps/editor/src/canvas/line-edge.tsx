import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { portCount } from './counts.ts';
import { drawLine } from './edge-path.ts';
import type { LineEdge as Line } from './flow.ts';
import { useTools, useView } from './tools.ts';
import { words } from './words.ts';

/** A connection: how many went this way, and a button that puts a step into it. */
export const LineEdge = memo(function LineEdge({ id, source, sourceX, sourceY, targetX, targetY, selected, data }: EdgeProps<Line>) {
  const tools = useTools();
  const { path, at } = drawLine({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data?.bypass ?? null);
  const count = useView((view) => portCount(view.stats, source, data?.port ?? ''));
  const lit = useView((view) => view.lit?.edges.has(id) ?? false);
  const dimmed = useView((view) => view.lit !== null && !view.lit.edges.has(id));
  const open = useView((view) => view.dropEdge === id || (view.adding?.at === 'edge' && view.adding.edge === id));
  const fresh = useView((view) => view.overlay?.newEdges.has(id) ?? false);
  if (data?.gone) return <g className="line" data-gone><BaseEdge id={id} path={path} interactionWidth={0} className="line-path" /></g>;
  return (
    <g className="line" data-fresh={fresh || undefined} data-selected={selected || undefined} data-lit={lit || undefined} data-dimmed={dimmed || undefined} data-open={open || undefined}>
      <BaseEdge id={id} path={path} interactionWidth={28} className="line-path" />
      <EdgeLabelRenderer>
        <div className="line-tools nodrag nopan" data-edge={id} data-open={open || undefined} data-selected={selected || undefined} style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}>
          <button type="button" className="line-add" aria-label={count ? `${count}: ${words.card.insert}` : words.card.insert} title={words.card.insert} onClick={() => tools.view.setState({ adding: { at: 'edge', edge: id } })}>
            {count && <span className="line-count">{count}</span>}
            <Plus size={14} aria-hidden />
          </button>
        </div>
      </EdgeLabelRenderer>
    </g>
  );
});
