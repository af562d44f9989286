/** Random numbers in [0, 1) that a seed repeats to the bit. */
export type Random = () => number;

/** Mulberry32 (Tommy Ettinger, public domain): small, quick, and even enough for made-up customers. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
