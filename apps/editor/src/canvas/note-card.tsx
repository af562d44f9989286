import { NodeResizer, type NodeProps } from '@xyflow/react';
import { StickyNote } from 'lucide-react';
import { memo, useState } from 'react';
import { updateNote } from '../document/notes.ts';
import type { NoteNode } from './flow.ts';
import { useTools, useView } from './tools.ts';
import { words } from './words.ts';

/** A note that lies on the canvas: written in place, or in the inspector. */
export const NoteCard = memo(function NoteCard({ id, data: { note }, selected }: NodeProps<NoteNode>) {
  const { editor } = useTools();
  const found = useView((view) => view.found?.ids.includes(id) ?? false);
  const [writing, setWriting] = useState(false);
  const state = () => editor.getState();
  return (
    <div className="note-card" data-selected={selected || undefined} data-found={found || undefined} onDoubleClick={() => setWriting(true)}>
      <NodeResizer isVisible={selected} minWidth={120} minHeight={72} maxWidth={800} maxHeight={800} onResize={(_, { x, y, width, height }) => state().change(words.did.note, (graph) => updateNote(graph, id, { position: { x: Math.round(x), y: Math.round(y) }, size: { width: Math.round(width), height: Math.round(height) } }), 'resize')} onResizeEnd={() => state().seal()} />
      {writing ? (
        <textarea
          className="note-text nodrag nowheel"
          aria-label={words.note.text}
          autoFocus
          maxLength={4000}
          value={note.text}
          onChange={(e) => { const text = e.currentTarget.value; state().change(words.did.note, (graph) => updateNote(graph, id, { text }), `note:${id}`); }}
          onKeyDown={(e) => { if (e.key === 'Escape') { setWriting(false); e.stopPropagation(); } }}
          onBlur={() => { setWriting(false); state().seal(); }}
        />
      ) : <p className="note-text">{note.text || <span className="soft"><StickyNote size={13} aria-hidden /> {words.note.empty}</span>}</p>}
    </div>
  );
});
