/** Edit distance of two words, counting a swap of neighbours as one; stops early once it exceeds `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] as number) + 1);
      next.push(best);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row[b.length] as number;
}

const flat = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, ' ').trim();

/** The known name nearest to `name`, ignoring case and separators, or null where none is near enough to be meant. */
export function closest(name: string, known: Iterable<string>): string | null {
  const wanted = flat(name.slice(0, 200));
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const d = distance(wanted, flat(candidate), least - 1);
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = closest(name, known);
  return near === null ? '' : ` Did you mean "${near}"?`;
}
