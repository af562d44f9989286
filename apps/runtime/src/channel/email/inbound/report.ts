import type { Attachment } from 'mailparser';
import { verdictOf, type Verdict } from './verdict.ts';

/** A group of fields of a report, names in lower case. */
export type Fields = Readonly<Record<string, string>>;

/** What a server reports of one receiver (RFC 3464). */
export interface DeliveryReport { readonly recipient: string | null; readonly verdict: Verdict | 'delivered'; readonly detail: string }

/** Groups of `Name: value` lines, parted by empty ones; folded lines are joined. */
export function fieldGroups(text: string): Fields[] {
  const plain = text.replaceAll('\r\n', '\n').replaceAll(/\n[ \t]+/g, ' ');
  return plain.split(/\n[ \t]*\n/).map((group) => {
    const fields: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const line of group.split('\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) fields[line.slice(0, colon).trim().toLowerCase()] ??= line.slice(colon + 1).trim();
    }
    return fields;
  }).filter((fields) => Object.keys(fields).length > 0);
}

const typed = (value: string | undefined): string => (value ?? '').replace(/^[^;]*;\s*/, '').trim();

/** The receivers a `message/delivery-status` part speaks of. A relayed or expanded mail is on its way, and nothing is said of it. */
export function deliveryReports(text: string): DeliveryReport[] {
  return fieldGroups(text).flatMap((fields) => {
    const action = /^[a-z]+/.exec((fields['action'] ?? '').toLowerCase())?.[0];
    const recipient = typed(fields['original-recipient'] ?? fields['final-recipient']).replace(/^<|>$/g, '');
    if (fields['final-recipient'] === undefined && fields['original-recipient'] === undefined) return [];
    const detail = [fields['status'] ?? '', typed(fields['diagnostic-code'])].filter((part) => part !== '').join(' ').slice(0, 500);
    const of = (verdict: DeliveryReport['verdict']) => [{ recipient: recipient === '' ? null : recipient, verdict, detail }];
    if (action === 'delivered') return of('delivered');
    if (action === 'delayed') return of('delayed');
    return action === 'relayed' || action === 'expanded' ? [] : of(verdictOf(statusOf(fields), detail));
  });
}

/** The server that really refused knows best: its words hold a narrower code than the report's own in many products. */
function statusOf(fields: Fields): string {
  const said = fields['status'] ?? '';
  const inside = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(typed(fields['diagnostic-code']))?.[0];
  return inside !== undefined && /^5\.[05]\.0/.test(said) ? inside : said;
}

/** RFC 5965: what kind of complaint a `message/feedback-report` part is; null where it is none (`not-spam`, an authentication report). */
export function complaintType(text: string): string | null {
  const type = fieldGroups(text).find((fields) => fields['feedback-type'] !== undefined)?.['feedback-type']?.toLowerCase() ?? null;
  return type !== null && ['abuse', 'fraud', 'virus', 'other', 'opt-out', 'opt-out-list'].includes(type) ? type : null;
}

/** The text of the first part of a type. */
export const partOf = (parts: readonly Attachment[], type: RegExp): string | null => parts.find((part) => type.test(part.contentType))?.content.toString('utf8') ?? null;
