const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüàÆæßÉ');
const EXTENDED = new Set('^{}\\[~]|€\f');

/**
 * How many short messages a text takes, and how many units it is long. GSM 03.38: 160 septets in one message and 153 in each of several,
 * characters of the extension table count twice; any other character makes it UCS-2 with 70 and 67.
 */
export function smsParts(text: string): { parts: number; units: number } {
  const letters = [...text];
  const plain = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter));
  const units = plain ? letters.reduce((sum, letter) => sum + (EXTENDED.has(letter) ? 2 : 1), 0) : text.length;
  const [single, several] = plain ? [160, 153] : [70, 67];
  return { units, parts: units === 0 ? 0 : units <= single ? 1 : Math.ceil(units / several) };
}
