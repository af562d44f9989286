import { notifications } from '@mantine/notifications';
import { asProblem } from '../api/problem.ts';
import { words } from './words.ts';

const closeButtonProps = { 'aria-label': words.shell.closeNotice };

/** Tells of something that went well. */
export function tell(message: string): void {
  notifications.show({ message, color: 'green', withBorder: true, closeButtonProps });
}

/** Tells of something that did not go well; stays until it is closed. */
export function tellProblem(error: unknown): void {
  const problem = asProblem(error);
  const first = problem.errors[0]?.detail ?? problem.issues[0]?.message ?? null;
  notifications.show({ title: problem.title, message: problem.detail ?? first ?? '', color: 'bad', autoClose: false, withBorder: true, closeButtonProps });
}
