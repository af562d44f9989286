import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../../canvas/words.ts';
import { inputProps, type WidgetProps } from '../field-props.ts';

const written = (value: unknown) => (value === undefined ? '' : JSON.stringify(value, null, 2));

/** Any JSON. While it is not valid yet, the words stay here and the document keeps the last valid value. */
export function JsonField(props: WidgetProps) {
  const { value, onChange } = props;
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: unknown } | null>(null);
  const text = draft && draft.of === value ? draft.text : written(value);
  const [bad, setBad] = useState<string | null>(null);
  const change = (next: string) => {
    const parsed = parse(next);
    setBad(parsed.ok ? null : words.form.jsonBad + parsed.why);
    if (!parsed.ok) {
      setDraft({ text: next, of: value });
      return;
    }
    setDraft({ text: next, of: parsed.value });
    onChange(parsed.value);
  };
  return <JsonInput data-own-undo {...inputProps(props)} error={bad ?? props.error} autosize minRows={3} maxRows={16} value={text} onChange={change} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }} />;
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string } {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
