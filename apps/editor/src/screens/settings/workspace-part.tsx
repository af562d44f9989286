import type { Settings } from '@attune/runtime/shapes';
import { Autocomplete, NumberInput, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../../ui/words.ts';
import { SaveRow } from './save-row.tsx';
import classes from './settings.module.css';
import { useSaveSettings } from './use-save.ts';

const w = words.settings.workspace;
const zones = Intl.supportedValuesOf('timeZone');

export function WorkspacePart({ settings }: { settings: Settings }) {
  const [workspace, setWorkspace] = useState(settings.workspace);
  const [places, setPlaces] = useState(settings.sentimentProperties);
  const save = useSaveSettings();
  const dirty = JSON.stringify([workspace, places]) !== JSON.stringify([settings.workspace, settings.sentimentProperties]);
  const set = (change: Partial<Settings['workspace']>) => setWorkspace((old) => ({ ...old, ...change }));
  return (
    <div className={classes.card}>
      <TextInput label={w.name} description={w.nameHelp} value={workspace.name} onChange={(event) => set({ name: event.currentTarget.value })} maxLength={200} />
      <Autocomplete label={w.zone} description={w.zoneHelp} value={workspace.zone} onChange={(zone) => set({ zone })} data={zones} limit={12} />
      <Textarea label={w.address} description={w.addressHelp} value={workspace.address} onChange={(event) => set({ address: event.currentTarget.value })} autosize minRows={2} />
      <NumberInput label={w.holdout} description={w.holdoutHelp} min={0} max={20} suffix=" %" placeholder="0" value={workspace.holdout || ''} onChange={(n) => set({ holdout: typeof n === 'number' ? n : 0 })} />
      <TagsInput label={w.mood} description={w.moodHelp} value={places} onChange={setPlaces} placeholder="message.text" clearable={false} />
      <SaveRow save={save} dirty={dirty} onSave={() => save.mutate({ workspace, sentimentProperties: places })} />
    </div>
  );
}
