import { Select, Text } from '@mantine/core';
import { objectOf, type WidgetProps } from '../field-props.ts';
import { emptyValue, type Field } from '../form.ts';
import { ObjectFields } from '../object-fields.tsx';

/** One of several shapes, told apart by the fields each demands. */
export function ChoiceField({ field, value, path, label, onChange }: WidgetProps) {
  const object = objectOf(value);
  const at = Math.max(0, field.variants.findIndex(({ field: shape }) => fits(shape, object)));
  const variant = field.variants[at];
  if (!variant) return null;
  return (
    <div className="group" role="group" aria-label={field.title}>
      <Select
        {...(label === null ? { 'aria-label': field.title } : { label })}
        data={field.variants.map((v, i) => ({ value: String(i), label: v.title }))}
        value={String(at)}
        allowDeselect={false}
        onChange={(next) => {
          const chosen = field.variants[Number(next)];
          if (chosen && chosen !== variant) onChange(emptyValue(chosen.field));
        }}
      />
      {label !== null && field.help && <Text size="xs" c="dimmed">{field.help}</Text>}
      <ObjectFields key={at} fields={variant.field.fields} oneOf={variant.field.oneOf} value={object} path={path} onChange={onChange} />
    </div>
  );
}

function fits(shape: Field, value: Readonly<Record<string, unknown>>): boolean {
  return shape.fields.some((field) => field.required && field.name in value);
}
