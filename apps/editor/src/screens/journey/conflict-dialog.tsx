import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Graph } from '@attune/dsl';
import { useDoc, useTools } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';
import { nodeById, titleOf } from '../../document/kinds.ts';
import { compare, merge, type Clash, type Side } from '../../document/merge.ts';

const w = words.conflict;

/** Two people saved at once: what each did, both at once where they do not overlap, a choice where they do. Nobody loses anything. */
export function ConflictDialog() {
  const { saver } = useTools();
  const state = useStore(saver.state);
  const theirs = state.phase === 'conflict' ? state.theirs?.graph ?? null : null;
  return (
    <Modal opened={state.phase === 'conflict'} onClose={() => {}} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} title={w.title} size="xl">
      {theirs ? <Sides theirs={theirs} /> : <Stack gap="sm" align="flex-start"><Text size="sm">{w.waiting}</Text><Button variant="default" onClick={() => void saver.keepMine()}>{w.mine}</Button></Stack>}
    </Modal>
  );
}

function Sides({ theirs }: { readonly theirs: Graph }) {
  const { saver, tell } = useTools();
  const mine = useDoc((doc) => doc.graph);
  const base = saver.base();
  const [stands, setStands] = useState<Readonly<Record<string, Side>>>({});
  const told = useMemo(() => compare(base, mine, theirs), [base, mine, theirs]);
  const both = () => void saver.takeBoth(merge(base, mine, theirs, (id) => stands[id] ?? 'mine').graph);
  const copy = () => {
    navigator.clipboard?.writeText(JSON.stringify(mine, null, 2)).then(() => tell(w.copied), () => tell(words.tell.noClipboard, 'bad'));
  };
  return (
    <Stack gap="md">
      <Text size="sm">{w.body}</Text>
      <Group grow align="flex-start" gap="md">
        <Told title={w.mineTitle} lines={told.mine} />
        <Told title={w.theirsTitle} lines={told.theirs} />
      </Group>
      {told.clashes.length > 0 && (
        <section aria-label={w.clash}>
          <h3 className="overline">{w.clash}</h3>
          {told.clashes.map((clash) => <ClashRow key={clash.id} clash={clash} title={nameOf(clash.id, [mine, theirs, base])} side={stands[clash.id] ?? 'mine'} onChoose={(side) => setStands({ ...stands, [clash.id]: side })} />)}
        </section>
      )}
      <Group gap="sm" align="flex-start">
        <Stack gap={4} maw={230}><Button data-autofocus onClick={both}>{w.both}</Button><Text size="xs" c="dimmed">{w.bothHelp}</Text></Stack>
        <Stack gap={4} maw={190}><Button variant="default" onClick={() => void saver.keepMine()}>{w.mine}</Button><Text size="xs" c="dimmed">{w.mineHelp}</Text></Stack>
        <Stack gap={4} maw={190}><Button variant="default" onClick={() => saver.takeTheirs()}>{w.theirs}</Button><Text size="xs" c="dimmed">{w.theirsHelp}</Text></Stack>
        <Button variant="subtle" size="compact-sm" ml="auto" onClick={copy}>{w.copy}</Button>
      </Group>
    </Stack>
  );
}

function nameOf(id: string, graphs: readonly Graph[]): string {
  for (const graph of graphs) {
    const node = nodeById(graph, id);
    if (node) return `“${titleOf(node)}”`;
  }
  return id === 'settings' ? w.settings : words.note.title;
}

function Told({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section className="told" aria-label={title}>
      <h3 className="overline">{title}</h3>
      {lines.length === 0 ? <Text size="sm" c="dimmed">{w.nothing}</Text> : <ul>{lines.map((line, i) => <li key={i}>{line}</li>)}</ul>}
    </section>
  );
}

function ClashRow({ clash, title, side, onChoose }: { readonly clash: Clash; readonly title: string; readonly side: Side; onChoose(side: Side): void }) {
  const said = (lines: readonly string[]) => (lines.length === 0 ? w.deleted : lines.join(' '));
  return (
    <div className="clash">
      <div className="clash-text"><Text size="sm" fw={600}>{title}</Text><Text size="xs"><b>{w.mineStands}:</b> {said(clash.mine)}</Text><Text size="xs"><b>{w.theirsStands}:</b> {said(clash.theirs)}</Text></div>
      <SegmentedControl size="xs" aria-label={`${title}: ${w.clash}`} data={[{ value: 'mine', label: w.mineStands }, { value: 'theirs', label: w.theirsStands }]} value={side} onChange={(next) => onChoose(next as Side)} />
    </div>
  );
}
