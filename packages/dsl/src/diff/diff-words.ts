import type { Place } from '../compile/place.ts';
import { describeCondition } from '../condition/index.ts';
import { configJsonSchema } from '../json-schema.ts';
import type { NodeKind } from '../node-kind.ts';
import { durationInWords, parseDuration } from '../time/index.ts';
import type { Difference } from './leaves.ts';

/** A value as a marketer reads it, at most 80 characters of it. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? (parseDuration(value) ? durationInWords(value) : value) : (JSON.stringify(value) ?? 'nothing');
  return text === '' ? 'nothing' : text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

export function valueWords(what: string, { from, to }: Pick<Difference, 'from' | 'to'>, say: (value: unknown) => string = shown): string {
  if (from === undefined) return `${what} is now ${say(to)}.`;
  if (to === undefined) return `${what} is gone (was ${say(from)}).`;
  return `${what} is now ${say(to)} (was ${say(from)}).`;
}

interface FieldSchema {
  readonly title?: string;
  readonly widget?: string;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
}

/** A field by the names it has in the inspector, how many keys of the place lead to it, and whether it holds a condition, which is told as a whole. */
export interface FieldName {
  readonly name: string;
  readonly depth: number;
  readonly condition: boolean;
}

/** What a card says beside the fields of its kind. */
const besides: Readonly<Record<string, string>> = { label: 'Name', note: 'Note', stage: 'Stage', expectedMood: 'Expected mood' };

export function fieldName(kind: NodeKind | undefined, at: Place): FieldName {
  let schema = kind === undefined ? undefined : (configJsonSchema(kind) as FieldSchema);
  let name = '';
  for (const [i, key] of at.entries()) {
    schema = typeof key === 'number' ? schema?.items : schema?.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    name += typeof key === 'number' ? ` ${key + 1}` : `${name === '' ? '' : ', '}${schema?.title ?? (i === 0 ? besides[key] : undefined) ?? key}`;
    if (schema?.widget === 'condition') return { name, depth: i + 1, condition: true };
  }
  return { name: name === '' ? 'all of it' : name, depth: at.length, condition: false };
}

/** A condition in words; one that cannot be read yet says what is wrong with it. */
export const conditionWords = (value: unknown): string => {
  const text = describeCondition(value);
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
};
