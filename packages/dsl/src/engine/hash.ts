/**
 * MurmurHash3, the 32-bit variant for x86 (Austin Appleby, public domain), over the UTF-8 bytes of a text. Chosen because it is known,
 * short, and spreads keys that differ in one digit: a split needs no more (ENG-10).
 */
export function murmur3(text: string, seed = 0): number {
  const bytes = utf8(text);
  let hash = seed >>> 0;
  const whole = bytes.length & ~3;
  for (let at = 0; at < whole; at += 4) {
    const block = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    hash = rotate(hash ^ mix(block), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) >>> 0;
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= whole; at -= 1) rest = (rest << 8) | (bytes[at] ?? 0);
  if (whole < bytes.length) hash ^= mix(rest);
  return finish(hash ^ bytes.length);
}

const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));
const mix = (block: number) => Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);

function finish(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** A stable number in [0, 1) for a (seed, key, step), e.g. to draw the arm of a split (ENG-10). The parts are told apart, so ("a", "bc") is not ("ab", "c"). */
export function draw(seed: string, key: string, step: string): number {
  return murmur3(`${seed}\u0000${key}\u0000${step}`) / 4_294_967_296;
}
