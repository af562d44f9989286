/** NUL, and halves of surrogate pairs. */
const UNFIT = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SUSPECT = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNFIT, '\ufffd');
  if (Array.isArray(value)) return value.map(clean);
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, v]) => [clean(key), clean(v)]));
  return value;
}

/**
 * JSON text that PostgreSQL takes as jsonb. It refuses two things that JSON allows, NUL and halves of surrogate pairs;
 * both become U+FFFD, so that one odd character in one event never refuses a whole batch.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // most texts hold no escape of that form at all, which is seen much faster than by the pattern
  return text.includes('\\u') && SUSPECT.test(text) ? JSON.stringify(clean(value)) : text;
}

/** Text that PostgreSQL takes as `text`: see `jsonText`. */
export function plainText(value: string): string {
  return value.includes('\u0000') ? value.replaceAll('\u0000', '\ufffd') : value;
}
