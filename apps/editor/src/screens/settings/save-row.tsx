import { Button, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { words } from '../../ui/words.ts';
import classes from './settings.module.css';

interface Props {
  readonly save: Pick<UseMutationResult<unknown, Error, never>, 'isPending' | 'error'>;
  readonly dirty: boolean;
  readonly onSave: () => void;
}

/** The foot of a form: what went wrong, the button, and whether something is still to be saved. */
export function SaveRow({ save, dirty, onSave }: Props) {
  useUnsavedGuard(dirty);
  return (
    <>
      {save.error && <ProblemPanel error={save.error} />}
      <div className={classes.foot}>
        <Button loading={save.isPending} disabled={!dirty} onClick={onSave}>{words.settings.save}</Button>
        <Text size="sm" c="dimmed" aria-live="polite">{dirty ? words.settings.changed : ''}</Text>
      </div>
    </>
  );
}
