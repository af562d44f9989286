/** A key for a name: letters without accents, digits and hyphens, e.g. `Grüße, 2. Mail` -> `grusse-2-mail`. Empty where nothing is left. */
export function keyFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}
