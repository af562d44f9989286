/** Blocks and brackets deeper than this are refused before the grammar sees them: its time grows with the square of the depth. */
const DEEPEST_SEEN = 200;

const MARKS = /\(|\)|\{\{~?\s*(?:[#^]|\/|else\s)/g;

/**
 * True where a text seems to be nested beyond all reason. Counts marks only, also in plain words and strings, so it can be
 * wrong about a text with hundreds of unclosed brackets, and never about a hostile one.
 */
export function isNestedBeyondReason(text: string): boolean {
  let blocks = 0;
  let chained = 0;
  let brackets = 0;
  for (const [mark] of text.matchAll(MARKS)) {
    if (mark === '(') brackets += 1;
    else if (mark === ')') brackets = Math.max(0, brackets - 1);
    else if (mark.endsWith('/')) blocks = Math.max(0, blocks - 1);
    else if (mark.includes('else')) chained += 1;
    else blocks += 1;
    if (blocks === 0) chained = 0;
    if (brackets > DEEPEST_SEEN || blocks + chained > DEEPEST_SEEN) return true;
  }
  return false;
}
