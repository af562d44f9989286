/// <reference types="handlebars" preserve="true" />
import { didYouMean } from '../compile/closest.ts';
import type { Issue } from '../issue.ts';
import type { Expression } from './template.ts';

export type Ast = hbs.AST.Node;

/** Names that a text can begin a field with; a host may add more to the scope. */
export const textNames: readonly string[] = ['customer', 'event', 'steps', 'workspace', 'journey', 'message', 'now', 'unsubscribe_url', 'preferences_url', 'why_url', 'view_url', 'survey_url'];
const RESERVED = new Set(['__proto__', 'constructor', 'prototype', '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__']);
/** After these a text is better read again than listed on. */
const MOST_ISSUES = 50;

/** What is gathered while a text is read. */
export interface Reader {
  readonly fields: Set<string>;
  readonly issues: Issue[];
}

/** Where a piece stands: `frames` from the whole text inwards, one for each `each` and `with`. */
export interface Place {
  readonly depth: number;
  readonly lists: number;
  readonly frames: readonly { readonly prefix: string; readonly names: ReadonlyMap<string, string> }[];
}

export function report(reader: Reader, node: Ast, code: string, message: string, severity: Issue['severity'] = 'error'): void {
  if (reader.issues.length >= MOST_ISSUES && (severity !== 'error' || reader.issues.at(-1)?.severity === 'error')) return;
  const line = (node.loc as hbs.AST.SourceLocation | undefined)?.start.line;
  reader.issues.push({ code, severity, path: '', message: line === undefined || line < 2 ? message : `Line ${line}: ${message}` });
}

export type PathExpression = Extract<Expression, { type: 'path' }>;

export function readPathExpression(node: hbs.AST.PathExpression, place: Place, reader: Reader): Expression | null {
  const parts = node.parts.map(String);
  const bad = parts.find((part) => RESERVED.has(part));
  if (bad !== undefined) {
    report(reader, node, 'text-not-allowed', `"${bad}" cannot be read from a text.`);
    return null;
  }
  if (node.depth >= place.frames.length) {
    report(reader, node, 'text-argument', `"${node.original}" leads out of the text.`);
    return null;
  }
  if (node.data) return readData(node, parts, reader);
  const path: PathExpression = { type: 'path', parts, up: node.depth, data: null, own: /^(this|\.)/.test(node.original), shown: node.original };
  const field = fieldOf(path, place);
  if (field !== '') reader.fields.add(field);
  const first = field.split(/[.[]/)[0] ?? '';
  if (field !== '' && !textNames.includes(first)) {
    report(reader, node, 'text-unknown-field', `Nothing is called "${node.original}" here.${didYouMean(first, textNames) || ` For a property of the customer write {{customer.${node.original}}}.`}`, 'warning');
  }
  return path;
}

function readData(node: hbs.AST.PathExpression, parts: readonly string[], reader: Reader): Expression | null {
  const [data = '', ...rest] = parts;
  if (!['index', 'key', 'first', 'last', 'root'].includes(data) || (data !== 'root' && rest.length > 0)) {
    report(reader, node, 'text-unknown-field', `There is no "${node.original}"; there are @index, @key, @first, @last and @root.`);
    return null;
  }
  if (data === 'root' && rest.length > 0) reader.fields.add(rest.join('.'));
  return { type: 'path', parts: rest, up: node.depth, data, own: true, shown: node.original };
}

/** The path from the top of the scope, as far as it can be known without data. */
export function fieldOf(path: PathExpression, place: Place): string {
  const [first = '', ...rest] = path.parts;
  if (path.up === 0 && !path.own) {
    for (const frame of place.frames.toReversed()) {
      const named = frame.names.get(first);
      if (named !== undefined) return [named, ...rest].filter(Boolean).join('.');
    }
    if (textNames.includes(first)) return path.parts.join('.');
  }
  const prefix = place.frames[place.frames.length - 1 - path.up]?.prefix ?? '';
  return [prefix, ...path.parts].filter(Boolean).join('.');
}

