import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Minus } from 'lucide-react';
import { memo } from 'react';
import { kindOf, portsOf, summaryOf, titleOf } from '../document/kinds.ts';
import type { GhostNode } from './flow.ts';
import { KindTile } from './icons.tsx';
import { words } from './words.ts';

/** A step that an older version had: where it was, and what it did. */
export const GhostCard = memo(function GhostCard({ data: { node } }: NodeProps<GhostNode>) {
  const kind = kindOf(node.kind);
  return (
    <div className="node-card" data-gone>
      <Handle type="target" id="in" position={Position.Top} className="card-in" isConnectable={false} />
      <div className="card-top">
        <KindTile name={kind?.icon ?? ''} category={kind?.category ?? 'flow'} />
        <span className="card-title">{titleOf(node)}</span>
        <span className="card-mark" data-tone="bad"><Minus size={12} aria-hidden />{words.versions.gone}</span>
      </div>
      <p className="card-sentence">{summaryOf(node).map((part) => part.text).join(' ')}</p>
      {portsOf(node).map((port) => <Handle key={port.id} type="source" id={port.id} position={Position.Bottom} className="card-out" isConnectable={false} />)}
    </div>
  );
});
