const LONGEST_TEXT = 10_000;
const LONGEST_PATTERN = 500;

const plain = (text: string) => text.slice(0, LONGEST_TEXT).normalize('NFKC').toLocaleLowerCase('en');

/**
 * Whether a text holds the wanted words, whatever the case. With `*` in them, which stands for anything, the whole text must fit:
 * `*@example.com`. There are no regular expressions: some of them take for ever.
 */
export function matchesText(text: string, wanted: string): boolean {
  const pattern = plain(wanted).slice(0, LONGEST_PATTERN);
  const content = plain(text);
  if (!pattern.includes('*')) return content.includes(pattern);
  const pieces = pattern.split('*');
  const first = pieces.shift() ?? '';
  const last = pieces.pop() ?? '';
  if (!content.startsWith(first) || !content.endsWith(last) || content.length < first.length + last.length) return false;
  let from = first.length;
  const end = content.length - last.length;
  // The leftmost place of each piece leaves the most room for the next ones, so no place is tried twice.
  for (const piece of pieces) {
    const place = content.indexOf(piece, from);
    if (place < 0 || place + piece.length > end) return false;
    from = place + piece.length;
  }
  return true;
}
