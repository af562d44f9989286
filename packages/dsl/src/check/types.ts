import { behaviourOf } from '../condition/behaviour.ts';
import { checkCondition } from '../condition/index.ts';
import { comparisonOf } from '../condition/comparison.ts';
import { operationOf } from '../condition/rule.ts';
import { momentOf } from '../condition/moment.ts';
import { closest } from '../compile/closest.ts';
import type { Place } from '../compile/place.ts';
import { pointer, type Issue, type Severity } from '../issue.ts';
import type { KnownValue } from '../node-kind.ts';
import { eventsOf, propertyIn, traitIn } from './known.ts';
import type { View } from './view.ts';

type Literal = string | number | boolean;
type Type = NonNullable<KnownValue['type']>;

const TYPE_WORDS: Readonly<Record<Type, string>> = { string: 'a text', number: 'a number', boolean: 'yes or no', date: 'a date', list: 'a list' };
const isLiteral = (value: unknown): value is Literal => ['string', 'number', 'boolean'].includes(typeof value);
const isNumeric = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)));
const quoted = (value: Literal): string => (typeof value === 'string' ? `"${value}"` : String(value));

/** Where a value stands that is held against another one. */
interface Against {
  readonly value: Literal;
  readonly at: Place;
}

interface Question {
  readonly known: KnownValue;
  /** `customer.plan` */
  readonly path: string;
  readonly op: string;
  /** Where the value is read. */
  readonly at: Place;
  readonly against: readonly Against[];
}

interface Reader {
  readonly view: View;
  /** The events that `event` may be. */
  readonly events: readonly string[];
}

/** What is known of the value under a path; undefined where it is not, or not the same for every event that it may come from. */
function knownAt(path: unknown, { view, events }: Reader): KnownValue | undefined {
  if (typeof path !== 'string') return undefined;
  const [root, first, second, ...more] = path.split('.');
  if (root === 'customer' && first !== undefined && second === undefined) return traitIn(view.world, first);
  if (root !== 'event' || first !== 'properties' || second === undefined || more.length > 0 || events.length === 0) return undefined;
  const all = events.map((event) => propertyIn(view.world, event, second));
  if (!all.every((one): one is KnownValue => one !== undefined)) return undefined;
  const [one] = all;
  const type = all.every((other) => other.type === one?.type) ? one?.type : undefined;
  const values = all.every((other) => other.values !== undefined) ? [...new Set(all.flatMap((other) => other.values ?? []))] : undefined;
  return { name: second, ...(type === undefined ? {} : { type }), ...(values === undefined ? {} : { values }) };
}

const pathOf = (rule: unknown): unknown => {
  const found = operationOf(rule);
  return found?.op === 'var' && found.args.length === 1 ? found.args[0] : undefined;
};

/** The questions of a condition that hold one value of a customer or an event against written ones, each with its place. */
function* questionsIn(rule: unknown, at: Place, reader: Reader): Generator<Question> {
  if (Array.isArray(rule)) {
    for (const [i, item] of rule.entries()) yield* questionsIn(item, [...at, i], reader);
    return;
  }
  const found = operationOf(rule);
  if (found === null) return;
  const { op, args } = found;
  const listed = Array.isArray((rule as Record<string, unknown>)[op]);
  const place = (i: number): Place => (listed ? [...at, op, i] : [...at, op]);
  const past = behaviourOf(op, args);
  if (past !== null) {
    const where = past.property === null ? 1 : 2;
    if (past.where !== undefined) yield* questionsIn(past.where, [...place(where), 'where'], { ...reader, events: [past.event] });
    const known = op === 'sum' && past.property !== null ? propertyIn(reader.view.world, past.event, past.property) : undefined;
    if (known !== undefined) yield { known, path: `${past.property ?? ''} of ${past.event}`, op, at: place(1), against: [] };
    return;
  }
  const compared = comparisonOf(rule) !== null || ['in', 'before', 'after', 'within_last', 'starts_with', 'ends_with', 'matches_text'].includes(op);
  if (compared) {
    for (const [i, arg] of args.entries()) {
      const path = pathOf(arg);
      const known = knownAt(path, reader);
      if (known === undefined) yield* questionsIn(arg, place(i), reader);
      if (known === undefined || (op === 'in' && i !== 0)) continue;
      const against = args.flatMap((other, j): Against[] => (j === i ? [] : Array.isArray(other) ? other.flatMap((value: unknown, n) => (isLiteral(value) ? [{ value, at: [...place(j), n] }] : [])) : isLiteral(other) ? [{ value: other, at: place(j) }] : []));
      yield { known, path: String(path), op, at: place(i), against };
    }
    return;
  }
  for (const [i, arg] of args.entries()) yield* questionsIn(arg, place(i), reader);
}

interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly at: Place;
  readonly message: string;
  readonly fix?: { readonly title: string; readonly value: unknown };
}

const mismatch = (path: string, type: Type, at: Place, remedy: string, fix?: Finding['fix']): Finding => ({ code: 'type-mismatch', severity: 'warning', at, message: `${path} is ${TYPE_WORDS[type]}, ${remedy}`, ...(fix === undefined ? {} : { fix }) });

/** Whether some seen text reads as a number: then it may well be compared with one. */
const someNumeric = ({ values }: KnownValue): boolean => (values ?? []).some(isNumeric);

