import { Select } from '@mantine/core';
import { words } from '../../canvas/words.ts';
import { inputProps, textOf, type WidgetProps } from '../field-props.ts';

/** One of a few; what an old document holds besides them is kept and shown. */
export function SelectField(props: WidgetProps) {
  const { field, value, onChange } = props;
  const text = textOf(value);
  const data = text === '' || field.options.some((option) => option.value === text) ? field.options : [...field.options, { value: text, label: text }];
  const fallback = field.options.find((option) => option.value === field.fallback);
  return <Select {...inputProps(props)} placeholder={fallback?.label ?? words.form.choose} data={[...data]} value={text || null} allowDeselect={!field.required} clearable={!field.required} onChange={(next) => onChange(next ?? undefined)} />;
}
