import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { stageBands } from '../document/stages.ts';
import { useDoc, useTools, useView } from './tools.ts';
import { words } from './words.ts';

/** The ground under the cards of each stage, with its name. The name chooses all of its steps: they move, or get another name, together. */
export function StageBands() {
  const { editor } = useTools();
  const graph = useDoc((doc) => doc.graph);
  const sizes = useView((view) => view.sizes);
  const bands = useMemo(() => stageBands(graph, sizes), [graph, sizes]);
  if (bands.length === 0) return null;
  return (
    <ViewportPortal>
      <div className="stages">
        {bands.map((band, i) => (
          <div key={band.name} className="stage" data-even={i % 2 === 0 || undefined} style={{ transform: `translate(${band.x}px, ${band.y}px)`, width: band.width, height: band.height }}>
            <button type="button" className="stage-name nodrag nopan" title={words.stage.choose(band.nodes.length)} onClick={() => editor.getState().select(band.nodes)}>{band.name}</button>
          </div>
        ))}
      </div>
    </ViewportPortal>
  );
}
