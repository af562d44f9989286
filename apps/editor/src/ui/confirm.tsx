import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { words } from './words.ts';

/** Asks before something that cannot be taken back, or that reaches customers. */
export function confirm({ title, body, yes, danger = false, run }: { title: string; body: string; yes: string; danger?: boolean; run: () => void }): void {
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{body}</Text>,
    labels: { confirm: yes, cancel: words.common.cancel },
    confirmProps: danger ? { color: 'bad' } : {},
    closeButtonProps: { 'aria-label': words.common.close },
    onConfirm: run,
  });
}
