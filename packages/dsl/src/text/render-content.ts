import type { Content } from '../engine/command.ts';
import type { Issue } from '../issue.ts';
import { renderText, type TextScope } from './render-text.ts';

export type RenderedContent = { readonly ok: true; readonly value: Content } | { readonly ok: false; readonly issue: Issue };

/** Characters that end a line anywhere, and so could add a header to a mail. */
const LINE_BREAKS = /[\r\n\v\f\u0085\u2028\u2029]+/g;

/**
 * Fills in all parts of a message or none (ENG-12): the issue's `path` names the part. Values in `html` are escaped; a subject stays on one
 * line, whatever its fields hold, so that no value can add headers to a mail.
 */
export function renderContent(content: Content, scope: TextScope): RenderedContent {
  const value: { subject?: string; body: string; html?: string } = { body: '' };
  for (const part of ['subject', 'body', 'html'] as const) {
    const text = content[part];
    if (text === undefined) continue;
    const rendered = renderText(text, scope, { escape: part === 'html' ? 'html' : 'none' });
    if (!rendered.ok) return { ok: false, issue: { ...rendered.issue, path: `/${part}` } };
    value[part] = part === 'subject' ? rendered.value.replaceAll(LINE_BREAKS, ' ').trim() : rendered.value;
  }
  return { ok: true, value };
}
