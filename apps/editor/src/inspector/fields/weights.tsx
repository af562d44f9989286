import { ActionIcon, Button, Group, NumberInput, Text, TextInput, Tooltip } from '@mantine/core';
import { Flag, Plus, Trash2 } from 'lucide-react';
import { words } from '../../canvas/words.ts';
import { listOf, objectOf, textOf, type WidgetProps } from '../field-props.ts';
import { FieldIssues } from '../field-view.tsx';
import { useIssues } from '../form-context.ts';
import { newItem } from './list.tsx';

const weightOf = (item: Readonly<Record<string, unknown>>) => (typeof item['weight'] === 'number' ? item['weight'] : 0);

/** Ways with their shares of the customers, and what the weights come to in percent. */
export function WeightsField({ field, value, path, label, onChange }: WidgetProps) {
  const items = listOf(value).map(objectOf);
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  // a mark that one of the ways may bear, such as the usual one
  const mark = field.fields.find((part) => part.widget === 'toggle');
  const bear = (index: number) => mark && onChange(items.map(({ [mark.name]: borne, ...item }, i) => (i === index && borne !== true ? { ...item, [mark.name]: true } : item)));
  const replace = (index: number, change: Readonly<Record<string, unknown>>) => onChange(items.map((item, i) => (i === index ? { ...item, ...change } : item)));
  return (
    <div className="group" role="group" aria-label={field.title}>
      {label !== null && <Text fw={550} size="sm">{label}</Text>}
      {field.help && <Text size="xs" c="dimmed">{field.help}</Text>}
      <FieldIssues issues={useIssues(path, true)} />
      <div className="weights-bar" aria-hidden>{items.map((item, i) => <span key={i} style={{ flexGrow: Math.max(weightOf(item), 0.001), opacity: 1 - (i % 4) * 0.22 }} />)}</div>
      {items.map((item, i) => (
        <Group key={textOf(item['id']) || i} gap={6} wrap="nowrap">
          <TextInput aria-label={words.form.wayName(i + 1)} flex={1} value={textOf(item['label']) || textOf(item['id'])} onChange={(e) => replace(i, { label: e.currentTarget.value })} />
          <NumberInput aria-label={words.form.wayWeight(i + 1)} w={78} min={0} max={1_000_000} value={weightOf(item)} onChange={(next) => replace(i, { weight: Number(next) || 0 })} />
          <Text size="xs" c="dimmed" w={42} ta="right">{total > 0 ? `${Math.round((weightOf(item) / total) * 100)} %` : ''}</Text>
          {mark && (
            <Tooltip label={mark.help ? `${mark.title}: ${mark.help}` : mark.title} multiline maw={240}>
              <ActionIcon size="md" {...(item[mark.name] === true ? { variant: 'filled' } : { variant: 'subtle', color: 'gray' })} aria-pressed={item[mark.name] === true} aria-label={`${mark.title}: ${textOf(item['label']) || textOf(item['id'])}`} onClick={() => bear(i)}><Flag size={14} aria-hidden /></ActionIcon>
            </Tooltip>
          )}
          <ActionIcon size="md" aria-label={words.form.removeItem(textOf(item['label']) || textOf(item['id']))} disabled={items.length <= 2} onClick={() => onChange(items.filter((_, at) => at !== i))}><Trash2 size={14} aria-hidden /></ActionIcon>
        </Group>
      ))}
      <Group gap={6}>
        <Button size="compact-sm" variant="light" leftSection={<Plus size={13} aria-hidden />} onClick={() => onChange([...items, { ...newItem(field, items), weight: Math.round(total / Math.max(1, items.length)) }])}>{words.form.add}</Button>
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(items.map((item) => ({ ...item, weight: Math.round(100 / items.length) })))}>{words.form.even}</Button>
      </Group>
    </div>
  );
}
