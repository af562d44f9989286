import { Modal, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { addKind } from './add.ts';
import { KindTile } from './icons.tsx';
import { bestKind, fitsTarget, kindGroups } from './kind-list.ts';
import { walk } from './palette.tsx';
import { useTools, useView } from './tools.ts';
import type { AddTarget } from './view-store.ts';
import { words } from './words.ts';

/** Asks what to add, after a "+" on a connection or on an open way out. */
export function KindPicker() {
  const tools = useTools();
  const target = useView((view) => view.adding);
  const close = () => tools.view.setState({ adding: null });
  return (
    <Modal opened={target !== null} onClose={close} title={words.picker.title} size="lg" transitionProps={{ duration: 120 }}>
      {target && <Choices key={JSON.stringify(target)} target={target} />}
    </Modal>
  );
}

function Choices({ target }: { readonly target: AddTarget }) {
  const tools = useTools();
  const [search, setSearch] = useState('');
  const groups = kindGroups(search, fitsTarget(target));
  const first = bestKind(groups, search);
  return (
    <div onKeyDown={walk}>
      <TextInput
        data-autofocus
        aria-label={words.palette.search}
        placeholder={words.palette.search}
        leftSection={<Search size={14} aria-hidden />}
        value={search}
        onChange={(e) => setSearch(e.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first) addKind(tools, first.kind, target);
        }}
      />
      {groups.length === 0 && <p className="soft">{words.palette.none}</p>}
      <div className="picker-groups">
        {groups.map((group) => (
          <section key={group.category} aria-label={group.title}>
            <h3 className="overline">{group.title}</h3>
            {group.kinds.map((kind) => (
              <button key={kind.kind} type="button" className="picker-kind" onClick={() => addKind(tools, kind.kind, target)}>
                <KindTile name={kind.icon} category={kind.category} />
                <span><strong>{kind.title}</strong><small>{kind.help}</small></span>
              </button>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
