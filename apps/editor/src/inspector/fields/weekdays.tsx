import { Button, Chip, Group, Input } from '@mantine/core';
import { words } from '../../canvas/words.ts';
import { listOf, type WidgetProps } from '../field-props.ts';

const days = Object.entries(words.form.days);
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

export function WeekdaysField({ field, value, label, error, onChange }: WidgetProps) {
  const chosen = listOf(value).filter((day): day is string => typeof day === 'string');
  const choose = (next: readonly string[]) => onChange(next.length === 0 ? undefined : days.map(([day]) => day).filter((day) => next.includes(day)));
  return (
    <Input.Wrapper {...(label === null ? {} : { label })} {...(field.help ? { description: field.help } : {})} {...(error ? { error } : {})} labelElement="div">
      <Chip.Group multiple value={chosen} onChange={choose}>
        <Group gap={4} mt={6}>
          {days.map(([day, short]) => <Chip key={day} value={day} size="xs" variant="light" color="accent">{short}</Chip>)}
          <Button variant="subtle" size="compact-xs" onClick={() => choose(workdays)}>{words.form.workdays}</Button>
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
