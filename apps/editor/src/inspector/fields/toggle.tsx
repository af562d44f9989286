import { Switch } from '@mantine/core';
import type { WidgetProps } from '../field-props.ts';

export function ToggleField({ field, value, error, onChange }: WidgetProps) {
  // off and absent mean the same; absent keeps the document small
  return <Switch label={field.title} {...(field.help ? { description: field.help } : {})} {...(error ? { error } : {})} checked={value === true} onChange={(e) => onChange(e.currentTarget.checked ? true : field.required ? false : undefined)} />;
}
