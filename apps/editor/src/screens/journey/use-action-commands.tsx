import { useEffect, useReducer, useMemo } from 'react';
import { actions } from '../../action/list.ts';
import { shortcutText } from '../../action/keys.ts';
import { useDoc, useTools } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';
import { useCommands } from '../../ui/commands.ts';

/** Offers the canvas's actions in the command palette, with their keys; those that cannot be done now are left out. */
export function useActionCommands(): void {
  const tools = useTools();
  const selection = useDoc((doc) => doc.selection);
  const history = useDoc((doc) => doc.history);
  const [drawn, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => tools.view.subscribe((now, before) => { if (now.flow !== before.flow) redraw(); }), [tools]);
  const commands = useMemo(() => actions.filter((action) => action.enabled(tools)).map((action) => ({
    id: `canvas-${action.id}`,
    label: action.label,
    icon: <action.icon size={18} aria-hidden />,
    ...(action.shortcut?.[0] ? { shortcut: shortcutText(action.shortcut[0]) } : {}),
    run: () => action.run(tools),
  // what is enabled depends on these, which the stores tell of
  })), [tools, selection, history, drawn]);
  useCommands(words.action.group, commands);
}
