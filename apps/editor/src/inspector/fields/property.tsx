import { emptied, inputProps, objectOf, textOf, type WidgetProps } from '../field-props.ts';
import { useForm } from '../form-context.ts';
import { valueOptions } from '../values.ts';
import { Suggest } from '../suggest.tsx';

/** A value by its path. Where the field takes a condition, the path is wrapped as `{"var": path}`. */
export function PropertyField(props: WidgetProps) {
  const form = useForm();
  const wrapped = props.field.more['type'] !== 'string';
  const text = wrapped ? textOf(objectOf(props.value)['var']) : textOf(props.value);
  // a path inside an event starts at the event, one of the whole scope with "event." or "customer."
  const relative = props.field.placeholder?.startsWith('properties.') ?? false;
  const paths = valueOptions(form).map((option) => option.path);
  const data = relative ? paths.filter((path) => path.startsWith('event.')).map((path) => path.slice('event.'.length)) : paths;
  return <Suggest {...inputProps(props)} data={[...new Set(data)]} limit={30} value={text} onChange={(next) => props.onChange(wrapped ? { var: next } : emptied(props.field, next))} />;
}
