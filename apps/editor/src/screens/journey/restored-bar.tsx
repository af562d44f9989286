import { Button } from '@mantine/core';
import { History } from 'lucide-react';
import { useTools, useView } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';

/** Changes that were not saved last time have come back: the choice to do without them stays until it is made. */
export function RestoredBar() {
  const { editor, view } = useTools();
  const shown = useView((state) => state.restored);
  if (!shown) return null;
  const keep = () => view.setState({ restored: false });
  return (
    <div className="restored" role="status">
      <History size={15} aria-hidden />
      <span>{words.restored.text}</span>
      <Button size="compact-sm" variant="light" onClick={keep}>{words.restored.keep}</Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => { editor.getState().undo(); keep(); }}>{words.restored.discard}</Button>
    </div>
  );
}
