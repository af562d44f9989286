import { TextInput } from '@mantine/core';
import { inputProps, textOf, type WidgetProps } from '../field-props.ts';

export function TimeField(props: WidgetProps) {
  return <TextInput {...inputProps(props)} type="time" value={textOf(props.value)} onChange={(e) => props.onChange(e.currentTarget.value)} styles={{ wrapper: { width: 140 } }} />;
}
