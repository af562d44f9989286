import { useMemo } from 'react';
import type { FormScope } from '../form-context.ts';

/** The same form, speaking of other events: inside "ordered ... where", "event" is that order. */
export function useValues(form: FormScope) {
  return useMemo(() => ({ about: (events: readonly string[]): FormScope => ({ ...form, events }) }), [form]);
}
