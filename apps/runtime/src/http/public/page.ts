import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Whatever `html` of hono makes: text that was escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root { color-scheme: light dark; --paper: #faf8f5; --card: #fff; --ink: #2b2a33; --soft: #5f5c6b; --line: #e5e1da; --accent: #4f4bb8; --on: #fff }
@media (prefers-color-scheme: dark) { :root { --paper: #1b1a20; --card: #25242c; --ink: #f1eff5; --soft: #b9b5c5; --line: #3a3843; --accent: #a9a6ff; --on: #1b1a20 } }
* { box-sizing: border-box } body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif }
main { width: 100%; max-width: 560px; background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 32px }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25 } p { margin: 0 0 16px } p:last-child { margin-bottom: 0 } .soft { color: var(--soft); font-size: 15px }
button { min-height: 44px; padding: 0 20px; border: 0; border-radius: 10px; background: var(--accent); color: var(--on); font: inherit; font-weight: 600; cursor: pointer } button:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
a { color: var(--accent) } details { border-top: 1px solid var(--line); padding-top: 16px } summary { cursor: pointer; min-height: 32px } ol { padding-left: 22px; margin: 12px 0 } li { margin-bottom: 8px }
`;

/** A page for customers: no scripts, no cookies, nothing loaded from elsewhere. */
export function publicPage(title: string, workspace: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${title} · ${workspace}</title><style>${raw(STYLE)}</style></head>
<body><main>${content}</main></body></html>`;
}

/** Headers of every public page: the address is a secret of its receiver, and nothing may run. */
export const PUBLIC_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};
