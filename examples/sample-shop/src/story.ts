import { chance, pick } from './chance.ts';
import type { Invoice, Line, Review } from './data.ts';
import { personOf, type Person } from './people.ts';

/** A call of the Segment HTTP API and when it was made, in milliseconds since the epoch. */
export interface Call {
  readonly at: number;
  readonly type: 'identify' | 'track';
  readonly messageId: string;
  readonly userId: string;
  readonly event?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer invoices exist (a shop that stocks up); a call may hold 32 KB. */
const MOST_PRODUCTS = 40;
/** So negative a review is a complaint to whoever reads it at the shop. */
const COMPLAINT = -1.9;

const pounds = (value: number): number => Math.round(value * 100) / 100;
const valueOf = (lines: readonly Line[]): number => pounds(lines.reduce((sum, line) => sum + Math.abs(line.quantity) * line.price, 0));
const productsOf = (lines: readonly Line[]) => lines.slice(0, MOST_PRODUCTS).map((line) => ({ product_id: line.product, name: line.name, price: line.price, quantity: Math.abs(line.quantity) }));

/** All calls that the invoices lead to, in the order of time. */
export function story(invoices: readonly Invoice[], reviews: readonly Review[]): Call[] {
  const of = new Map<string, Invoice[]>();
  for (const invoice of invoices) of.set(invoice.customer, [...(of.get(invoice.customer) ?? []), invoice]);
  return [...of.values()].flatMap((list) => lifeOf(list, reviews)).sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
}

function lifeOf(invoices: readonly Invoice[], reviews: readonly Review[]): Call[] {
  const [first] = invoices;
  if (!first) return [];
  const person = personOf(first.customer, first.country);
  const orders = invoices.filter((invoice) => !invoice.cancelled);
  return [
    greeting(person, first.at - HOUR),
    ...orders.flatMap((order) => [...purchase(person, order), ...opinion(person, order, reviews)]),
    ...orders.flatMap((order) => abandoned(person, order)),
    ...invoices.filter((invoice) => invoice.cancelled).flatMap((invoice) => refund(person, invoice, orders)),
  ];
}

function greeting(person: Person, at: number): Call {
  return {
    at, type: 'identify', messageId: `${person.id}-identify`, userId: person.id, traits: { ...person.traits, createdAt: new Date(at).toISOString() },
    context: { locale: person.locale, ...(person.timezone === null ? {} : { timezone: person.timezone }), consent: { categoryPreferences: person.consent } },
  };
}

function track(person: Person, at: number, event: string, { id, ...properties }: Readonly<Record<string, unknown>> & { id: string }): Call {
  return { at, type: 'track', messageId: `${id}-${event.toLowerCase().replaceAll(' ', '-')}`, userId: person.id, event, properties };
}

/** A cart, the order the invoice stands for, and its parcel. */
function purchase(person: Person, order: Invoice): Call[] {
  const value = valueOf(order.lines);
  const products = productsOf(order.lines);
  const cart = `cart-${order.id}`;
  const thought = 10 + Math.floor(chance(`${order.id} thought`) * 40);
  const late = chance(`${order.id} late`) < 0.04;
  const days = late ? 6 + chance(`${order.id} days`) * 5 : 1.5 + chance(`${order.id} days`) * 3;
  return [
    track(person, order.at - thought * MINUTE, 'Cart Updated', { id: order.id, cart_id: cart, value, currency: 'GBP', products }),
    track(person, order.at - 5 * MINUTE, 'Checkout Started', { id: order.id, cart_id: cart, order_id: order.id, value, currency: 'GBP' }),
    track(person, order.at, 'Order Completed', { id: order.id, order_id: order.id, cart_id: cart, total: value, value, currency: 'GBP', product_count: order.lines.length, products }),
    ...(late ? [track(person, order.at + 4 * DAY, 'Delivery Delayed', { id: order.id, order_id: order.id })] : []),
    track(person, order.at + days * DAY, 'Order Delivered', { id: order.id, order_id: order.id }),
  ];
}

/** Some write a review some days later, and the angriest a complaint that the shop settles, mostly. */
function opinion(person: Person, order: Invoice, reviews: readonly Review[]): Call[] {
  if (chance(`${order.id} writes`) > 0.34) return [];
  const { rating, text } = pick(reviews, `${order.id} review`);
  const at = order.at + (5 + chance(`${order.id} when`) * 8) * DAY;
  const stars = Math.max(1, Math.min(5, Math.round(3 + rating / 1.5)));
  const product = order.lines[0];
  const review = track(person, at, 'Product Reviewed', { id: order.id, order_id: order.id, product_id: product?.product ?? '', product_name: product?.name ?? '', rating: stars, review: { body: text } });
  if (rating > COMPLAINT || chance(`${order.id} complains`) > 0.6) return [review];
  const complaint = track(person, at + HOUR, 'Complaint Opened', { id: order.id, complaint_id: `complaint-${order.id}`, order_id: order.id, text });
  if (chance(`${order.id} settled`) > 0.75) return [review, complaint];
  const settled = at + (1 + chance(`${order.id} patience`) * 3) * DAY;
  return [review, complaint, track(person, settled, 'Complaint Resolved', { id: order.id, complaint_id: `complaint-${order.id}`, order_id: order.id }), ...answer(person, order, settled, reviews)];
}

/** Most say how they found the way it was settled: two of three kindly. */
function answer(person: Person, order: Invoice, settled: number, reviews: readonly Review[]): Call[] {
  if (chance(`${order.id} answers`) > 0.7) return [];
  const kind = chance(`${order.id} forgives`) < 0.67;
  const words = pick(reviews.filter(({ rating }) => (kind ? rating > 1.5 : rating < -1)), `${order.id} answer`);
  return [track(person, settled + (1 + chance(`${order.id} writes back`) * 2) * DAY, 'Feedback Given', { id: order.id, complaint_id: `complaint-${order.id}`, order_id: order.id, feedback: words.text })];
}

/** Now and then somebody fills a cart after an order and leaves it: with what the order held, since the data knows no carts. */
function abandoned(person: Person, order: Invoice): Call[] {
  if (chance(`${order.id} looks again`) > 0.28) return [];
  const lines = order.lines.slice(0, 1 + Math.floor(chance(`${order.id} finds`) * 4));
  const at = order.at + (2 + chance(`${order.id} returns`) * 12) * DAY;
  return [track(person, at, 'Cart Updated', { id: `${order.id}-again`, cart_id: `cart-${order.id}-again`, value: valueOf(lines), currency: 'GBP', products: productsOf(lines) })];
}

/** A cancellation refunds the last order that held one of its products; where that lies before the data, the refund stands alone. */
function refund(person: Person, cancelled: Invoice, orders: readonly Invoice[]): Call[] {
  const products = new Set(cancelled.lines.map((line) => line.product));
  const order = orders.filter((candidate) => candidate.at <= cancelled.at && candidate.lines.some((line) => products.has(line.product))).at(-1);
  return [track(person, cancelled.at, 'Order Refunded', { id: cancelled.id, order_id: order?.id ?? cancelled.id, total: valueOf(cancelled.lines), currency: 'GBP', products: productsOf(cancelled.lines) })];
}
