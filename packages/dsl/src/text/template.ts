/** A text with merge fields, parsed and checked. Only what stands here can be in one. */
export type Piece =
  | { readonly type: 'words'; readonly words: string }
  | { readonly type: 'field'; readonly value: Expression }
  | { readonly type: 'if'; readonly test: Expression; readonly negated: boolean; readonly body: readonly Piece[]; readonly otherwise: readonly Piece[] }
  | { readonly type: 'each' | 'with'; readonly of: Expression; readonly names: readonly string[]; readonly body: readonly Piece[]; readonly otherwise: readonly Piece[] | null };

export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  /** `up` counts `../`; `data` is `index`, `key`, `first`, `last` or `root` for `@index` and so on; `own` is true for `this.name`. */
  | { readonly type: 'path'; readonly parts: readonly string[]; readonly up: number; readonly data: string | null; readonly own: boolean; readonly shown: string }
  | { readonly type: 'call'; readonly helper: string; readonly args: readonly Expression[]; readonly options: ReadonlyMap<string, Expression> };

/** The most characters of a text. */
export const LONGEST_TEXT = 100_000;
/** The most characters a text may grow to once its fields are filled in. */
export const LONGEST_OUTPUT = 1_000_000;
/** How deep blocks and brackets may be nested. */
export const DEEPEST_NESTING = 24;
/** How deep lists may be nested: a list of orders with their items. */
export const DEEPEST_LISTS = 2;
/** The most items of one list that a text goes through. */
export const MOST_ITEMS = 1_000;
/** Pieces a text may print in all. */
export const MOST_PIECES = 100_000;

/** Why a text cannot be parsed or rendered; turned into an issue at the door of this folder. */
export class TextProblem extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
