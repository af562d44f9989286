/// <reference path="./handlebars-grammar.d.ts" />
import { parse as parseHandlebars } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { didYouMean } from '../compile/closest.ts';
import type { Issue } from '../issue.ts';
import { helpers } from './helpers.ts';
import { isNestedBeyondReason } from './nesting.ts';
import { fieldOf, readPathExpression, report, type Ast, type Place, type Reader } from './read-path.ts';
import { DEEPEST_LISTS, DEEPEST_NESTING, LONGEST_TEXT, type Expression, type Piece } from './template.ts';

/*
 * Handlebars gives the grammar and the white space around blocks; meaning is given here and in render-text.ts, by walking its tree.
 * Compiling with Handlebars would make code from text with `new Function`, knows no limits, and has helpers and paths we do not want.
 */
/** What a text is made of: `fields` are the paths it prints or asks, `list[].name` for values of list items. */
export interface ParsedText {
  readonly ok: boolean;
  readonly fields: string[];
  readonly issues: Issue[];
}

/** A parsed text, ready to be rendered. `pieces` is null where it has errors. */
export interface Template extends ParsedText {
  readonly pieces: readonly Piece[] | null;
}

const BLOCKS = new Set(['if', 'unless', 'each', 'with']);
const CACHE_LIMIT = 300;
const cache = new Map<string, Template>();

/** The parsed text, remembered for the texts used most recently. */
export function templateOf(text: string): Template {
  const known = cache.get(text);
  if (known) {
    cache.delete(text);
    cache.set(text, known);
    return known;
  }
  const fresh = parse(text);
  cache.set(text, fresh);
  if (cache.size > CACHE_LIMIT) cache.delete(cache.keys().next().value ?? '');
  return fresh;
}

/**
 * Parses a text with merge fields (Handlebars) without rendering it: safe for any input. Each issue names the place and the remedy;
 * its `path` is empty, for the caller knows where the text stands.
 */
export function parseText(template: string): ParsedText {
  const { ok, fields, issues } = templateOf(template);
  return { ok, fields: [...fields], issues: [...issues] };
}

function parse(text: unknown): Template {
  if (typeof text !== 'string') return refused('text-not-text', 'A text is expected here.');
  if (text.length > LONGEST_TEXT) return refused('text-too-long', `The text is longer than ${LONGEST_TEXT} characters.`);
  if (text.includes('{{{{')) return refused('text-not-allowed', 'Four opening braces are not allowed: write fields as {{customer.first_name}}.');
  if (isNestedBeyondReason(text)) return refused('text-too-deep', 'The text has too many blocks or brackets inside each other.');
  let tree: hbs.AST.Program;
  try {
    tree = parseHandlebars(text);
  } catch (error) {
    return refused('text-syntax', inPlainWords(error));
  }
  const reader: Reader = { fields: new Set(), issues: [] };
  const pieces = readBody(tree, { depth: 0, lists: 0, frames: [{ prefix: '', names: new Map() }] }, reader);
  const ok = !reader.issues.some((issue) => issue.severity === 'error');
  return { ok, fields: [...reader.fields], issues: reader.issues, pieces: ok ? pieces : null };
}

const refused = (code: string, message: string): Template => ({ ok: false, fields: [], issues: [{ code, severity: 'error', path: '', message }], pieces: null });

function inPlainWords(error: unknown): string {
  if (error instanceof RangeError) return 'The text has too many blocks inside each other.';
  const message = error instanceof Error ? error.message : String(error);
  const line = /line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1];
  const mismatch = /(\S+) doesn't match (\S+)/.exec(message);
  const place = line ? ` in line ${line}` : '';
  if (mismatch) return `The block {{#${mismatch[1] ?? ''}}}${place} is closed by {{/${mismatch[2] ?? ''}}}: each block is closed by its own name.`;
  return `The braces${place} cannot be read: check that each {{ has its }} and each {{#if}} its {{/if}}.`;
}

function readBody(program: hbs.AST.Program | undefined, place: Place, reader: Reader): Piece[] {
  if (!program) return [];
  return program.body.flatMap((node) => readPiece(node, place, reader) ?? []);
}

function readPiece(node: Ast, place: Place, reader: Reader): Piece | null {
  switch (node.type) {
    case 'ContentStatement':
      return { type: 'words', words: (node as hbs.AST.ContentStatement).value };
    case 'CommentStatement':
      return null;
    case 'MustacheStatement':
      return readField(node as hbs.AST.MustacheStatement, place, reader);
    case 'BlockStatement':
      return readBlock(node as hbs.AST.BlockStatement, place, reader);
    default:
      report(reader, node, 'text-not-allowed', 'Parts of other texts ({{> ...}}) and decorators ({{* ...}}) are not allowed.');
      return null;
  }
}

