import { Button, Text, Textarea } from '@mantine/core';
import { StickyNote, Trash2 } from 'lucide-react';
import type { CanvasNote } from '@attune/dsl';
import { useTools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { deleteNodes } from '../document/commands.ts';
import { updateNote } from '../document/notes.ts';

/** A note on the canvas, written from the keyboard. */
export function NoteForm({ note }: { readonly note: CanvasNote }) {
  const { editor } = useTools();
  return (
    <div className="fields">
      <div>
        <h2 className="inspector-title"><StickyNote size={16} aria-hidden /> {words.note.title}</h2>
        <Text size="sm" c="dimmed">{words.note.help}</Text>
      </div>
      <Textarea label={words.note.text} autosize minRows={4} maxRows={18} maxLength={4000} value={note.text} onBlur={() => editor.getState().seal()} onChange={(e) => { const text = e.currentTarget.value; editor.getState().change(words.did.note, (graph) => updateNote(graph, note.id, { text }), `note:${note.id}`); }} />
      <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => editor.getState().change(words.did.delete(1), (graph) => deleteNodes(graph, [note.id]))}>{words.note.remove}</Button>
    </div>
  );
}
