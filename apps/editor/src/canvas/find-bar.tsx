import { ActionIcon, TextInput } from '@mantine/core';
import { Panel } from '@xyflow/react';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { findOnCanvas } from '../document/find.ts';
import { useMeaning, useTools, useView } from './tools.ts';
import { words } from './words.ts';

const w = words.find;

/** Looks for words on the canvas, and goes from card to card that has them. */
export function FindBar() {
  return useView((view) => view.found !== null) ? <Bar /> : null;
}

function Bar() {
  const { view, editor } = useTools();
  const graph = useMeaning();
  const text = useView((state) => state.found?.text ?? '');
  const ids = useView((state) => state.found?.ids);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const count = ids?.length ?? 0;
  // what is found follows the document: a card that is renamed while searching comes or goes
  useEffect(() => view.setState({ found: { text, ids: findOnCanvas(graph, text) } }), [graph, text, view]);
  useEffect(() => input.current?.select(), []);
  const go = (to: number) => {
    if (!ids || ids.length === 0) return;
    const next = (to + ids.length) % ids.length;
    setAt(next);
    editor.getState().select([ids[next]!]);
    view.getState().flow?.show(ids[next]!);
  };
  const close = () => {
    view.setState({ found: null });
    const last = ids?.[at];
    if (last !== undefined && editor.getState().selection.includes(last)) view.getState().flow?.reveal(last);
  };
  return (
    <Panel position="top-right" className="find" role="search" aria-label={w.label}>
      <TextInput
        ref={input}
        autoFocus
        size="xs"
        w={200}
        aria-label={w.label}
        placeholder={w.placeholder}
        leftSection={<Search size={14} aria-hidden />}
        value={text}
        onChange={(e) => {
          const next = e.currentTarget.value;
          const found = findOnCanvas(graph, next);
          view.setState({ found: { text: next, ids: found } });
          setAt(0);
          if (found[0] !== undefined) view.getState().flow?.show(found[0]);
        }}
        onKeyDown={(e) => {
          if (e.key === 'Enter') go(editor.getState().selection[0] === ids?.[at] ? at + (e.shiftKey ? -1 : 1) : at);
          else if (e.key === 'Escape') close();
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      />
      <span className="find-count" role="status">{text.trim() === '' ? '' : count === 0 ? w.none : w.of(at + 1, count)}</span>
      <ActionIcon variant="subtle" aria-label={w.before} disabled={count === 0} onClick={() => go(at - 1)}><ChevronUp size={16} aria-hidden /></ActionIcon>
      <ActionIcon variant="subtle" aria-label={w.next} disabled={count === 0} onClick={() => go(at + 1)}><ChevronDown size={16} aria-hidden /></ActionIcon>
      <ActionIcon variant="subtle" aria-label={w.close} onClick={close}><X size={16} aria-hidden /></ActionIcon>
    </Panel>
  );
}
