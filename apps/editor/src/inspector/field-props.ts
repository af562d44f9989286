import type { Field } from './form.ts';

/** What every widget gets. `onChange(undefined)` leaves the field out. */
export interface WidgetProps {
  readonly field: Field;
  readonly value: unknown;
  readonly path: readonly string[];
  /** The label's text, or null where a heading above says it. */
  readonly label: string | null;
  /** The first problem at this place, in words. */
  readonly error: string | null;
  onChange(value: unknown): void;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});

/** What common Mantine inputs need from a field. */
export function inputProps({ field, label, error }: Pick<WidgetProps, 'field' | 'label' | 'error'>) {
  return {
    ...(label === null ? { 'aria-label': field.title } : { label }),
    ...(field.help ? { description: field.help } : {}),
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    ...(error ? { error } : {}),
    required: field.required,
    withAsterisk: false,
  };
}

/** A cleared optional field is left out; a cleared required one stays, empty, so that its problem shows. */
export function emptied(field: Field, value: string): string | undefined {
  return value === '' && !field.required ? undefined : value;
}
