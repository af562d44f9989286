/** Programs that fetch links and pictures of mails: scanners, previews, and the proxies of mail services, which load a picture for many or before anybody looks. */
const PROGRAMS = /bot\b|crawl|spider|slurp|preview|scan|prox(?:y|ies)|fetch|monitor|headless|phantom|python|curl|wget|libwww|httpclient|okhttp|java\/|go-http|node|axios|ruby|perl|barracuda|mimecast|proofpoint|safelinks|symantec|messagelabs|trendmicro|fireeye|cloudmark|facebookexternalhit|whatsapp|telegram|skypeuri|bingpreview|google(?:imageproxy|-read-aloud)|ggpht|yahoomailproxy|outlook-?ios-?prefetch|microsoft office (?:existence|protocol) discovery/i;

/** Whether a request was hardly made by a person: only hints, since a scanner can look like a browser. */
export function isMachine(method: string, headers: { get(name: string): string | null }): boolean {
  const agent = headers.get('user-agent')?.trim() ?? '';
  // Apple's mail privacy protection says no more than this
  if (method !== 'GET' || agent === '' || agent === 'Mozilla/5.0' || PROGRAMS.test(agent)) return true;
  return ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].some((name) => /prefetch|preview|prerender/i.test(headers.get(name) ?? ''));
}
