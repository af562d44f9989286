import { Text } from '@mantine/core';
import { objectOf, type WidgetProps } from '../field-props.ts';
import { FieldView } from '../field-view.tsx';
import { ObjectFields } from '../object-fields.tsx';

/** An object of its own fields. One with a single field is that field. */
export function GroupField({ field, value, path, label, onChange }: WidgetProps) {
  const only = field.fields.length === 1 ? field.fields[0] : undefined;
  if (only) return <FieldView field={only} value={objectOf(value)[only.name]} path={[...path, only.name]} label={label ?? only.title} onChange={(to) => onChange(to === undefined ? undefined : { ...objectOf(value), [only.name]: to })} />;
  return (
    <div className="group" role="group" aria-label={field.title}>
      {label !== null && <Text fw={550} size="sm">{label}</Text>}
      {label !== null && field.help && <Text size="xs" c="dimmed">{field.help}</Text>}
      <ObjectFields fields={field.fields} oneOf={field.oneOf} value={objectOf(value)} path={path} onChange={onChange} />
    </div>
  );
}
