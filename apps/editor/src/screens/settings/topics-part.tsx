import type { Settings } from '@attune/runtime/shapes';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { words } from '../../ui/words.ts';
import { SaveRow } from './save-row.tsx';
import classes from './settings.module.css';
import { useSaveSettings } from './use-save.ts';

const w = words.settings.topics;

/** What customers can agree to. */
export function TopicsPart({ settings }: { settings: Settings }) {
  const [topics, setTopics] = useState(settings.topics);
  const save = useSaveSettings();
  const change = (at: number, part: Partial<Settings['topics'][number]>) => setTopics(topics.map((topic, i) => (i === at ? { ...topic, ...part } : topic)));
  const complete = topics.every((topic) => topic.key.trim() && topic.name.trim()) && new Set(topics.map((topic) => topic.key.trim())).size === topics.length;
  const dirty = JSON.stringify(topics) !== JSON.stringify(settings.topics);
  return (
    <div className={classes.card}>
      {topics.map((topic, i) => (
        <div key={i} className={classes.rowFields}>
          <TextInput label={w.key} placeholder={w.keyHelp} value={topic.key} onChange={(event) => change(i, { key: event.currentTarget.value })} w={180} disabled={settings.topics[i]?.key === topic.key} />
          <TextInput className={classes.grow ?? ''} label={w.name} value={topic.name} onChange={(event) => change(i, { name: event.currentTarget.value })} />
          <ActionIcon size={36} aria-label={`${w.remove}: ${topic.name}`} onClick={() => setTopics(topics.filter((_, at) => at !== i))}><Trash2 size={18} aria-hidden /></ActionIcon>
        </div>
      ))}
      <div><Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={() => setTopics([...topics, { key: '', name: '' }])}>{w.add}</Button></div>
      <SaveRow save={save} dirty={dirty && complete} onSave={() => save.mutate({ topics: topics.map((topic) => ({ key: topic.key.trim(), name: topic.name.trim() })) })} />
    </div>
  );
}
