import { NumberInput } from '@mantine/core';
import { inputProps, type WidgetProps } from '../field-props.ts';

/** A number. A share (0 to 1) is shown in percent, since nobody is "0.6 sure". */
export function NumberField(props: WidgetProps) {
  const { field, value, onChange } = props;
  const share = field.more['unit'] === 'share';
  const scale = share ? 100 : 1;
  const bound = (name: string) => (typeof field.more[name] === 'number' && Math.abs(field.more[name]) < Number.MAX_SAFE_INTEGER ? { [name === 'minimum' ? 'min' : 'max']: field.more[name] * scale } : {});
  const fallback = typeof field.fallback === 'number' ? { placeholder: String(Math.round(field.fallback * scale * 1e6) / 1e6) } : {};
  return (
    <NumberInput
      {...inputProps(props)}
      {...fallback}
      {...bound('minimum')}
      {...bound('maximum')}
      allowDecimal={field.more['type'] !== 'integer' && !share}
      suffix={share ? ' %' : typeof field.more['unit'] === 'string' ? ` ${field.more['unit']}` : ''}
      value={typeof value === 'number' ? Math.round(value * scale * 1e6) / 1e6 : ''}
      onChange={(next) => onChange(next === '' ? undefined : typeof next === 'number' ? next / scale : value)}
    />
  );
}
