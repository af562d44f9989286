import { notifications } from '@mantine/notifications';
import { words } from '../../ui/words.ts';

/** Tells of something that could not be done, for a short while. */
export function tellWarning(message: string): void {
  notifications.show({ message, color: 'bad', withBorder: true, closeButtonProps: { 'aria-label': words.shell.closeNotice } });
}
