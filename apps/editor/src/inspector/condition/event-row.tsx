import { Button, Group, NumberInput, Select } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { EventRow, RowGroup } from '@attune/dsl';
import { words } from '../../canvas/words.ts';
import { DurationField } from '../fields/duration.tsx';
import { FormContext, useForm } from '../form-context.ts';
import { durationField } from './duration-field.ts';
import { GroupView } from './group-view.tsx';
import { fieldRowFor } from './new-row.ts';
import { useValues } from './use-values.ts';
import { Suggest } from '../suggest.tsx';

interface Props {
  readonly row: EventRow;
  onChange(row: EventRow): void;
}

type Count = 'did' | 'didNot' | 'atLeast' | 'atMost';
const countOf = (row: EventRow): Count => (row.not ? 'didNot' : row.atLeast !== undefined ? 'atLeast' : row.atMost !== undefined ? 'atMost' : 'did');

/** What the customer did: "ordered at least 2 times in the last 30 days". */
export function EventRowView({ row, onChange }: Props) {
  const form = useForm();
  const values = useValues(form);
  const count = countOf(row);
  const times = row.atLeast ?? row.atMost ?? 2;
  const setCount = (next: Count, n: number) => {
    const { atLeast: _atLeast, atMost: _atMost, ...rest } = row;
    onChange({ ...rest, not: next === 'didNot', ...(next === 'atLeast' ? { atLeast: n } : {}), ...(next === 'atMost' ? { atMost: n } : {}) });
  };
  const setWithin = (within: string | undefined) => {
    const { within: _within, ...rest } = row;
    onChange(within === undefined ? rest : { ...rest, within });
  };
  const setWhere = (where: RowGroup | undefined) => {
    const { where: _where, ...rest } = row;
    onChange(where === undefined || where.rules.length === 0 ? rest : { ...rest, where });
  };
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <Select aria-label={words.condition.how} size="xs" w={132} flex="none" allowDeselect={false} data={Object.entries(words.condition.counts).map(([value, label]) => ({ value, label }))} value={count} onChange={(next) => setCount(next as Count, times)} />
        {(count === 'atLeast' || count === 'atMost') && <NumberInput aria-label={words.condition.times} size="xs" min={0} max={10_000} suffix={` ${words.condition.times}`} value={times} onChange={(n) => setCount(count, Number(n) || 0)} />}
      </Group>
      <Suggest aria-label={words.condition.event} placeholder="Order Completed" size="xs" data={[...new Set((form.catalog?.events ?? []).map((event) => event.name))]} limit={20} value={row.event} onChange={(event) => onChange({ ...row, event })} />
      <Group gap={6}>
        <Select aria-label={words.condition.since} size="xs" w={132} flex="none" allowDeselect={false} data={[{ value: 'ever', label: words.condition.ever }, { value: 'last', label: words.condition.inLast }]} value={row.within === undefined ? 'ever' : 'last'} onChange={(next) => setWithin(next === 'last' ? 'P30D' : undefined)} />
        {row.within !== undefined && <DurationField field={durationField} value={row.within} path={[]} label={null} error={null} onChange={(next) => setWithin(typeof next === 'string' ? next : 'P30D')} />}
      </Group>
      <FormContext.Provider value={values.about([row.event])}>
        {row.where ? <GroupView group={row.where} onChange={setWhere} onRemove={() => setWhere(undefined)} title={words.condition.where} />
          : <Button size="compact-xs" variant="subtle" leftSection={<Plus size={12} aria-hidden />} style={{ alignSelf: 'flex-start' }} onClick={() => setWhere({ type: 'group', combinator: 'and', not: false, rules: [fieldRowFor(values.about([row.event]), 'event')] })}>{words.condition.addWhere}</Button>}
      </FormContext.Provider>
    </>
  );
}
