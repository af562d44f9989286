import { domainToASCII } from 'node:url';

const ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The address of a mailbox as it is written into an envelope, or null where the text is none. Stricter than the grammar of mail:
 * no quoted names, comments, address literals or host names without a dot, which no shop's customer has and which mistakes look like.
 * The domain comes back in lower case, and in its ASCII form where it is written in other letters.
 */
export function mailAddress(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || local.length > 64 || !ATOM.test(local)) return null;
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || domain.length > 253 || /^\d+$/.test(top) || !labels.every((label) => LABEL.test(label))) return null;
  return local.length + 1 + domain.length > 254 ? null : `${local}@${domain}`;
}

/** The address of a customer's `email` trait. */
export function customerAddress(customer: { readonly traits: Readonly<Record<string, unknown>> }): string | null {
  return Object.hasOwn(customer.traits, 'email') ? mailAddress(customer.traits['email']) : null;
}
