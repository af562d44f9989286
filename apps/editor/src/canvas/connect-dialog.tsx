import { Modal, Select, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { connect, disconnect, edgeFrom, edgeId, openPort, whyNotConnect } from '../document/commands.ts';
import { kindOf, nodeById, portsOf, summaryOf, titleOf } from '../document/kinds.ts';
import { KindTile } from './icons.tsx';
import { walk } from './palette.tsx';
import { useDoc, useTools, useView } from './tools.ts';
import { words } from './words.ts';

/** Connects without a mouse: choose the way out, then the step it leads to. */
export function ConnectDialog() {
  const tools = useTools();
  const id = useView((view) => view.connecting);
  const node = useDoc((doc) => (id === null ? null : nodeById(doc.graph, id)));
  const close = () => {
    tools.view.setState({ connecting: null });
    if (id !== null) tools.view.getState().flow?.reveal(id);
  };
  return (
    <Modal opened={node !== null} onClose={close} title={node ? words.connect.title(`“${titleOf(node)}”`) : ''} transitionProps={{ duration: 120 }}>
      {node && <Targets key={node.id} id={node.id} onDone={close} />}
    </Modal>
  );
}

function Targets({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const { editor } = useTools();
  const graph = useDoc((doc) => doc.graph);
  const node = nodeById(graph, id);
  const ports = node ? portsOf(node) : [];
  const [port, setPort] = useState((node ? openPort(graph, node) ?? ports[0] : undefined)?.id ?? null);
  const [search, setSearch] = useState('');
  const current = port === null ? null : edgeFrom(graph, id, port);
  const targets = port === null ? [] : graph.nodes.filter((n) => whyNotConnect(graph, { node: id, port }, n.id) === null && titleOf(n).toLowerCase().includes(search.toLowerCase()));
  return (
    <div onKeyDown={walk}>
      {ports.length > 1 && <Select label={words.connect.port} data={ports.map((p) => ({ value: p.id, label: p.label || words.card.then }))} value={port} onChange={setPort} allowDeselect={false} mb="sm" />}
      <TextInput data-autofocus label={words.connect.to} placeholder={words.connect.search} leftSection={<Search size={14} aria-hidden />} value={search} onChange={(e) => setSearch(e.currentTarget.value)} mb="xs" />
      {targets.length === 0 && <p className="soft">{words.connect.none}</p>}
      {targets.map((target) => {
        const kind = kindOf(target.kind);
        return (
          <button
            key={target.id}
            type="button"
            className="picker-kind"
            aria-current={current?.to === target.id || undefined}
            onClick={() => {
              if (port !== null) editor.getState().change(words.did.connect, (g) => connect(g, { node: id, port }, target.id));
              onDone();
            }}
          >
            <KindTile name={kind?.icon ?? ''} category={kind?.category ?? 'flow'} />
            <span><strong>{titleOf(target)}{current?.to === target.id ? ` (${words.connect.current})` : ''}</strong><small>{summaryOf(target).map((part) => part.text).join(' ')}</small></span>
          </button>
        );
      })}
      {current && port !== null && (
        <button type="button" className="picker-kind" onClick={() => { editor.getState().change(words.did.disconnect, (g) => disconnect(g, [edgeId({ node: id, port }), current.id])); onDone(); }}>
          <span><strong>{words.connect.cut}</strong></span>
        </button>
      )}
    </div>
  );
}
