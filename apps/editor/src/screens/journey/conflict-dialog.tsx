import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useStore } from 'zustand';
import { useTools } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';

const w = words.conflict;

/** Two people saved at once: both choices, and neither loses anything. */
export function ConflictDialog() {
  const { saver, editor, tell } = useTools();
  const state = useStore(saver.state);
  const copy = () => {
    navigator.clipboard?.writeText(JSON.stringify(editor.getState().graph, null, 2)).then(() => tell(w.copied), () => tell(words.tell.noClipboard, 'bad'));
  };
  return (
    <Modal opened={state.phase === 'conflict'} onClose={() => {}} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} title={w.title}>
      <Stack gap="md">
        <Text size="sm">{w.body}</Text>
        <Group grow align="stretch">
          <Stack gap={4}><Button onClick={() => void saver.keepMine()}>{w.mine}</Button><Text size="xs" c="dimmed">{w.mineHelp}</Text></Stack>
          <Stack gap={4}><Button variant="default" disabled={state.phase !== 'conflict' || state.theirs === null} onClick={() => saver.takeTheirs()}>{w.theirs}</Button><Text size="xs" c="dimmed">{w.theirsHelp}</Text></Stack>
        </Group>
        <Button variant="subtle" size="compact-sm" onClick={copy}>{w.copy}</Button>
      </Stack>
    </Modal>
  );
}
