import { ActionIcon, Tooltip } from '@mantine/core';
import { Panel } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useView } from './tools.ts';
import { words } from './words.ts';

export function CanvasControls() {
  const flow = useView((view) => view.flow);
  const buttons = [
    { label: words.canvas.zoomOut, icon: Minus, run: () => flow?.zoomOut() },
    { label: words.canvas.zoomIn, icon: Plus, run: () => flow?.zoomIn() },
    { label: words.canvas.fit, icon: Maximize, run: () => flow?.fit() },
  ];
  return (
    <Panel position="bottom-right" className="zoom">
      {buttons.map((button) => (
        <Tooltip key={button.label} label={button.label}>
          <ActionIcon variant="subtle" aria-label={button.label} onClick={button.run}><button.icon size={16} aria-hidden /></ActionIcon>
        </Tooltip>
      ))}
    </Panel>
  );
}
