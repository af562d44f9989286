/** Signs of the default alphabet of GSM 03.38, and of its extension table, which take two places each. */
const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const EXTENDED = new Set('\f^{}\\[~]|€');

/** What an SMS costs to send. */
export interface SmsSegments {
  /** `gsm7` where every sign is in the GSM alphabet, else `ucs2`. */
  readonly encoding: 'gsm7' | 'ucs2';
  /** Places that the text takes: septets, or 16-bit units. */
  readonly units: number;
  /** Messages that it is sent, and paid for, as; 0 for an empty text. */
  readonly segments: number;
  /** Places left before another segment begins. */
  readonly left: number;
  /** Signs that no GSM alphabet has and that make the whole text dearer, each once, in order. */
  readonly dear: readonly string[];
}

const ROOM = { gsm7: { one: 160, many: 153 }, ucs2: { one: 70, many: 67 } } as const;

/**
 * Counts the segments of a text: 160 places in GSM-7 and 70 in UCS-2, or 153 and 67 where it needs more than one, since each part then carries
 * a header. Neither an escaped sign nor a surrogate pair is torn apart by the end of a segment.
 */
export function countSegments(text: string): SmsSegments {
  const signs = [...text];
  const dear = [...new Set(signs.filter((sign) => !BASIC.has(sign) && !EXTENDED.has(sign)))];
  const encoding = dear.length === 0 ? 'gsm7' : 'ucs2';
  const sizes = signs.map((sign) => (encoding === 'ucs2' ? sign.length : EXTENDED.has(sign) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { one, many } = ROOM[encoding];
  if (units <= one) return { encoding, units, segments: units === 0 ? 0 : 1, left: one - units, dear };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > many) { segments += 1; used = 0; }
    used += size;
  }
  return { encoding, units, segments, left: many - used, dear };
}
