/** How wide a text is in pixels. */
export type Measure = (text: string) => number;

/** Breaks a text into lines of at most `width` pixels; a word that is longer is broken inside. The last of `most` lines ends in an ellipsis where there is more. */
export function wrap(text: string, width: number, most: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean).flatMap((one) => pieces(one, width, measure))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (measure(longer) <= width) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shorten(`${lines[most - 1] ?? ''}…`, width, measure)];
}

function shorten(text: string, width: number, measure: Measure): string {
  let short = text;
  while (short.length > 1 && measure(short) > width) short = `${short.slice(0, -2).trimEnd()}…`;
  return short;
}

function pieces(word: string, width: number, measure: Measure): readonly string[] {
  const parts: string[] = [];
  let rest = word;
  while (rest.length > 1 && measure(rest) > width) {
    let size = rest.length - 1;
    while (size > 1 && measure(rest.slice(0, size)) > width) size -= 1;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...parts, rest];
}
