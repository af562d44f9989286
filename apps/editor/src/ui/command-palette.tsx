import { Kbd } from '@mantine/core';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { Route, Search } from 'lucide-react';
import { useJourneys } from '../api/queries.ts';
import { useOfferedCommands, type PaletteCommand } from './commands.ts';
import { screens } from './screens.tsx';
import { words } from './words.ts';

const asAction = (command: PaletteCommand): SpotlightActionData => ({
  id: command.id,
  label: command.label,
  onClick: command.run,
  ...(command.description ? { description: command.description } : {}),
  ...(command.icon ? { leftSection: command.icon } : {}),
  ...(command.shortcut ? { rightSection: <Kbd>{command.shortcut}</Kbd> } : {}),
});

/** Ctrl or Cmd with K: screens, journeys, and what the screen in view can do. */
export function CommandPalette() {
  const navigate = useNavigate();
  const offered = useOfferedCommands();
  const journeys = useJourneys();
  const groups: SpotlightActionGroupData[] = [
    ...offered.map(({ group, commands }) => ({ group, actions: commands.map(asAction) })),
    {
      group: words.shell.go,
      actions: screens.map((screen) => ({ id: `go-${screen.to}`, label: screen.label, leftSection: <screen.icon size={18} aria-hidden />, onClick: () => void navigate({ to: screen.to }) })),
    },
    {
      group: words.nav.journeys,
      actions: (journeys.data ?? []).map((journey) => ({
        id: `journey-${journey.key}`,
        label: journey.name,
        leftSection: <Route size={18} aria-hidden />,
        onClick: () => void navigate({ to: '/journeys/$key', params: { key: journey.key } }),
      })),
    },
  ];
  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)}
      nothingFound={words.shell.nothingFound}
      shortcut="mod + K"
      attributes={{ content: { 'aria-label': words.shell.commands } }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 2 }}
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{ leftSection: <Search size={18} aria-hidden />, placeholder: words.shell.commandsHint, 'aria-label': words.shell.commandsHint }}
    />
  );
}
