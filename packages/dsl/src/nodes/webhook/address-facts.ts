import { isObject } from '../../draft.ts';
import type { Facts } from '../../facts.ts';

const DEEPEST = 20;

/**
 * The facts with every text percent-encoded, for filling in an address: a value can then only be a part of the path or query that
 * it stands in, and cannot name another host or add parameters.
 */
export function addressFacts(facts: Facts): Facts {
  return {
    ...facts,
    customer: encoded(facts.customer, 0) as Facts['customer'],
    event: encoded(facts.event, 0) as Facts['event'],
    steps: encoded(facts.steps, 0) as Facts['steps'],
  };
}

function encoded(value: unknown, depth: number): unknown {
  // Half a surrogate pair would make encodeURIComponent throw.
  if (typeof value === 'string') return encodeURIComponent(wellFormed(value));
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => encoded(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encoded(item, depth + 1)]));
}

const wellFormed = (text: string) => text.replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
