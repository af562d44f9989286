import type { Field } from '../form.ts';
import { words } from '../../canvas/words.ts';

/** The length of time of a row, as a field that the duration widget can show. */
export const durationField: Field = { name: 'within', title: words.condition.inLast, help: null, placeholder: 'P30D', widget: 'duration', required: true, fallback: undefined, options: [], fields: [], oneOf: [], variants: [], more: { type: 'string' } };