function readField(node: hbs.AST.MustacheStatement, place: Place, reader: Reader): Piece | null {
  if (!node.escaped) {
    report(reader, node, 'text-not-allowed', 'Three braces are not allowed, since they would print unchecked HTML: use two.');
    return null;
  }
  const value = readCall(node, place, reader, true);
  return value && { type: 'field', value };
}

function readBlock(node: hbs.AST.BlockStatement, place: Place, reader: Reader): Piece | null {
  const name = node.path.original;
  if (!BLOCKS.has(name)) {
    report(reader, node, 'text-unknown-helper', `There is no block {{#${name}}}.${didYouMean(name, BLOCKS) || ' There are if, unless, each and with.'}`);
    return null;
  }
  if (place.depth >= DEEPEST_NESTING) {
    report(reader, node, 'text-too-deep', `Blocks are nested deeper than ${DEEPEST_NESTING} levels.`);
    return null;
  }
  const [subject] = node.params;
  if (node.params.length !== 1 || !subject || node.hash?.pairs.length) {
    report(reader, node, 'text-argument', `{{#${name}}} takes exactly one value, e.g. {{#${name} customer.orders}}. Put comparisons in brackets: {{#if (eq customer.plan "pro")}}.`);
    return null;
  }
  const value = readExpression(subject, place, reader);
  const inner = { ...place, depth: place.depth + 1 };
  const otherwise = (node.inverse as hbs.AST.Program | undefined) ? readBody(node.inverse, inner, reader) : null;
  if (name === 'if' || name === 'unless') return value && { type: 'if', test: value, negated: name === 'unless', body: readBody(node.program, inner, reader), otherwise: otherwise ?? [] };
  const type = name === 'each' ? 'each' : 'with';
  const lists = place.lists + (type === 'each' ? 1 : 0);
  if (lists > DEEPEST_LISTS) {
    report(reader, node, 'text-too-deep', `Lists can be nested ${DEEPEST_LISTS} deep, not deeper.`);
    return null;
  }
  const names = (node.program as hbs.AST.Program | undefined)?.blockParams ?? [];
  const prefix = `${value?.type === 'path' ? fieldOf(value, place) : ''}${type === 'each' ? '[]' : ''}`;
  const frames = [...place.frames, { prefix, names: new Map(names.slice(0, 1).map((own) => [own, prefix])) }];
  const body = readBody(node.program, { depth: inner.depth, lists, frames }, reader);
  return value && { type, of: value, names, body, otherwise };
}

function readExpression(node: Ast, place: Place, reader: Reader): Expression | null {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return { type: 'literal', value: (node as hbs.AST.StringLiteral).value };
    case 'NullLiteral':
    case 'UndefinedLiteral':
      return { type: 'literal', value: null };
    case 'PathExpression':
      return readPathExpression(node as hbs.AST.PathExpression, place, reader);
    case 'SubExpression':
      return readCall(node as hbs.AST.SubExpression, { ...place, depth: place.depth + 1 }, reader, false);
    default:
      report(reader, node, 'text-syntax', 'This cannot stand in a field.');
      return null;
  }
}

/** `{{customer.city}}`, `{{upper customer.city}}` or, in brackets, `(upper customer.city)`. */
function readCall(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression, place: Place, reader: Reader, mayBePath: boolean): Expression | null {
  if (place.depth > DEEPEST_NESTING) {
    report(reader, node, 'text-too-deep', `Brackets are nested deeper than ${DEEPEST_NESTING} levels.`);
    return null;
  }
  const pairs = node.hash?.pairs ?? [];
  const name = 'original' in node.path ? String(node.path.original) : '';
  const helper = helpers.get(name);
  if (!helper && mayBePath && node.params.length === 0 && pairs.length === 0) return readExpression(node.path, place, reader);
  if (!helper) {
    report(reader, node, 'text-unknown-helper', `There is no helper "${name.slice(0, 60)}".${didYouMean(name, helpers.keys()) || ` There are ${[...helpers.keys()].join(', ')}.`}`);
    return null;
  }
  const [fewest, most] = helper.arity;
  if (node.params.length < fewest || node.params.length > most) {
    report(reader, node, 'text-argument', `"${name}" takes ${fewest === most ? fewest : `${fewest} to ${most}`} value${most === 1 ? '' : 's'}, e.g. ${helper.example}.`);
    return null;
  }
  const unknown = pairs.find((pair) => !helper.options?.includes(pair.key));
  if (unknown) {
    report(reader, unknown, 'text-argument', `"${name}" has no option "${unknown.key}".`);
    return null;
  }
  const args = node.params.map((param) => readExpression(param, place, reader));
  const options = pairs.map((pair) => [pair.key, readExpression(pair.value, place, reader)] as const);
  if (args.includes(null) || options.some(([, value]) => value === null)) return null;
  return { type: 'call', helper: name, args: args as Expression[], options: new Map(options as [string, Expression][]) };
}
