import { openDatabase } from '@attune/runtime';

/** What a runtime left behind, read from its tables while nobody works on them. */
export interface Ledger {
  /** Message ids of the events in the history. */
  readonly events: readonly string[];
  /** Orders in the history: event id, customer, order. */
  readonly orders: readonly { readonly id: string; readonly order: string }[];
  readonly runs: readonly { readonly id: string; readonly entry: string; readonly status: string; readonly reason: string | null }[];
  readonly messages: readonly { readonly run: string; readonly step: string; readonly visit: number; readonly channel: string; readonly status: string }[];
  /** Sent attempts by message. */
  readonly sent: ReadonlyMap<string, number>;
  /** What each customer's orders were taken as, in the order in which they were taken. */
  readonly seen: ReadonlyMap<string, readonly number[]>;
  readonly left: { readonly inbox: number; readonly timers: number; readonly failures: number };
}

type Rows = readonly Readonly<Record<string, unknown>>[];
const text = (value: unknown): string => String(value);

/** Reads everything that can be counted. */
export async function readLedger(where: { readonly dir: string } | { readonly url: string }): Promise<Ledger> {
  const database = await openDatabase(where);
  const rows = async (query: string): Promise<Rows> => {
    const answer: unknown = await database.db.execute(query);
    return (Array.isArray(answer) ? answer : (answer as { rows: Rows }).rows) as Rows;
  };
  const count = async (table: string) => Number((await rows(`select count(*) as n from ${table}`))[0]?.['n']);
  try {
    return {
      events: (await rows('select message_id from events')).map((row) => text(row['message_id'])),
      orders: (await rows("select message_id, properties->>'order_id' as order_id from events where name = 'Order Completed'")).map((row) => ({ id: text(row['message_id']), order: text(row['order_id']) })),
      runs: (await rows('select id, entry_key, status, reason from runs')).map((row) => ({ id: text(row['id']), entry: text(row['entry_key']), status: text(row['status']), reason: row['reason'] === null ? null : text(row['reason']) })),
      messages: (await rows('select run, step, visit, channel, status from messages')).map((row) => ({ run: text(row['run']), step: text(row['step']), visit: Number(row['visit']), channel: text(row['channel']), status: text(row['status']) })),
      sent: new Map((await rows("select message, count(*) as n from deliveries where outcome = 'sent' group by message")).map((row) => [text(row['message']), Number(row['n'])])),
      seen: new Map((await rows("select id, traits->'seen' as seen from customers where traits ? 'seen'")).map((row) => [text(row['id']), (typeof row['seen'] === 'string' ? JSON.parse(row['seen']) : row['seen']) as number[]])),
      left: { inbox: await count('inbox'), timers: await count('timers'), failures: await count('failures') },
    };
  } finally {
    await database.close();
  }
}
