import type { Field } from '../../../inspector/form.ts';
import { words } from '../../../canvas/words.ts';

/** "How long after the start", as a field that the duration widget can show. */
export const afterField: Field = { name: 'after', title: words.tryIt.after, help: null, placeholder: 'P1D', widget: 'duration', required: true, fallback: undefined, options: [], fields: [], oneOf: [], variants: [], more: { type: 'string' } };
