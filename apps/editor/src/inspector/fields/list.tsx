import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react';
import { words } from '../../canvas/words.ts';
import { listOf, objectOf, textOf, type WidgetProps } from '../field-props.ts';
import { FieldIssues } from '../field-view.tsx';
import { emptyValue, type Field } from '../form.ts';
import { useIssues } from '../form-context.ts';
import { ObjectFields } from '../object-fields.tsx';

type Item = Readonly<Record<string, unknown>>;

/** A list of objects. Items keep their ids when they are moved or renamed, and connections with them. */
export function ListField({ field, value, path, label, onChange }: WidgetProps) {
  const items = listOf(value).map(objectOf);
  const issues = useIssues(path);
  const replace = (index: number, item: Item) => onChange(items.map((old, i) => (i === index ? item : old)));
  const swap = (index: number, to: number) => onChange(items.map((item, i) => (i === index ? items[to] : i === to ? items[index] : item)));
  return (
    <div className="group" role="group" aria-label={field.title}>
      {label !== null && <Text fw={550} size="sm">{label}</Text>}
      {field.help && <Text size="xs" c="dimmed">{field.help}</Text>}
      <FieldIssues issues={issues} />
      {items.map((item, i) => (
        <section key={textOf(item['id']) || i} className="list-item" aria-label={itemTitle(item, field, i)}>
          <Group gap={2} justify="space-between" wrap="nowrap">
            <Text size="xs" fw={600} c="dimmed" truncate>{itemTitle(item, field, i)}</Text>
            <Group gap={0} wrap="nowrap">
              <ActionIcon size="sm" aria-label={words.form.up} disabled={i === 0} onClick={() => swap(i, i - 1)}><ChevronUp size={14} aria-hidden /></ActionIcon>
              <ActionIcon size="sm" aria-label={words.form.down} disabled={i === items.length - 1} onClick={() => swap(i, i + 1)}><ChevronDown size={14} aria-hidden /></ActionIcon>
              <ActionIcon size="sm" aria-label={words.form.removeItem(itemTitle(item, field, i))} onClick={() => onChange(afterRemoval(items, i, field))}><Trash2 size={14} aria-hidden /></ActionIcon>
            </Group>
          </Group>
          <ItemIssues path={[...path, String(i)]} />
          <ObjectFields fields={field.fields} oneOf={field.oneOf} value={item} path={[...path, String(i)]} onChange={(next) => replace(i, next)} />
        </section>
      ))}
      <Button size="compact-sm" variant="light" leftSection={<Plus size={13} aria-hidden />} onClick={() => onChange([...items, newItem(field, items)])} style={{ alignSelf: 'flex-start' }}>{words.form.add}</Button>
    </div>
  );
}

function ItemIssues({ path }: { readonly path: readonly string[] }) {
  return <FieldIssues issues={useIssues(path)} />;
}

/** An emptied optional list is left out. */
function afterRemoval(items: readonly Item[], index: number, field: Field): readonly Item[] | undefined {
  const rest = items.filter((_, i) => i !== index);
  return rest.length === 0 && !field.required ? undefined : rest;
}

function itemTitle(item: Item, field: Field, index: number): string {
  return textOf(item['label']) || textOf(item['event']) || textOf(item['name']) || `${field.title} ${index + 1}`;
}

/** A new item: what it must have, empty, with an id that no sibling has. */
export function newItem(field: Field, items: readonly Item[]): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const part of field.fields) {
    const wanted = part.required || part.name === field.oneOf[0] || part.name === 'label';
    if (part.name !== 'id' && wanted) item[part.name] = part.name === 'label' ? words.form.newItem(items.length + 1) : emptyValue(part);
    if (item[part.name] === undefined) delete item[part.name];
  }
  if (!field.fields.some((part) => part.name === 'id')) return item;
  const taken = new Set(items.map((other) => other['id']));
  let n = items.length + 1;
  while (taken.has(`way-${n}`)) n += 1;
  return { id: `way-${n}`, ...item };
}
