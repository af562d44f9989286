/**
 * A number from 0 to 1 that belongs to a text for ever: what a made-up customer does is drawn from it, so that every feed is the
 * same. FNV-1a, mixed once more because its high bits hardly differ between `order-1` and `order-2`.
 */
export function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of a list, chosen by a text. */
export function pick<T>(list: readonly T[], text: string): T {
  const found = list[Math.floor(chance(text) * list.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}
