import { Menu, Text } from '@mantine/core';
import { actions } from '../../action/list.ts';
import { shortcutText } from '../../action/keys.ts';
import { useTools } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';
import type { Point } from '../../document/place.ts';

/** The actions that make sense under the pointer. */
export function ContextMenu({ at, onClose }: { readonly at: Point | null; readonly onClose: () => void }) {
  const tools = useTools();
  const shown = actions.filter((action) => action.inMenu && action.enabled(tools));
  return (
    <Menu opened={at !== null} onClose={onClose} position="bottom-start" width={264} offset={2}>
      <Menu.Target><span aria-hidden style={{ position: 'fixed', left: at?.x ?? 0, top: at?.y ?? 0, width: 1, height: 1 }} /></Menu.Target>
      <Menu.Dropdown aria-label={words.action.group}>
        {shown.map((action) => (
          <Menu.Item key={action.id} leftSection={<action.icon size={15} aria-hidden />} rightSection={action.shortcut?.[0] ? <Text size="xs" c="dimmed">{shortcutText(action.shortcut[0])}</Text> : null} onClick={() => { onClose(); action.run(tools); }}>
            {action.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
