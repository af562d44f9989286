import { Plus, StickyNote } from 'lucide-react';
import { useEffect, useMemo, useRef, type FocusEvent, type KeyboardEvent } from 'react';
import { kindOf, nodeById, summaryOf, titleOf } from '../document/kinds.ts';
import { KindTile } from './icons.tsx';
import { KindPicker } from './kind-picker.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { outlineOf, type OutlineLine } from './outline-tree.ts';
import { useDoc, useTools, useView } from './tools.ts';
import { words } from './words.ts';

/** The journey as a list in which everything can be done without seeing or pointing. */
export function Outline() {
  const graph = useDoc((doc) => doc.graph);
  const lines = useMemo(() => outlineOf(graph), [graph]);
  return (
    <div className="outline">
      <h2 style={{ margin: 0, fontSize: 'var(--text-lg)' }}>{words.outline.title}</h2>
      <p className="soft" style={{ marginTop: 4 }}>{words.outline.help}</p>
      <div role="tree" aria-label={words.outline.title} onKeyDown={arrows} {...useKeptPlace(lines)}>
        {lines.map((line, i) => <Line key={`${line.from ?? ''}:${line.port ?? ''}:${i}`} line={line} first={i === 0} />)}
      </div>
      {graph.notes && (
        <>
          <h3 className="overline">{words.note.notes}</h3>
          {graph.notes.map((note) => <NoteRow key={note.id} id={note.id} text={note.text} />)}
        </>
      )}
      <KindPicker />
      <ConnectDialog />
    </div>
  );
}

/** A row that goes away takes the focus with it: the one that comes to its place gets it, so that the keyboard goes on from there. */
function useKeptPlace(lines: readonly OutlineLine[]) {
  const tree = useRef<HTMLDivElement>(null);
  const at = useRef<number | null>(null);
  const rows = () => [...(tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
  useEffect(() => {
    if (at.current !== null && document.activeElement === document.body) rows()[Math.min(at.current, rows().length - 1)]?.focus();
  }, [lines]);
  // whoever comes here by key goes on by key
  useEffect(() => {
    if (document.activeElement === document.body) (rows().find((row) => row.tabIndex === 0) ?? rows()[0])?.focus();
  }, []);
  return {
    ref: tree,
    onFocus: () => { at.current = rows().indexOf(document.activeElement as HTMLElement); },
    // a row that is removed loses the focus without a word, one that is left says where it goes
    onBlur: (event: FocusEvent<HTMLElement>) => { if (event.relatedTarget) at.current = null; },
  };
}

function NoteRow({ id, text }: { readonly id: string; readonly text: string }) {
  const { editor } = useTools();
  const selected = useDoc((doc) => doc.selection.includes(id));
  return <button type="button" className="outline-row" aria-current={selected || undefined} onClick={() => editor.getState().select([id])}><StickyNote size={16} aria-hidden /><span>{text || <span className="soft">{words.note.title}</span>}</span></button>;
}

function Line({ line, first }: { readonly line: OutlineLine; readonly first: boolean }) {
  const tools = useTools();
  const node = useDoc((doc) => (line.is === 'end' ? null : nodeById(doc.graph, line.node)));
  const selected = useDoc((doc) => line.is === 'step' && doc.selection.includes(line.node));
  const nothing = useDoc((doc) => doc.selection.length === 0);
  const problem = useView((view) => (line.is === 'step' ? view.problems.get(line.node)?.first : undefined));
  const indent = { marginLeft: line.depth * 26 };
  const label = line.portLabel ? <span className="soft">{line.portLabel}: </span> : null;
  if (line.is === 'end' || !node) {
    return (
      <div role="treeitem" aria-level={line.depth + 1} aria-selected={false} style={indent} className="outline-row" tabIndex={-1} onClick={() => line.from && tools.view.setState({ adding: { at: 'port', node: line.from, port: line.port ?? '' } })} onKeyDown={(event) => {
        if (event.key === 'Enter' && line.from) tools.view.setState({ adding: { at: 'port', node: line.from, port: line.port ?? '' } });
      }}>
        <Plus size={16} aria-label={words.outline.add} />
        <span>{label}<span className="soft">{words.outline.ends}</span></span>
      </div>
    );
  }
  const kind = kindOf(node.kind);
  const choose = () => tools.editor.getState().select([node.id]);
  return (
    <div role="treeitem" aria-level={line.depth + 1} aria-selected={selected} style={indent} className="outline-row" data-node={node.id} tabIndex={selected || (first && nothing) ? 0 : -1} onClick={choose} onFocus={line.is === 'step' ? choose : undefined}>
      <KindTile name={kind?.icon ?? ''} category={kind?.category ?? 'flow'} size={26} />
      {line.is === 'see' ? <span>{label}{words.outline.see(titleOf(node))}</span> : (
        <span>{label}<strong style={{ fontWeight: 600 }}>{titleOf(node)}</strong> <small>{summaryOf(node).map((part) => part.text).join(' ')}</small>{problem && <small style={{ color: 'var(--bad-ink)' }}> {problem}</small>}</span>
      )}
    </div>
  );
}

function arrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
