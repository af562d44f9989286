import { Autocomplete, Group, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldOperator, FieldRow, Json } from '@attune/dsl';
import { words } from '../../canvas/words.ts';
import { durationField } from './duration-field.ts';
import { DurationField } from '../fields/duration.tsx';
import { useForm } from '../form-context.ts';
import { labelOfPath, valueOptions, type ValueOption } from '../values.ts';
import { operators, operatorsFor, startValue } from './operators.ts';
import { Suggest } from '../suggest.tsx';

interface Props {
  readonly row: FieldRow;
  onChange(row: FieldRow): void;
}

/** A value, how it is held, and against what: "Cart value is more than 20". */
export function FieldRowView({ row, onChange }: Props) {
  const options = valueOptions(useForm());
  const option = options.find((o) => o.path === row.field);
  const type = option?.type ?? typeOf(row.value);
  const choose = (operator: FieldOperator) => onChange({ ...row, operator, value: startValue(operator, row.value, type) as Json });
  return (
    <>
      <Subject row={row} options={options} onChange={(field) => {
        const chosen = options.find((o) => o.path === field);
        const next = chosen?.type ?? 'unknown';
        const fits = operatorsFor(next, '=').some((o) => o.value === row.operator);
        const operator = fits ? row.operator : '=';
        // what the old value was held against says nothing about the new one: begin with what was really seen of it
        onChange({ ...row, field, operator, value: startValue(operator, chosen?.values[0] ?? null, next) as Json });
      }} />
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Select aria-label={words.condition.how} size="xs" w={132} flex="none" allowDeselect={false} data={[...operatorsFor(type, row.operator)]} value={row.operator} onChange={(next) => choose(next as FieldOperator)} comboboxProps={{ width: 180, position: 'bottom-start' }} />
        <div style={{ flex: 1, minWidth: 0 }}><Right row={row} option={option} type={type} onChange={(value) => onChange({ ...row, value })} /></div>
      </Group>
    </>
  );
}

/** Chooses the value; a path that nobody has seen yet may be written. The document follows when it is chosen or left. */
function Subject({ row, options, onChange }: { readonly row: FieldRow; readonly options: readonly ValueOption[]; onChange(field: string): void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const groups = (['event', 'customer', 'sentiment', 'step'] as const).map((group) => ({
    group: words.condition.groups[group],
    items: distinct(options.filter((option) => option.group === group).map((option) => option.path)),
  })).filter((group) => group.items.length > 0);
  const commit = (field: string) => {
    setDraft(null);
    if (field !== '' && field !== row.field) onChange(field);
  };
  return (
    <Autocomplete
      aria-label={words.condition.field}
      size="xs"
      data={groups}
      limit={60}
      value={draft ?? labelOfPath(options, row.field)}
      renderOption={({ option }) => <Group gap={8} justify="space-between" w="100%" wrap="nowrap"><span>{labelOfPath(options, option.value)}</span><code className="soft" style={{ fontSize: 11 }}>{option.value}</code></Group>}
      filter={({ options: all, search }) => (draft === null ? all : all.map((entry) => ('group' in entry ? { ...entry, items: entry.items.filter((item) => `${item.value} ${labelOfPath(options, item.value)}`.toLowerCase().includes(search.toLowerCase())) } : entry)))}
      onFocus={(e) => e.currentTarget.select()}
      onChange={setDraft}
      onOptionSubmit={commit}
      onBlur={() => commit(draft?.trim() ?? row.field)}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
    />
  );
}

const distinct = (paths: readonly string[]) => [...new Set(paths)];

function Right({ row, option, type, onChange }: { readonly row: FieldRow; readonly option: ValueOption | undefined; readonly type: string; onChange(value: Json): void }) {
  const label = words.condition.value;
  const seen = distinct((option?.values ?? []).filter((v): v is string | number => typeof v === 'string' || typeof v === 'number').map(String));
  const typed = (text: string): Json => (type === 'number' && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text);
  switch (operators[row.operator].right) {
    case 'none': return null;
    case 'list': return <TagsInput aria-label={label} size="xs" data={seen} value={listOf(row.value)} onChange={(next) => onChange(next.map(typed))} />;
    case 'two': {
      const [from, to] = Array.isArray(row.value) ? (row.value as readonly Json[]) : [0, 0];
      return (
        <Group gap={4} wrap="nowrap">
          <NumberInput aria-label={words.condition.from} size="xs" value={Number(from)} onChange={(next) => onChange([Number(next), Number(to)])} />
          <NumberInput aria-label={words.condition.to} size="xs" value={Number(to)} onChange={(next) => onChange([Number(from), Number(next)])} />
        </Group>
      );
    }
    case 'duration': return <DurationField field={durationField} value={row.value} path={[]} label={null} error={null} onChange={(next) => onChange((next as string | undefined) ?? 'P1D')} />;
    case 'moment': return <TextInput aria-label={label} size="xs" type="date" value={String(row.value ?? '').slice(0, 10)} onChange={(e) => onChange(e.currentTarget.value)} />;
    case 'one':
      if (typeof row.value === 'boolean') return <Select aria-label={label} size="xs" allowDeselect={false} data={[{ value: 'true', label: words.condition.yes }, { value: 'false', label: words.condition.no }]} value={String(row.value)} onChange={(next) => onChange(next === 'true')} />;
      if (type === 'number' && typeof row.value === 'number') return <NumberInput aria-label={label} size="xs" value={row.value} onChange={(next) => onChange(next === '' ? 0 : Number(next))} />;
      return <Suggest aria-label={label} size="xs" data={seen} limit={20} value={String(row.value ?? '')} onChange={(next) => onChange(typed(next))} />;
  }
}

const listOf = (value: Json): string[] => (Array.isArray(value) ? (value as readonly Json[]).map(String) : value === null || value === '' ? [] : [String(value)]);
const typeOf = (value: unknown): string => (typeof value === 'number' || typeof value === 'boolean' ? typeof value : 'unknown');
