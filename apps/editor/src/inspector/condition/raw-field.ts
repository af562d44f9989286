import type { Field } from '../form.ts';
import { words } from '../../canvas/words.ts';

/** A rule as JSON Logic, as a field that the JSON widget can show. */
export const rawField: Field = { name: 'raw', title: words.condition.raw, help: words.condition.rawHelp, placeholder: null, widget: 'json', required: true, fallback: undefined, options: [], fields: [], oneOf: [], variants: [], more: {} };
