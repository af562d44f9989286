const E164 = /^\+[1-9]\d{6,14}$/;

/** A phone number as providers take it (E.164), or null where it is none. One without its country is none: guessing it would write to a stranger. */
export function phoneNumber(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const plain = value.trim().replaceAll(/[\s().\-/\u00a0\u2010-\u2015]/g, '').replace(/^00(?=[1-9])/, '+');
  return E164.test(plain) ? plain : null;
}

/** The number of a customer's `phone` trait. */
export function customerNumber(customer: { readonly traits: Readonly<Record<string, unknown>> }): string | null {
  return Object.hasOwn(customer.traits, 'phone') ? phoneNumber(customer.traits['phone']) : null;
}