function ordering({ known, path }: Question, type: Type, { value, at }: Against): Finding[] {
  const wrong = (remedy: string): Finding[] => [mismatch(path, type, at, remedy)];
  switch (type) {
    case 'number':
      return isNumeric(value) ? [] : wrong(`so it cannot be held against ${quoted(value)}. Write a number.`);
    case 'string':
      return typeof value === 'number' && !someNumeric(known) ? wrong(`so it is never more or less than ${quoted(value)}. Ask whether it equals a text instead.`) : [];
    case 'date':
      return typeof value !== 'string' || Number.isNaN(momentOf(value)) ? wrong(`so it cannot be held against ${quoted(value)}. Use "before", "after" or "within the last" with a date.`) : [];
    case 'boolean':
      return wrong('so nothing is more or less than it. Ask whether it equals true or false.');
    default:
      return wrong(`so it cannot be held against ${quoted(value)}. Ask whether it holds a value: {"in": [${quoted(value)}, {"var": "${path}"}]}.`);
  }
}

function equality({ known, path, op }: Question, type: Type, { value, at }: Against): Finding[] {
  const strict = op.length === 3 || op === 'in';
  if (type === 'boolean' && typeof value === 'string') {
    const meant = { true: true, yes: true, false: false, no: false }[value.toLowerCase()];
    return [mismatch(path, type, at, `and never equals the text ${quoted(value)}. Write true or false, without quotes.`, meant === undefined ? undefined : { title: `Use ${String(meant)}`, value: meant })];
  }
  if (type === 'number' && typeof value === 'string' && (strict || !isNumeric(value))) return [mismatch(path, type, at, `and never equals the text ${quoted(value)}. Write a number, without quotes.`, isNumeric(value) ? { title: `Use ${Number(value)}`, value: Number(value) } : undefined)];
  if (type === 'date' && typeof value !== 'string') return [mismatch(path, type, at, `and never equals ${quoted(value)}. Write a date such as "2026-05-03".`)];
  if (type === 'string' && typeof value === 'boolean') return [mismatch(path, type, at, `and never equals ${quoted(value)}. Write the text it should be, in quotes.`)];
  if (type === 'list') return [mismatch(path, type, at, `so it never equals ${quoted(value)} alone. Ask whether it holds it: {"in": [${quoted(value)}, {"var": "${path}"}]}.`)];
  return type === 'string' ? unseen({ known, path }, { value, at }) : [];
}

/** A text that was never seen where all that was seen is known: a slip where a seen one is near, else worth a look. */
function unseen({ known, path }: Pick<Question, 'known' | 'path'>, { value, at }: Against): Finding[] {
  const seen = known.values?.filter((one) => typeof one === 'string') ?? [];
  if (seen.length === 0 || seen.includes(String(value))) return [];
  const near = closest(String(value), seen);
  const said = `${path} was never ${quoted(value)} so far, but ${seen.slice(0, 4).map(quoted).join(', ')}${seen.length > 4 ? ' and others' : ''}.`;
  if (near === null) return [{ code: 'value-never-seen', severity: 'hint', at, message: `${said} Check that your shop really sends this value.` }];
  return [{ code: 'value-never-seen', severity: 'warning', at, message: `${said} Did you mean ${quoted(near)}?`, fix: { title: `Use "${near}"`, value: near } }];
}

function findingsOf(question: Question): Finding[] {
  const { known, op, path, against } = question;
  const { type } = known;
  if (type === undefined) return op.includes('=') || op === 'in' ? against.flatMap((one) => unseen(question, one)).filter((one) => one.severity === 'warning') : [];
  const first = against[0]?.at ?? question.at;
  switch (op) {
    case '<':
    case '<=':
    case '>':
    case '>=':
      return against.flatMap((one) => ordering(question, type, one));
    case 'sum':
      return type === 'number' || (type === 'string' && someNumeric(known)) ? [] : [mismatch(path, type, first, 'so it has no sum. Choose a property that is a number, or count the events.')];
    case 'before':
    case 'after':
    case 'within_last':
      return type === 'date' || type === 'number' || (type === 'string' && (known.values ?? []).some((value) => !Number.isNaN(momentOf(value)))) || (type === 'string' && known.values === undefined) ? [] : [mismatch(path, type, first, 'so it is neither before nor after a moment. Choose a date.')];
    case 'starts_with':
    case 'ends_with':
    case 'matches_text':
      return type !== 'boolean' ? [] : [mismatch(path, type, first, 'so it holds no words. Ask whether it equals true or false.')];
    default:
      return against.flatMap((one) => equality(question, type, one));
  }
}

/** Comparisons that the values seen so far can never meet: a text with a number, a date with a number, a value nobody ever had. */
export function types(view: View): Issue[] {
  const { world } = view;
  if (world.traits === undefined && world.events === undefined) return [];
  return view.conditions.flatMap((placed) => {
    if (checkCondition(placed.condition).some((issue) => issue.severity === 'error')) return [];
    const reader: Reader = { view, events: eventsOf(view, placed) };
    return [...questionsIn(placed.condition, placed.at, reader)].flatMap((question) => findingsOf(question).map(({ code, severity, at, message, fix }): Issue => {
      const path = pointer(at);
      return { code, severity, path, ...(placed.node === undefined ? {} : { node: placed.node }), message, ...(fix === undefined ? {} : { fix: { title: fix.title, changes: [{ path, value: fix.value }] } }) };
    }));
  });
}
