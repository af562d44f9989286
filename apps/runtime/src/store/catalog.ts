import { asc, desc, sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AcceptedCall } from '../work/accepted.ts';
import type { Db } from './database.ts';
import { catalog } from './schema.ts';

/** Gathers for so long before writing; the editor's pickers can wait. */
const FLUSH_MS = 2_000;
/** Of a busy event only one in so many is looked into, after the first hundred. */
const SAMPLE = 25;
const MOST_NAMES = 500;
const MOST_PROPERTIES = 60;
const MOST_VALUES = 12;

interface Seen {
  readonly kind: 'event' | 'property' | 'trait';
  readonly name: string;
  readonly property: string;
  type: string;
  readonly values: Set<string>;
  count: number;
}

/** Notes which events, properties and traits come in, with a few values of each, for the editor's pickers and the checks. */
export interface CatalogKeeper {
  /** Cheap and synchronous; written later, in the background. */
  observe(calls: readonly AcceptedCall[]): void;
  /** Writes what was gathered. */
  flush(): Promise<void>;
}

export function createCatalogKeeper(db: Db, clock: Clock, log: Log): CatalogKeeper {
  let seen = new Map<string, Seen>();
  const looks = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batch = [...seen.values()];
    seen = new Map();
    // One failed write does not stand in the way of the next.
    writing = writing.catch(() => undefined).then(() => (batch.length > 0 ? write(db, batch, new Date(clock.now()).toISOString()) : undefined));
    await writing;
  };
  const later = (): void => {
    flush().catch((error: unknown) => log.warn({ err: error }, 'the catalogue of events could not be written'));
  };

  return {
    observe(calls) {
      for (const call of calls) observeCall(call, seen, looks);
      if (seen.size > 0 && timer === null) timer = setTimeout(later, FLUSH_MS).unref();
    },
    flush,
  };
}

function observeCall(call: AcceptedCall, seen: Map<string, Seen>, looks: Map<string, number>): void {
  const subject = call.name ?? `\u0000${call.type}`;
  const n = (looks.get(subject) ?? 0) + 1;
  if (n > 1 || looks.size < MOST_NAMES) looks.set(subject, n);
  else return;
  if (call.name !== null) note(seen, 'event', call.name, '', undefined);
  if (n > 100 && n % SAMPLE !== 0) return;
  if (call.name !== null) for (const [key, value] of Object.entries(call.properties).slice(0, MOST_PROPERTIES)) note(seen, 'property', call.name, key, value);
  for (const [key, value] of Object.entries(call.traits).slice(0, MOST_PROPERTIES)) note(seen, 'trait', key, '', value);
}

function note(seen: Map<string, Seen>, kind: Seen['kind'], name: string, property: string, value: unknown): void {
  if (name.length > 200 || property.length > 200 || UNSTORABLE.test(name) || UNSTORABLE.test(property)) return;
  const key = `${kind}\u0000${name}\u0000${property}`;
  let entry = seen.get(key);
  if (entry === undefined) seen.set(key, entry = { kind, name, property, type: '', values: new Set(), count: 0 });
  entry.count += 1;
  if (value === undefined || value === null) return;
  entry.type = typeOf(value);
  if (entry.values.size < MOST_VALUES && mayBeShown(kind === 'trait' ? name : property, value)) entry.values.add(JSON.stringify(value));
}

/** Control characters, and halves of surrogate pairs, which no database takes. */
const UNSTORABLE = /[\u0000-\u001f]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const INSTANT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/;

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return INSTANT.test(value) ? 'date' : 'text';
  return typeof value === 'boolean' || typeof value === 'number' ? typeof value : 'object';
}

/** Names of fields that hold a person or a secret, or a value of which there is one each. */
const PRIVATE_FIELD = /(^|[._\s-])((first|last|full|given|family|middle|sur|user|nick|customer|company)?[._\s-]?name|e?mail|phone|mobile|tel|fax|address|street|line\d?|city|town|zip|postcode|postal|ip|lat|lon|latitude|longitude|birth\w*|dob|age|gender|password|secret|token|key|card|iban|ssn|tax|vat|id|uuid|guid|url|href|link|referrer|path|search|message|text|body|comment|note|feedback|title|description|subject)s?$/i;
const PRIVATE_TEXT = /@|^\+?[\d\s()/.-]{7,}$|^https?:|^[0-9a-f]{8}-[0-9a-f]{4}-|^[\w-]{24,}$/i;

/** Whether a value may stand in a picker: a word of the shop, never one of a person. */
function mayBeShown(field: string, value: unknown): boolean {
  const snake = field.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (typeof value === 'boolean') return true;
  if (PRIVATE_FIELD.test(snake)) return false;
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 1e9;
  return typeof value === 'string' && value.trim() !== '' && value.length <= 40 && !UNSTORABLE.test(value) && !PRIVATE_TEXT.test(value) && !INSTANT.test(value);
}

/** One statement for all: counts add up, values gather up to the limit, whichever process saw them. */
async function write(db: Db, batch: readonly Seen[], at: string): Promise<void> {
  const rows = batch.map((one) => ({ kind: one.kind, name: one.name, property: one.property, type: one.type, values: [...one.values].map((text) => JSON.parse(text) as unknown), count: one.count, seenAt: at }));
  rows.sort((a, b) => `${a.kind}${a.name}${a.property}` < `${b.kind}${b.name}${b.property}` ? -1 : 1);
  for (let from = 0; from < rows.length; from += 500) {
    await db.insert(catalog).values(rows.slice(from, from + 500)).onConflictDoUpdate({
      target: [catalog.kind, catalog.name, catalog.property],
      set: {
        count: sql`${catalog.count} + excluded.count`,
        type: sql`case when excluded.type = '' then ${catalog.type} else excluded.type end`,
        values: sql`(select coalesce(jsonb_agg(v), '[]'::jsonb) from (select distinct v from jsonb_array_elements(${catalog.values} || excluded.values) v limit ${sql.raw(String(MOST_VALUES))}) few)`,
        seenAt: sql`excluded.seen_at`,
      },
    });
  }
}

export interface CatalogRows {
  readonly events: { name: string; count: number; properties: { name: string; type: string; values: unknown[] }[] }[];
  readonly traits: { name: string; type: string; values: unknown[] }[];
}

/** What was seen, the most frequent first. */
export async function readCatalog(db: Db): Promise<CatalogRows> {
  const rows = await db.select().from(catalog).orderBy(desc(catalog.count), asc(catalog.name), asc(catalog.property)).limit(20_000);
  const events = rows.filter((r) => r.kind === 'event').map((r) => ({ name: r.name, count: r.count, properties: [] as CatalogRows['traits'] }));
  const byName = new Map(events.map((event) => [event.name, event]));
  for (const r of rows) if (r.kind === 'property') byName.get(r.name)?.properties.push({ name: r.property, type: r.type, values: r.values });
  return { events, traits: rows.filter((r) => r.kind === 'trait').map((r) => ({ name: r.name, type: r.type, values: r.values })) };
}
