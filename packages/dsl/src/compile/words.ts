import type { z } from 'zod';
import { pointer, type Issue } from '../issue.ts';
import { closest } from './closest.ts';
import { LIMITS } from './guard.ts';
import { getAt, type Place } from './place.ts';

type Raw = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object', null: 'null',
};

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : (TYPES[typeof value] ?? typeof value));

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'is not a moment with its offset, such as 2026-05-03T18:00:00Z',
  date: 'is not a day such as 2026-05-03',
  url: 'is not a web address such as https://example.com/hook',
  email: 'is not an e-mail address',
};

const quote = (value: unknown): string => {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
};

/** What is wrong with the size of a value. */
function sizeWords(issue: Extract<Raw, { code: 'too_small' | 'too_big' }>): string {
  const small = issue.code === 'too_small';
  const limit = String(small ? issue.minimum : issue.maximum);
  const few = limit === '1' ? '' : 's';
  if (issue.origin === 'string') return small && limit === '1' ? 'is empty. Fill it in' : `must be ${small ? 'at least' : 'at most'} ${limit} character${few} long`;
  if (issue.origin === 'array' || issue.origin === 'set') return small ? `needs at least ${limit} item${few}` : `may have at most ${limit} item${few}`;
  const inclusive = issue.inclusive !== false;
  if (small) return `must be ${inclusive ? 'at least' : 'more than'} ${limit}`;
  return `must be ${inclusive ? 'at most' : 'less than'} ${limit}`;
}

/** The part of the sentence after the field's name. Schemas' own messages begin in lower case and go in as they are. */
function words(issue: Raw, value: unknown): string {
  if (value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union')) return 'is missing. Fill it in';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}, not ${typeOf(value)}`;
    case 'too_small':
    case 'too_big':
      return sizeWords(issue);
    case 'invalid_value': {
      const known = issue.values.map(String);
      const near = typeof value === 'string' ? closest(value, known) : null;
      return known.length === 1 ? `must be ${quote(issue.values[0])}` : `must be one of ${known.join(', ')}, not ${quote(value)}${near === null ? '' : `. Did you mean "${near}"?`}`;
    }
    case 'invalid_format':
      return /^[a-z]/.test(issue.message) ? issue.message : (FORMATS[issue.format] ?? 'has a form that is not known here');
    default:
      return /^[a-z]/.test(issue.message) ? issue.message : `is not right: ${issue.message}`;
  }
}

const CODES: Readonly<Record<string, string>> = {
  invalid_type: 'wrong-type', too_small: 'too-small', too_big: 'too-big', invalid_value: 'not-allowed', invalid_format: 'wrong-form', invalid_key: 'bad-name', invalid_union: 'no-match',
};

/** How well an alternative of a union fits: the one that fails deepest, then with the fewest complaints, is the one that was meant. */
const fit = (issues: readonly Raw[]): number => Math.max(...issues.map((i) => i.path.length)) * 100 - issues.length - (issues.some((i) => i.code === 'unrecognized_keys') ? 50 : 0);

function flatten(issue: Raw): Raw[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const best = issue.errors.toSorted((a, b) => fit(b) - fit(a))[0] ?? [];
  return best.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

export interface Told {
  /** What was parsed; looked into for the words. */
  readonly document: unknown;
  /** Where the parsed value stands in the whole document. */
  readonly prefix?: Place;
  /** The node or step that a path of the whole document lies in. */
  readonly nodeAt?: (path: readonly PropertyKey[]) => string | undefined;
}

function toIssues(raw: Raw, { document, prefix = [], nodeAt }: Told): Issue[] {
  const at = (path: readonly PropertyKey[]): Pick<Issue, 'path' | 'node'> => {
    const whole = [...prefix, ...path];
    const node = nodeAt?.(whole);
    return { path: pointer(whole), ...(node === undefined ? {} : { node }) };
  };
  if (raw.code === 'unrecognized_keys') {
    return raw.keys.map((key) => {
      const where = at([...raw.path, key]);
      return { code: 'unknown-field', severity: 'error', ...where, message: `"${key}" is not a field here. Check its spelling, or remove it.`, fix: { title: `Remove "${key}"`, changes: [{ path: where.path }] } };
    });
  }
  const value = getAt(document, raw.path as Place);
  const name = String([...prefix, ...raw.path].at(-1) ?? 'document');
  if (raw.code === 'invalid_union' && 'discriminator' in raw && value !== undefined) {
    const known = (raw as { options?: unknown[] }).options?.map(String) ?? [];
    const near = typeof value === 'string' ? closest(value, known) : null;
    return [{ code: 'unknown-kind', severity: 'error', ...at(raw.path), message: `There is no kind ${quote(value)}. ${near === null ? `Known kinds: ${known.join(', ')}.` : `Did you mean "${near}"?`}` }];
  }
  const code = value === undefined && CODES[raw.code] !== undefined ? 'missing' : (CODES[raw.code] ?? 'not-allowed');
  return [{ code, severity: 'error', ...at(raw.path), message: `"${name}" ${words(raw, value)}`.replace(/[.?]?$/, (end) => end || '.') }];
}

/** What a schema found, as issues with a JSON Pointer, in words that name the remedy; a hundred at most. */
export function issuesOf(error: z.ZodError, told: Told): Issue[] {
  return error.issues.flatMap(flatten).slice(0, LIMITS.issues).flatMap((issue) => toIssues(issue, told)).slice(0, LIMITS.issues);
}
