import { Button, Tooltip } from '@mantine/core';
import { Check, CloudOff, LoaderCircle, PencilLine } from 'lucide-react';
import { useStore } from 'zustand';
import { useTools } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';

const w = words.header;
const looks = {
  saved: { icon: Check, text: w.saved },
  dirty: { icon: PencilLine, text: w.dirty },
  saving: { icon: LoaderCircle, text: w.saving },
  failed: { icon: CloudOff, text: w.failed },
  conflict: { icon: CloudOff, text: w.failed },
} as const;

/** Whether all is saved. What could not be saved says why, and that nothing is lost. */
export function SaveMark({ changed }: { readonly changed: boolean }) {
  const { saver } = useTools();
  const state = useStore(saver.state);
  const look = looks[state.phase];
  const bad = state.phase === 'failed' || state.phase === 'conflict';
  return (
    <span className="save-mark" data-bad={bad || undefined}>
      <Tooltip label={state.phase === 'failed' ? `${state.why} ${w.failedHelp}` : ''} disabled={!bad}>
        <span role="status" className="save-state"><look.icon size={14} aria-hidden />{look.text}{state.phase === 'saved' && changed ? `. ${w.changed}` : ''}</span>
      </Tooltip>
      {state.phase === 'failed' && <Button size="compact-xs" variant="light" onClick={() => void saver.flush()}>{w.retry}</Button>}
    </span>
  );
}
