import { Modal } from '@mantine/core';
import { shortcutText } from '../../action/keys.ts';
import { actions } from '../../action/list.ts';
import { useTools, useView } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';

const w = words.shortcuts;

/** All keys, made from the list of actions: a key that works is a key that is told. */
export function ShortcutsSheet() {
  const { view } = useTools();
  const open = useView((state) => state.shortcuts);
  const keyed = actions.flatMap((action) => (action.shortcut ? [[action.shortcut.filter((key) => key !== 'shift+!').map(shortcutText), action.label] as const] : []));
  return (
    <Modal opened={open} onClose={() => view.setState({ shortcuts: false })} title={w.title} size="xl" closeButtonProps={{ 'aria-label': w.close }}>
      <p className="soft shortcuts-help">{w.help}</p>
      <div className="shortcuts">
        <section aria-label={w.actions}>
          <h3 className="overline">{w.actions}</h3>
          <dl>{keyed.map(([keys, label]) => <Line key={label} keys={keys} label={label} />)}</dl>
        </section>
        <section aria-label={w.canvas}>
          <h3 className="overline">{w.canvas}</h3>
          <dl>{[...w.walk, ...w.mouse].map(([key, label]) => <Line key={key} keys={[key]} label={label} />)}</dl>
        </section>
      </div>
    </Modal>
  );
}

function Line({ keys, label }: { readonly keys: readonly string[]; readonly label: string }) {
  return <div><dt>{label}</dt><dd>{keys.map((key) => <kbd key={key} className="key">{key}</kbd>)}</dd></div>;
}
