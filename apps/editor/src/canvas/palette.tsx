import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { NodeKind } from '@attune/dsl';
import { addKind } from './add.ts';
import { KindTile } from './icons.tsx';
import { bestKind, kindGroups } from './kind-list.ts';
import { useTools } from './tools.ts';
import { words } from './words.ts';

/** The type under which a dragged kind travels. */
export const KIND_TYPE = 'application/x-attune-kind';

/** All kinds of the registry, to drag, click or search for. */
export function Palette() {
  const tools = useTools();
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = kindGroups(search);
  const add = (kind: NodeKind) => addKind(tools, kind.kind, { at: 'near' });
  const onKeyDown = (event: KeyboardEvent) => {
    const first = bestKind(groups, search);
    if (event.key === 'Enter' && search && first) {
      add(first);
      setSearch('');
    } else if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
    else if (event.key === 'Escape') setSearch('');
    else return;
    event.preventDefault();
  };
  return (
    <aside className="palette" aria-label={words.palette.label}>
      <TextInput id="palette-search" aria-label={words.palette.search} placeholder={words.palette.search} leftSection={<Search size={14} aria-hidden />} rightSection={<kbd className="key">/</kbd>} value={search} onChange={(e) => setSearch(e.currentTarget.value)} onKeyDown={onKeyDown} />
      <div className="palette-list" ref={list} onKeyDown={walk}>
        {groups.length === 0 && <p className="soft">{words.palette.none}</p>}
        {groups.map((group) => (
          <section key={group.category} aria-label={group.title}>
            <h2 className="overline">{group.title}</h2>
            {group.kinds.map((kind) => (
              <button
                key={kind.kind}
                type="button"
                className="palette-kind"
                title={kind.help}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.setData(KIND_TYPE, kind.kind);
                  event.dataTransfer.effectAllowed = 'copy';
                }}
                onDragEnd={() => tools.view.setState({ dropEdge: null })}
                onClick={() => add(kind)}
              >
                <KindTile name={kind.icon} category={kind.category} />
                <span>{kind.title}</span>
              </button>
            ))}
          </section>
        ))}
      </div>
    </aside>
  );
}

/** Arrows go through a list of buttons. */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLElement) + step];
  if (next) next.focus();
  event.preventDefault();
}
