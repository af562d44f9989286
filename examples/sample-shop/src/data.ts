import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A line of an invoice; `quantity` is negative on a cancellation. */
export interface Line {
  readonly product: string;
  readonly name: string;
  readonly quantity: number;
  /** Pounds sterling. */
  readonly price: number;
}

/** An invoice of the data set. */
export interface Invoice {
  readonly id: string;
  readonly customer: string;
  readonly country: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly cancelled: boolean;
  readonly lines: readonly Line[];
}

/** A review with its rating, -4..4. */
export interface Review {
  readonly rating: number;
  readonly text: string;
}

const file = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url));
const rows = (text: string) => text.split('\n').filter((line) => line !== '').map((line) => line.split('\t'));

/** All invoices, in the order of time. British winter time is UTC. */
export function loadInvoices(): Invoice[] {
  const invoices = new Map<string, { head: Omit<Invoice, 'lines'>; lines: Line[] }>();
  for (const [id = '', product = '', name = '', quantity, date = '', price, customer = '', country = ''] of rows(gunzipSync(file('online-retail.tsv.gz')).toString('utf8')).slice(1)) {
    const at = Date.parse(`${date.replace(' ', 'T')}:00Z`);
    const invoice = invoices.get(id) ?? { head: { id, customer, country, at, cancelled: id.startsWith('C') }, lines: [] };
    invoice.lines.push({ product, name: sentenceCase(name), quantity: Number(quantity), price: Number(price) });
    invoices.set(id, invoice);
  }
  return [...invoices.values()].map(({ head, lines }) => ({ ...head, lines })).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Real reviews, in the order of the file. */
export function loadReviews(): Review[] {
  return rows(file('reviews.tsv').toString('utf8')).map(([rating, text = '']) => ({ rating: Number(rating), text }));
}

/** The stock list is in capitals; a mail should not shout. */
const sentenceCase = (text: string): string => text.charAt(0) + text.slice(1).toLowerCase();
