import { Group, Select, Text } from '@mantine/core';
import type { Json, MoodRow, RawRow, SegmentRow } from '@attune/dsl';
import { describeCondition } from '@attune/dsl';
import { words } from '../../canvas/words.ts';
import { JsonField } from '../fields/json.tsx';
import { useForm } from '../form-context.ts';
import { rawField } from './raw-field.ts';

const is = [{ value: 'yes', label: words.condition.isIn }, { value: 'no', label: words.condition.isNotIn }];
const feels = [{ value: 'yes', label: words.condition.feels }, { value: 'no', label: words.condition.feelsNot }];
const moods = (['negative', 'neutral', 'positive'] as const).map((value) => ({ value, label: words.condition.moods[value] }));

export function SegmentRowView({ row, onChange }: { readonly row: SegmentRow; onChange(row: SegmentRow): void }) {
  const segments = (useForm().catalog?.segments ?? []).map((segment) => ({ value: segment.key, label: segment.name }));
  const data = segments.some((segment) => segment.value === row.segment) ? segments : [...segments, { value: row.segment, label: row.segment }];
  return (
    <Group gap={6} wrap="nowrap">
      <Select aria-label={words.condition.how} size="xs" w={132} flex="none" allowDeselect={false} data={is} value={row.not ? 'no' : 'yes'} onChange={(next) => onChange({ ...row, not: next === 'no' })} />
      <Select aria-label={words.condition.rows.segment} size="xs" flex={1} searchable allowDeselect={false} data={data} value={row.segment} onChange={(next) => onChange({ ...row, segment: next ?? row.segment })} />
    </Group>
  );
}

export function MoodRowView({ row, onChange }: { readonly row: MoodRow; onChange(row: MoodRow): void }) {
  return (
    <Group gap={6} wrap="nowrap">
      <Select aria-label={words.condition.how} size="xs" w={132} flex="none" allowDeselect={false} data={feels} value={row.not ? 'no' : 'yes'} onChange={(next) => onChange({ ...row, not: next === 'no' })} />
      <Select aria-label={words.condition.rows.mood} size="xs" flex={1} allowDeselect={false} data={moods} value={row.mood} onChange={(next) => onChange({ ...row, mood: (next ?? row.mood) as MoodRow['mood'] })} />
    </Group>
  );
}

/** What the builder cannot show stays as it is, in words, and can be edited as JSON Logic. */
export function RawRowView({ row, onChange }: { readonly row: RawRow; onChange(row: RawRow): void }) {
  return (
    <>
      <Text size="xs">{describeCondition(row.condition)}</Text>
      <JsonField field={rawField} value={row.condition} path={[]} label={null} error={null} onChange={(next) => { if (next !== undefined) onChange({ ...row, condition: next as Json }); }} />
    </>
  );
}
