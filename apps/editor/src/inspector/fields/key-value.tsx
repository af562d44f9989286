import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { words } from '../../canvas/words.ts';
import { objectOf, type WidgetProps } from '../field-props.ts';
import { useForm } from '../form-context.ts';
import { Suggest } from '../suggest.tsx';

type Pair = readonly [name: string, value: unknown];

/** Names with values. A value that reads as a number, true, false or JSON is one; everything else is text. */
export function KeyValueField({ field, value, label, error, onChange }: WidgetProps) {
  const { catalog } = useForm();
  const stored: readonly Pair[] = Object.entries(objectOf(value));
  // a line without a name yet has no place in the document, but must not vanish while it is written
  const [draft, setDraft] = useState<readonly Pair[] | null>(null);
  const pairs = draft ?? stored;
  const numbers = field.more['valueType'] === 'number';
  const change = (next: readonly Pair[]) => {
    setDraft(next);
    const named = next.filter(([name]) => name.trim() !== '');
    onChange(Object.fromEntries(named.map(([name, v]) => [name.trim(), numbers ? Number(v) || 0 : v])));
  };
  return (
    <div className="group" role="group" aria-label={field.title} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setDraft(null); }}>
      {label !== null && <Text fw={550} size="sm">{label}</Text>}
      {field.help && <Text size="xs" c="dimmed">{field.help}</Text>}
      {pairs.map(([name, v], i) => (
        <Group key={i} gap={6} wrap="nowrap">
          <Suggest aria-label={words.form.key} placeholder={words.form.key} flex={1} value={name} data={[...new Set((catalog?.traits ?? []).map((trait) => trait.name))]} limit={12} onChange={(next) => change(pairs.map((pair, at) => (at === i ? [next, v] : pair)))} />
          <TextInput aria-label={words.form.value} placeholder={words.form.value} flex={1} value={shown(v)} onChange={(e) => change(pairs.map((pair, at) => (at === i ? [name, read(e.currentTarget.value)] : pair)))} />
          <ActionIcon size="md" aria-label={words.form.removeItem(name)} onClick={() => change(pairs.filter((_, at) => at !== i))}><Trash2 size={14} aria-hidden /></ActionIcon>
        </Group>
      ))}
      {error && <Text size="xs" c="var(--bad-ink)">{error}</Text>}
      <Button size="compact-sm" variant="light" leftSection={<Plus size={13} aria-hidden />} style={{ alignSelf: 'flex-start' }} onClick={() => setDraft([...pairs, ['', numbers ? 1 : '']])}>{words.form.add}</Button>
    </div>
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function read(text: string): unknown {
  if (!/^(-?\d+(\.\d+)?|true|false|null|[[{].*[\]}])$/s.test(text.trim())) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
