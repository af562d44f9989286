const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

function withLinks(text: string): string {
  let html = '';
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    html += `${escape(text.slice(from, match.index))}<a href="${escape(match[0])}" style="color:#1f5fbf">${escape(match[0])}</a>`;
    from = match.index + match[0].length;
  }
  return html + escape(text.slice(from));
}

/** The scores of a survey, each a link that opens its page with that score chosen. Enough room for a thumb, and in words for those who listen. */
function scoreRow(scores: readonly { readonly score: number; readonly url: string }[]): string {
  if (scores.length === 0) return '';
  const most = scores.at(-1)?.score ?? 0;
  const links = scores.map(({ score, url }) => `<a href="${escape(url)}" aria-label="${score} of ${most}" style="display:inline-block;min-width:36px;padding:10px 4px;margin:0 4px 8px 0;border:1px solid #c7ccd4;border-radius:8px;text-align:center;text-decoration:none;color:#1f2937">${score}</a>`);
  return `\n<p style="margin:0">${links.join('\n')}</p>`;
}

/** A simple responsive page from plain text: blank lines make paragraphs, addresses become links. Tables and inline styles, since mail programs know little else. */
export function layoutOf(subject: string | null, body: string, foot: { readonly unsubscribeUrl: string | null; readonly whyUrl: string; readonly sender: string }, scores: readonly { readonly score: number; readonly url: string }[] = []): string {
  const paragraphs = body.trim().split(/\n\s*\n/).map((part) => `<p style="margin:0 0 16px">${withLinks(part.trim()).replaceAll('\n', '<br>')}</p>`).join('\n');
  const link = (href: string, words: string) => `<a href="${escape(href)}" style="color:#6b7280">${words}</a>`;
  const parts = [foot.sender === '' ? '' : escape(foot.sender), ...(foot.unsubscribeUrl === null ? [] : [link(foot.unsubscribeUrl, 'Unsubscribe'), link(foot.whyUrl, 'Why did I get this?')])].filter((part) => part !== '');
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(subject ?? '')}</title></head>
<body style="margin:0;padding:0;background:#f4f5f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px"><tr><td style="padding:32px 28px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;color:#1f2937">
${paragraphs}${scoreRow(scores)}
</td></tr></table>
${parts.length === 0 ? '' : `<p style="margin:16px 0 0;font:12px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;color:#6b7280">${parts.join(' &middot; ')}</p>`}
</td></tr></table>
</body></html>
`;
}
