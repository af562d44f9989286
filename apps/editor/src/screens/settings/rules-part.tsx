import type { Settings } from '@attune/runtime/shapes';
import type { GatePolicy } from '@attune/dsl';
import { ActionIcon, Button, MultiSelect, NumberInput, Select, Switch, TextInput, Title } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCatalog } from '../../api/queries.ts';
import { words } from '../../ui/words.ts';
import { badQuietHours, readPolicy, windowChoices, type Cap } from './policy.ts';
import { SaveRow } from './save-row.tsx';
import classes from './settings.module.css';
import { useSaveSettings } from './use-save.ts';

const w = words.settings.rules;

/** Quiet hours, caps and guardrails. */
export function RulesPart({ settings }: { settings: Settings }) {
  const kept = readPolicy(settings.policy);
  const [policy, setPolicy] = useState<GatePolicy>(kept);
  const save = useSaveSettings();
  const set = (change: Partial<GatePolicy>) => setPolicy((old) => ({ ...old, ...change }));
  const dirty = JSON.stringify(policy) !== JSON.stringify(kept);
  return (
    <>
      <div className={classes.card}><QuietHours policy={policy} set={set} /></div>
      <div className={classes.card}><Caps caps={policy.caps} onChange={(caps) => set({ caps })} /></div>
      <div className={classes.card}>
        <Switch label={w.guardrails} description={w.guardrailsHelp} checked={policy.guardrails} onChange={(event) => set({ guardrails: event.currentTarget.checked })} />
      </div>
      <SaveRow save={save} dirty={dirty && !badQuietHours(policy.quietHours)} onSave={() => save.mutate({ policy })} />
    </>
  );
}

function useChannels(): { value: string; label: string }[] {
  const catalog = useCatalog();
  const known = (catalog.data?.channels ?? []).map((channel) => ({ value: channel.name, label: channel.title }));
  // A rule may name a channel that is not set up here; it still has to be told in words.
  const others = Object.entries(words.messages.channels).filter(([name]) => !known.some((each) => each.value === name)).map(([value, label]) => ({ value, label }));
  return [...known, ...others];
}

function QuietHours({ policy, set }: { policy: GatePolicy; set: (change: Partial<GatePolicy>) => void }) {
  const channels = useChannels();
  const quiet = policy.quietHours;
  const change = (part: Partial<NonNullable<GatePolicy['quietHours']>>) => quiet && set({ quietHours: { ...quiet, ...part } });
  return (
    <>
      <Switch label={w.quietOn} description={w.quietHelp} checked={quiet !== null} onChange={(event) => set({ quietHours: event.currentTarget.checked ? { from: '21:00', to: '08:00' } : null })} />
      {quiet && (
        <div className={classes.rowFields} style={{ alignItems: 'flex-start' }}>
          <TextInput type="time" label={w.from} value={quiet.from} onChange={(event) => change({ from: event.currentTarget.value })} w={120} />
          <TextInput type="time" label={w.to} value={quiet.to} onChange={(event) => change({ to: event.currentTarget.value })} w={120} />
          <MultiSelect className={classes.grow ?? ''} label={w.quietChannels} description={w.quietChannelsHelp} inputWrapperOrder={['label', 'input', 'description']} value={[...(quiet.channels ?? [])]} onChange={(chosen) => set({ quietHours: chosen.length === 0 ? { from: quiet.from, to: quiet.to } : { ...quiet, channels: chosen } })} data={channels} />
        </div>
      )}
    </>
  );
}

const ANY = '';

function Caps({ caps, onChange }: { caps: readonly Cap[]; onChange: (caps: readonly Cap[]) => void }) {
  const channels = useChannels();
  const replace = (at: number, cap: Cap) => onChange(caps.map((old, i) => (i === at ? cap : old)));
  return (
    <>
      <div>
        <Title order={3} size="h4">{w.caps}</Title>
        <p className={classes.soft}>{w.capsHelp}</p>
      </div>
      {caps.map((cap, i) => (
        <div key={i} className={classes.rowFields}>
          <NumberInput label={w.limit} value={cap.limit} min={1} max={1000} allowDecimal={false} w={100} onChange={(limit) => typeof limit === 'number' && replace(i, { ...cap, limit })} />
          <Select label={w.within} value={cap.within} data={windowChoices(cap.within)} allowDeselect={false} w={150} onChange={(within) => within && replace(i, { ...cap, within })} />
          <Select label={w.on} value={cap.channel ?? ANY} data={[{ value: ANY, label: w.anyChannel }, ...channels]} allowDeselect={false} className={classes.grow ?? ''} onChange={(channel) => replace(i, withChannel(cap, channel))} />
          <ActionIcon size={36} aria-label={w.removeCap} onClick={() => onChange(caps.filter((_, at) => at !== i))}><Trash2 size={18} aria-hidden /></ActionIcon>
        </div>
      ))}
      <div><Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={() => onChange([...caps, { limit: 3, within: 'P7D' }])}>{w.addCap}</Button></div>
    </>
  );
}

function withChannel({ channel: _, ...cap }: Cap, channel: string | null): Cap {
  return channel ? { ...cap, channel } : cap;
}
