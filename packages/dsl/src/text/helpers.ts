import { formatDate, formatMoney, formatNumber, readNumber, type Manner } from './formats.ts';
import { TextProblem } from './template.ts';

/** A helper of texts: `{{upper customer.city}}`, or inside another one `{{default (upper customer.city) "there"}}`. */
export interface Helper {
  readonly name: string;
  /** Fewest and most values. */
  readonly arity: readonly [number, number];
  /** Options it takes as `name=value`. */
  readonly options?: readonly string[];
  /** True where it copes with a missing value; any other helper passes a missing first value on. */
  readonly lenient?: boolean;
  /** How it is written, for completions and help. */
  readonly example: string;
  run(args: readonly unknown[], options: ReadonlyMap<string, unknown>, manner: Manner): unknown;
}

const empty = (value: unknown) => value === undefined || value === null || value === '';

/** Handlebars' idea of yes: empty lists and zero are no. */
export const holds = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** The text of a value, or a problem where it has none. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => ['string', 'number', 'boolean'].includes(typeof item))) return value.join(', ');
  throw new TextProblem('text-value', `A ${Array.isArray(value) ? 'list of objects' : 'group of values'} cannot be printed; name one of its values.`);
}

const same = (a: unknown, b: unknown) => (empty(a) || empty(b) ? empty(a) && empty(b) : asText(a) === asText(b));
const asNumber = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
const compare = (a: unknown, b: unknown, test: (order: number) => boolean) => {
  const [left, right] = [asNumber(a), asNumber(b)];
  return typeof left === 'number' && typeof right === 'number' && !Number.isNaN(left - right) && test(left - right);
};
const capitalized = (text: string) => {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase() + rest.join('');
};

const list: readonly Helper[] = [
  { name: 'default', arity: [2, 5], lenient: true, example: '{{default customer.first_name "there"}}', run: (args) => args.find((value) => !empty(value)) ?? args.at(-1) },
  { name: 'upper', arity: [1, 1], example: '{{upper customer.city}}', run: ([value], _, { locale }) => asText(value).toLocaleUpperCase(locale) },
  { name: 'lower', arity: [1, 1], example: '{{lower customer.city}}', run: ([value], _, { locale }) => asText(value).toLocaleLowerCase(locale) },
  { name: 'capitalize', arity: [1, 1], example: '{{capitalize customer.first_name}}', run: ([value]) => capitalized(asText(value)) },
  {
    name: 'date',
    arity: [1, 2],
    options: ['locale', 'zone'],
    example: '{{date event.at "long"}}',
    run: ([value, style], options, manner) => formatDate(value, style === undefined ? 'long' : asText(style), override(manner, options)),
  },
  { name: 'number', arity: [1, 2], options: ['locale'], example: '{{number customer.points}}', run: ([value, decimals], options, manner) => formatNumber(value, decimals === undefined ? null : readNumber(decimals), override(manner, options)) },
  { name: 'money', arity: [1, 2], options: ['locale'], example: '{{money event.properties.value "EUR"}}', run: ([value, currency], options, manner) => formatMoney(value, currency, override(manner, options)) },
  { name: 'plural', arity: [3, 3], example: '{{number customer.points}} {{plural customer.points "point" "points"}}', run: ([count, one, many]) => asText(readNumber(count) === 1 ? one : many) },
  { name: 'eq', arity: [2, 2], lenient: true, example: '{{#if (eq customer.plan "pro")}}', run: ([a, b]) => same(a, b) },
  { name: 'ne', arity: [2, 2], lenient: true, example: '{{#if (ne customer.plan "pro")}}', run: ([a, b]) => !same(a, b) },
  { name: 'gt', arity: [2, 2], lenient: true, example: '{{#if (gt customer.points 100)}}', run: ([a, b]) => compare(a, b, (order) => order > 0) },
  { name: 'lt', arity: [2, 2], lenient: true, example: '{{#if (lt customer.points 100)}}', run: ([a, b]) => compare(a, b, (order) => order < 0) },
  { name: 'and', arity: [2, 10], lenient: true, example: '{{#if (and customer.vip customer.city)}}', run: (args) => args.every(holds) },
  { name: 'or', arity: [2, 10], lenient: true, example: '{{#if (or customer.vip customer.city)}}', run: (args) => args.some(holds) },
  { name: 'not', arity: [1, 1], lenient: true, example: '{{#if (not customer.vip)}}', run: ([value]) => !holds(value) },
];

function override(manner: Manner, options: ReadonlyMap<string, unknown>): Manner {
  const locale = options.get('locale');
  const zone = options.get('zone');
  return { ...manner, ...(typeof locale === 'string' ? { locale } : {}), ...(typeof zone === 'string' ? { zone } : {}) };
}

/** Every helper a text may use, by name. */
export const helpers: ReadonlyMap<string, Helper> = new Map(list.map((helper) => [helper.name, helper]));
