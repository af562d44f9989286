/**
 * Edit distance of two words, counting a swap of neighbours as one; more than `limit` where it exceeds it. Only cells less than `limit` off the
 * diagonal can matter, so only those are filled in.
 */
function distance(a: string, b: string, limit: number): number {
  const far = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return far;
  let before = Array.from({ length: b.length + 1 }, () => far);
  let row = Array.from({ length: b.length + 1 }, (_, j) => Math.min(j, far));
  let next = [...before];
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    next[from - 1] = from === 1 ? Math.min(i, far) : far;
    let least = next[from - 1] as number;
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same, far);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] as number) + 1);
      next[j] = best;
      if (best < least) least = best;
    }
    if (to < b.length) next[to + 1] = far;
    if (least > limit) return far;
    [before, row, next] = [row, next, before];
  }
  return row[b.length] as number;
}

/** Longer names are compared by their beginning, and more slips than this are another name: hostile input must not buy minutes of comparing (LANG-4). */
const LONGEST = 80;
const MOST_SLIPS = 5;

const flat = (name: string): string => name.slice(0, LONGEST).toLowerCase().replaceAll(/[\s_-]+/g, ' ').trim();

/** The known name nearest to `name`, ignoring case and separators, or null where none is near enough to be meant. */
export function closest(name: string, known: Iterable<string>): string | null {
  const wanted = flat(name);
  let best: string | null = null;
  let least = Math.min(MOST_SLIPS, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  for (const candidate of known) {
    const d = distance(wanted, flat(candidate), least - 1);
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}

/** Beyond this many issues nobody needs another guess, and in a large document each costs milliseconds. */
export const MOST_GUESSES = 10;

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = closest(name, known);
  return near === null ? '' : ` Did you mean "${near}"?`;
}
