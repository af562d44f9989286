import { ActionIcon, Button, Group, Menu, Select, Text } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import type { Row, RowGroup } from '@attune/dsl';
import { words } from '../../canvas/words.ts';
import { useForm } from '../form-context.ts';
import { EventRowView } from './event-row.tsx';
import { FieldRowView } from './field-row.tsx';
import { newRow, rowKinds } from './new-row.ts';
import { MoodRowView, RawRowView, SegmentRowView } from './small-rows.tsx';

interface Props {
  readonly group: RowGroup;
  readonly title?: string;
  onChange(group: RowGroup): void;
  /** Absent for the outermost group. */
  onRemove?(): void;
}

const joins = [{ value: 'and', label: words.condition.all }, { value: 'or', label: words.condition.any }, { value: 'none', label: words.condition.none }];
const joinOf = (group: RowGroup) => (group.not ? (group.combinator === 'or' ? 'none' : 'notAll') : group.combinator);

/** Rules joined by "all", "any" or "none". */
export function GroupView({ group, title, onChange, onRemove }: Props) {
  const form = useForm();
  const join = joinOf(group);
  const setRules = (rules: readonly Row[]) => onChange({ ...group, rules });
  const many = group.rules.length > 1 || onRemove !== undefined || group.not;
  return (
    <div className="rules" data-inner={onRemove ? true : undefined} role="group" aria-label={title ?? words.condition.match}>
      {many && (
        <Group gap={6} wrap="nowrap">
          <Text size="xs" c="dimmed" flex="none">{title ?? words.condition.match}</Text>
          <Select
            aria-label={words.condition.match}
            size="xs"
            w={136}
            allowDeselect={false}
            data={join === 'notAll' ? [...joins, { value: 'notAll', label: words.condition.notAll }] : joins}
            value={join}
            onChange={(next) => onChange({ ...group, combinator: next === 'and' || next === 'notAll' ? 'and' : 'or', not: next === 'none' || next === 'notAll' })}
          />
          {onRemove && <ActionIcon size="sm" ml="auto" aria-label={words.condition.removeGroup} onClick={onRemove}><Trash2 size={14} aria-hidden /></ActionIcon>}
        </Group>
      )}
      {group.rules.map((row, i) => (
        // rules have no names of their own; their place is their identity while they are edited
        <RowView key={i} row={row} onChange={(next) => setRules(group.rules.map((old, at) => (at === i ? next : old)))} onRemove={() => setRules(group.rules.filter((_, at) => at !== i))} />
      ))}
      <Menu position="bottom-start" width={230}>
        <Menu.Target><Button size="compact-sm" variant="light" leftSection={<Plus size={13} aria-hidden />} style={{ alignSelf: 'flex-start' }}>{words.condition.add}</Button></Menu.Target>
        <Menu.Dropdown>
          {rowKinds.map((kind) => <Menu.Item key={kind} onClick={() => setRules([...group.rules, newRow(kind, form)])}>{words.condition.rows[kind]}</Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function RowView({ row, onChange, onRemove }: { readonly row: Row; onChange(row: Row): void; onRemove(): void }) {
  if (row.type === 'group') return <GroupView group={row} onChange={onChange} onRemove={onRemove} />;
  return (
    <div className="rule">
      <div className="rule-parts">
        {row.type === 'field' && <FieldRowView row={row} onChange={onChange} />}
        {row.type === 'event' && <EventRowView row={row} onChange={onChange} />}
        {row.type === 'segment' && <SegmentRowView row={row} onChange={onChange} />}
        {row.type === 'mood' && <MoodRowView row={row} onChange={onChange} />}
        {row.type === 'raw' && <RawRowView row={row} onChange={onChange} />}
      </div>
      <ActionIcon size="sm" aria-label={words.condition.remove} onClick={onRemove}><Trash2 size={14} aria-hidden /></ActionIcon>
    </div>
  );
}
