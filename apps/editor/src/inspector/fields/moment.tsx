import { TextInput } from '@mantine/core';
import { words } from '../../canvas/words.ts';
import { inputProps, textOf, type WidgetProps } from '../field-props.ts';

/** A moment in the reader's own clock; RFC 3339 in UTC inside. */
export function MomentField(props: WidgetProps) {
  const { value, onChange } = props;
  const text = textOf(value);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <TextInput
      {...inputProps(props)}
      type="datetime-local"
      description={words.form.momentHelp(zone)}
      value={toLocal(text)}
      onChange={(e) => {
        const at = new Date(e.currentTarget.value);
        onChange(Number.isNaN(at.getTime()) ? '' : at.toISOString());
      }}
    />
  );
}

/** What a `datetime-local` input wants: the local clock's reading without a zone. */
function toLocal(instant: string): string {
  const at = new Date(instant);
  if (instant === '' || Number.isNaN(at.getTime())) return '';
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
