import { ActionIcon, Group, Input, NumberInput, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { words } from '../../canvas/words.ts';
import { readDuration, units, writeDuration, type DurationUnit } from '../duration-parts.ts';
import { emptied, inputProps, textOf, type WidgetProps } from '../field-props.ts';

const names = words.form.units;
const signs = [{ value: '+', label: words.form.later }, { value: '-', label: words.form.earlier }];

/** A number and a unit; ISO 8601 inside. What one unit cannot say is written as text. */
export function DurationField(props: WidgetProps) {
  const { field, value, error, onChange } = props;
  const text = textOf(value);
  const parts = text === '' ? null : readDuration(text);
  const signed = field.more['signed'] === true;
  if (text !== '' && !parts) {
    return <TextInput {...inputProps(props)} value={text} onChange={(e) => onChange(emptied(field, e.currentTarget.value))} />;
  }
  const guess = readDuration(textOf(field.fallback) || field.placeholder || 'P1D');
  const unit: DurationUnit = parts?.unit ?? guess?.unit ?? 'D';
  const negative = parts?.negative ?? false;
  const shown = units.includes(unit) ? units : [unit, ...units];
  const change = (amount: number | string, to: DurationUnit, minus: boolean) =>
    onChange(amount === '' ? (field.required ? '' : undefined) : writeDuration({ amount: Number(amount), unit: to, negative: minus }));
  return (
    <Input.Wrapper {...(props.label === null ? {} : { label: props.label })} {...(field.help ? { description: field.help } : {})} {...(error ? { error } : {})} labelElement="div">
      <Group gap={6} wrap="nowrap" mt={4}>
        <NumberInput aria-label={field.title} min={0} max={9999} allowDecimal={false} w={92} value={parts?.amount ?? ''} placeholder={guess ? String(guess.amount) : ''} onChange={(amount) => change(amount, unit, negative)} error={error !== null} />
        <Select aria-label={words.form.unitOf(field.title)} flex={1} allowDeselect={false} data={shown.map((u) => ({ value: u, label: names[u] }))} value={unit} onChange={(to) => change(parts?.amount ?? guess?.amount ?? 1, to as DurationUnit, negative)} />
        {signed && <Select aria-label={words.form.direction} w={96} allowDeselect={false} data={signs} value={negative ? '-' : '+'} onChange={(to) => change(parts?.amount ?? 1, unit, to === '-')} />}
        {!field.required && parts && <ActionIcon size="md" aria-label={words.form.leaveOut(field.title)} onClick={() => onChange(undefined)}><X size={14} aria-hidden /></ActionIcon>}
      </Group>
    </Input.Wrapper>
  );
}
