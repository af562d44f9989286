import type { SummaryPart } from './node-kind.ts';

/**
 * Reading configs that may still be drafts: the editor asks for ports and summaries while a marketer is typing, so `ports`, `summary`
 * and `needs` of a kind must cope with fields that are absent or of the wrong shape.
 */
export interface Choice {
  /** Place in the list, also where earlier items are unusable. */
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** The items of a list of choices (paths, arms, branches) that have an id. */
export function choicesOf(list: unknown): Choice[] {
  return listOf(list).flatMap((item, index) => {
    if (!isObject(item) || typeof item['id'] !== 'string' || item['id'] === '') return [];
    return [{ index, id: item['id'], label: textOf(item['label']) || item['id'], item }];
  });
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a list, without what is no text. */
export function textsOf(value: unknown): string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string' && item !== '');
}

/** A text when there is one, as a list: for `needs`. */
export function named(...values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

/** A value on a card; an empty one shows as a gap to fill. */
export function strong(value: unknown): SummaryPart {
  return { text: typeof value === 'number' ? String(value) : textOf(value) || '…', strong: true };
}

/** Small words on a card. */
export function plain(text: string): SummaryPart {
  return { text };
}
