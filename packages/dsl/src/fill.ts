import { evaluate, explain } from './condition/index.ts';
import { operators } from './condition/operators.ts';
import { isObject } from './draft.ts';
import type { Facts } from './facts.ts';
import type { Json } from './json.ts';
import { parseText, renderText } from './text/index.ts';

/** A filled-in value, or why it could not be filled in: nobody gets half of it (ENG-12). */
export type Filled<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string };

const DEEPEST = 20;

/** Whether a value is written as JSON Logic: an object with one key, which is an operator. */
export function isExpression(value: unknown): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && operators.has(keys[0] ?? '');
}

/** Fills in the merge fields of one text. */
export function fillText(text: string, facts: Facts): Filled<string> {
  if (!text.includes('{{')) return { ok: true, value: text };
  const rendered = renderText(text, { customer: facts.customer, event: facts.event, steps: facts.steps }, { escape: 'none' });
  return rendered.ok ? rendered : { ok: false, because: rendered.issue.message };
}

/** Fills in a whole value: texts by their merge fields, `{"var": ...}` and other JSON Logic by its answer, lists and objects part by part. */
export function fillJson(value: Json, facts: Facts, depth = 0): Filled<Json> {
  if (typeof value === 'string') return fillText(value, facts);
  if (typeof value !== 'object' || value === null) return { ok: true, value };
  if (depth > DEEPEST) return { ok: false, because: `a value is nested deeper than ${DEEPEST} levels` };
  if (isExpression(value)) {
    const answer = evaluate(value, facts);
    return answer.ok ? answer : { ok: false, because: answer.issue.message };
  }
  if (Array.isArray(value)) return fillList(value, facts, depth);
  const filled: [string, Json][] = [];
  for (const [key, item] of Object.entries(value)) {
    const answer = fillJson(item, facts, depth + 1);
    if (!answer.ok) return { ok: false, because: `${key}: ${answer.because}` };
    filled.push([key, answer.value]);
  }
  return { ok: true, value: Object.fromEntries(filled) };
}

function fillList(list: readonly Json[], facts: Facts, depth: number): Filled<Json> {
  const filled: Json[] = [];
  for (const item of list) {
    const answer = fillJson(item, facts, depth + 1);
    if (!answer.ok) return answer;
    filled.push(answer.value);
  }
  return { ok: true, value: filled };
}

/** Where texts with merge fields and JSON Logic stand inside a value, for `needs`. */
export function findFills(value: unknown, at: readonly (string | number)[], depth = 0): { readonly texts: { at: readonly (string | number)[]; text: string }[]; readonly conditions: { at: readonly (string | number)[]; condition: unknown }[] } {
  if (depth > DEEPEST) return { texts: [], conditions: [] };
  if (typeof value === 'string') return { texts: value.includes('{{') ? [{ at, text: value }] : [], conditions: [] };
  if (isExpression(value)) return { texts: [], conditions: [{ at, condition: value }] };
  const parts: readonly (readonly [string | number, unknown])[] = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : isObject(value) ? Object.entries(value) : [];
  const found = parts.map(([key, item]) => findFills(item, [...at, key], depth + 1));
  return { texts: found.flatMap((one) => one.texts), conditions: found.flatMap((one) => one.conditions) };
}

/** The values that texts and JSON Logic inside some values read, by the names that trails keep them under. */
export function fillsUsed(values: readonly (Json | undefined)[], facts: Facts): Readonly<Record<string, Json>> {
  const found = values.map((value) => findFills(value, []));
  const used: Record<string, Json> = {};
  for (const { text } of found.flatMap(({ texts }) => texts)) {
    for (const field of parseText(text).fields) {
      const name = field.split('[]')[0] ?? field;
      Object.assign(used, explain({ var: name }, facts).used);
    }
  }
  for (const { condition } of found.flatMap(({ conditions }) => conditions)) Object.assign(used, explain(condition, facts).used);
  return used;
}
