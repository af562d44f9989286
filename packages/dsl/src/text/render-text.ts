import type { Issue } from '../issue.ts';
import { readPath } from '../condition/rule.ts';
import { readLocale, type Manner } from './formats.ts';
import { asText, helpers, holds } from './helpers.ts';
import { templateOf } from './parse-text.ts';
import { LONGEST_OUTPUT, MOST_ITEMS, MOST_PIECES, TextProblem, type Expression, type Piece } from './template.ts';

/** What a text may refer to: `customer`, `event`, `steps`, and what the host adds, e.g. `workspace` and `unsubscribe_url`. */
export type TextScope = Readonly<Record<string, unknown>>;
export type Rendered = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly issue: Issue };

/** Where values are read from: one for the whole text, and one inside each `each` and `with`. */
interface Frame {
  readonly value: unknown;
  readonly outer: Frame | null;
  readonly names: ReadonlyMap<string, unknown>;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Rendering {
  readonly scope: TextScope;
  readonly html: boolean;
  readonly manner: Manner;
  output: string;
  pieces: number;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"'`=]/g, (sign) => ENTITIES[sign] ?? sign);

const IN_LINK = /\b(?:href|src|action|formaction|poster|background)\s*=\s*["']?\s*$/i;
const LINK_SCHEMES = new Set(['http', 'https', 'mailto', 'tel', 'sms', 'cid']);

/**
 * Fills in the fields of a text. A field that has no value makes the whole text fail with an issue that names it, unless the text says what
 * to do without it (`default`, `if`): nobody gets half a message (ENG-12). Own properties only. `escape` is `html` for HTML, `none` for plain text.
 */
export function renderText(template: string, scope: TextScope, options: { readonly escape: 'html' | 'none' }): Rendered {
  const { pieces, issues } = templateOf(template);
  if (!pieces) return { ok: false, issue: issues.find((issue) => issue.severity === 'error') ?? problem('text-syntax', 'The text cannot be read.') };
  const rendering: Rendering = { scope, html: options.escape === 'html', manner: mannerOf(scope), output: '', pieces: 0 };
  try {
    renderPieces(pieces, { value: scope, outer: null, names: new Map(), data: {} }, rendering);
    return { ok: true, value: rendering.output };
  } catch (error) {
    if (error instanceof TextProblem) return { ok: false, issue: problem(error.code, error.message) };
    return { ok: false, issue: problem('text-failed', `The text could not be filled in: ${error instanceof Error ? error.message : String(error)}.`) };
  }
}

const problem = (code: string, message: string): Issue => ({ code, severity: 'error', path: '', message });

function mannerOf(scope: TextScope): Manner {
  const read = (...path: string[]) => readPath(scope, path);
  const zone = read('customer', 'timezone') ?? read('workspace', 'timezone') ?? read('workspace', 'zone');
  const currency = read('workspace', 'currency');
  return {
    locale: readLocale(read('customer', 'locale')) ?? readLocale(read('workspace', 'locale')) ?? 'en',
    zone: typeof zone === 'string' ? zone : 'UTC',
    currency: typeof currency === 'string' ? currency : null,
  };
}

function renderPieces(pieces: readonly Piece[], frame: Frame, rendering: Rendering): void {
  for (const piece of pieces) {
    rendering.pieces += 1;
    if (rendering.pieces > MOST_PIECES) throw new TextProblem('text-too-long', 'The text goes through too many list items.');
    if (piece.type === 'words') print(piece.words, rendering);
    else if (piece.type === 'field') printValue(asText(evaluate(piece.value, frame, rendering, false)), rendering);
    else if (piece.type === 'if') renderPieces(holds(evaluate(piece.test, frame, rendering, true)) === piece.negated ? piece.otherwise : piece.body, frame, rendering);
    else renderBlock(piece, frame, rendering);
  }
}

function printValue(value: string, rendering: Rendering): void {
  if (rendering.html && IN_LINK.test(rendering.output.slice(-40))) checkLink(value);
  print(rendering.html ? escapeHtml(value) : value, rendering);
}

/** A value that a link begins with decides what the link does; only what leads to a page, a mail or a call is let through. */
function checkLink(value: string): void {
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(value.replaceAll(/[\u0000-\u0020]/g, ''))?.[1]?.toLowerCase();
  if (scheme !== undefined && !LINK_SCHEMES.has(scheme)) throw new TextProblem('text-unsafe-link', `A link to "${scheme}:" is not sent; links begin with https:, mailto: or tel:.`);
}

function print(text: string, rendering: Rendering): void {
  rendering.output += text;
  if (rendering.output.length > LONGEST_OUTPUT) throw new TextProblem('text-too-long', `The text grows beyond ${LONGEST_OUTPUT} characters.`);
}

function renderBlock(piece: Extract<Piece, { type: 'each' | 'with' }>, frame: Frame, rendering: Rendering): void {
  const value = evaluate(piece.of, frame, rendering, piece.otherwise !== null);
  if (piece.type === 'with') {
    if (holds(value)) renderPieces(piece.body, inner(piece.names, value, null, frame, {}), rendering);
    else renderPieces(piece.otherwise ?? [], frame, rendering);
    return;
  }
  const items: readonly (readonly [string | number, unknown])[] = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (items.length > MOST_ITEMS) throw new TextProblem('text-too-long', `A list of ${items.length} items is too long for a text; it may have ${MOST_ITEMS}.`);
  items.forEach(([key, item], index) => {
    renderPieces(piece.body, inner(piece.names, item, key, frame, { index, key, first: index === 0, last: index === items.length - 1 }), rendering);
  });
  if (items.length === 0) renderPieces(piece.otherwise ?? [], frame, rendering);
}

const inner = ([name, keyName]: readonly string[], value: unknown, key: unknown, outer: Frame, data: Frame['data']): Frame => ({
  value,
  outer,
  names: new Map([...(name === undefined ? [] : [[name, value] as const]), ...(keyName === undefined ? [] : [[keyName, key] as const])]),
  data,
});

/** The value of an expression. Where `lenient`, a missing one is undefined; else it is a problem that names the field. */
function evaluate(expression: Expression, frame: Frame, rendering: Rendering, lenient: boolean): unknown {
  if (expression.type === 'literal') return expression.value ?? undefined;
  if (expression.type === 'call') return call(expression, frame, rendering, lenient);
  const value = look(expression, frame, rendering.scope) ?? undefined;
  if (value === undefined && !lenient) {
    throw new TextProblem('text-missing-field', `"${expression.shown}" has no value for this customer. Say what to print instead, e.g. {{default ${expression.shown} "..."}}.`);
  }
  return value;
}

function call(expression: Extract<Expression, { type: 'call' }>, frame: Frame, rendering: Rendering, lenient: boolean): unknown {
  const helper = helpers.get(expression.helper);
  if (!helper) throw new TextProblem('text-unknown-helper', `There is no helper "${expression.helper}".`);
  const forgiving = lenient || helper.lenient === true;
  const args = expression.args.map((arg) => evaluate(arg, frame, rendering, forgiving));
  if (!helper.lenient && args.includes(undefined)) return undefined;
  const options = new Map([...expression.options].map(([name, value]) => [name, evaluate(value, frame, rendering, forgiving)]));
  const value = helper.run(args, options, rendering.manner);
  if (value === undefined && !lenient) throw new TextProblem('text-missing-field', `None of the values of "${helper.name}" is there; end it with words in quotes, e.g. ${helper.example}.`);
  return value;
}

function look(path: Extract<Expression, { type: 'path' }>, frame: Frame, scope: TextScope): unknown {
  let at: Frame | null = frame;
  for (let up = path.up; up > 0 && at; up -= 1) at = at.outer;
  if (!at) return undefined;
  if (path.data === 'root') return readPath(scope, path.parts);
  if (path.data !== null) return nearestData(at, path.data);
  const [first] = path.parts;
  if (first !== undefined && path.up === 0 && !path.own) {
    for (let named: Frame | null = at; named; named = named.outer) {
      if (named.names.has(first)) return readPath(named.names.get(first), path.parts.slice(1));
    }
    // Inside a list `customer` still means the customer, unless the item has a value of that name itself.
    if (readPath(at.value, [first]) === undefined && at.outer) return readPath(scope, path.parts);
  }
  return readPath(at.value, path.parts);
}

function nearestData(frame: Frame, name: string): unknown {
  for (let at: Frame | null = frame; at; at = at.outer) if (Object.hasOwn(at.data, name)) return at.data[name];
  return undefined;
}
