import type { JourneySummary } from '@attune/runtime/shapes';
import { ActionIcon, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Archive, Copy, Download, EllipsisVertical, Pause, Play, Trash2 } from 'lucide-react';
import { api } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { confirm } from '../../ui/confirm.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { tell, tellProblem } from '../../ui/notify.ts';
import { words } from '../../ui/words.ts';

type Deed = 'duplicate' | 'pause' | 'resume' | 'archive' | 'delete';
const w = words.journeys;

/** What can be done with a journey from the list. */
export function JourneyMenu({ journey: { key, name, status, version } }: { journey: JourneySummary }) {
  const client = useQueryClient();
  const deed = useMutation({
    mutationFn: (what: Deed): Promise<unknown> => (what === 'delete' ? api.journeys.remove(key) : api.journeys[what](key)),
    onSuccess: (_, what) => tell(`${name}: ${w.done[what]}`),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.journeys }),
  });
  const download = async (): Promise<void> => {
    try {
      saveFile(`${key}.json`, JSON.stringify(await api.journeys.export(key, 'bundle'), null, 2));
    } catch (error) {
      tellProblem(error);
    }
  };
  const ask = (what: Deed, title: string, body: string, yes: string, danger = false) => confirm({ title, body, yes, danger, run: () => deed.mutate(what) });
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={w.actionsOf(name)} loading={deed.isPending}><EllipsisVertical size={18} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {status === 'live' && <Menu.Item leftSection={<Pause size={16} aria-hidden />} onClick={() => ask('pause', w.pauseTitle, w.pauseBody, w.pause)}>{w.pause}</Menu.Item>}
        {status === 'paused' && <Menu.Item leftSection={<Play size={16} aria-hidden />} onClick={() => deed.mutate('resume')}>{w.resume}</Menu.Item>}
        <Menu.Item leftSection={<Copy size={16} aria-hidden />} onClick={() => deed.mutate('duplicate')}>{w.duplicate}</Menu.Item>
        <Menu.Item leftSection={<Download size={16} aria-hidden />} onClick={() => void download()}>{w.export}</Menu.Item>
        {status !== 'archived' && version !== null && <Menu.Item leftSection={<Archive size={16} aria-hidden />} onClick={() => ask('archive', w.archiveTitle, w.archiveBody, w.archive)}>{w.archive}</Menu.Item>}
        {version === null && <Menu.Item color="bad" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => ask('delete', w.deleteTitle, w.deleteBody, w.delete, true)}>{w.delete}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
