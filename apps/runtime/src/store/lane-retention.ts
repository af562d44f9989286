import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { texts } from './lane-read.ts';

/** What is too old to be kept: instants (RFC 3339) before which a part goes, null where it is kept for ever. */
export interface Cutoffs {
  /** Texts that were read for mood, and answers to surveys in words. */
  readonly words: string | null;
  readonly events: string | null;
  /** Decisions and why they were taken. */
  readonly trail: string | null;
  /** Addresses and contents of messages that came to their end, and the attempts to deliver them. */
  readonly messages: string | null;
}

/** What a look at some rows of a table came to. `after`: the key of the last one, from where the next look goes on; null where the table has no more. */
export interface Swept { readonly after: readonly string[] | null; readonly looked: number; readonly gone: number }

/** One table's part of a sweep. Rows are taken in the order of their key, so that a sweep needs no index of its own and is as dear as the rows it looks at. */
export interface SweepPart {
  readonly name: string;
  /** True where what goes is remembered by processes between passes, so that the lane's version has to rise. */
  readonly remembered?: boolean;
  wanted(cutoffs: Cutoffs): boolean;
  sweep(tx: Tx, at: { readonly lane: number; readonly after: readonly string[]; readonly limit: number; readonly cutoffs: Cutoffs; readonly paths: readonly string[] }): Promise<Swept>;
}

/** An event that has gone: its message id stays, so that the same call is never taken twice. */
const GONE = '$gone';

interface Counted { readonly last: string[] | null; readonly looked: number; readonly gone: number }

/** `looked` and `gone` are the names of parts of the statement; `key` is what of `looked` is the key, as an array of texts. */
const counts = (key: SQL): SQL => sql`(select ${key} from looked order by place desc limit 1) as last, (select count(*) from looked)::int as looked, (select count(*) from gone)::int as gone`;

async function answer(limit: number, statement: Promise<readonly Counted[]>): Promise<Swept> {
  const [row] = await statement;
  const looked = row?.looked ?? 0;
  return { after: looked < limit ? null : row?.last ?? null, looked, gone: row?.gone ?? 0 };
}

/** The properties without the texts at these paths; what is no text stays. */
function withoutTexts(properties: SQL, paths: readonly string[]): SQL {
  let left = properties;
  for (const path of paths) {
    const parts = texts(path.split('.'));
    left = sql`${left} #- case when jsonb_typeof(${properties} #> ${parts}) = 'string' then ${parts} else '{}' end`;
  }
  return left;
}

/** THE list of what retention reaches. */
export const sweepParts: readonly SweepPart[] = [
  {
    name: 'events',
    wanted: ({ events }) => events !== null,
    sweep: (tx, { lane, after, limit, cutoffs }) => answer(limit, tx.query<Counted>(sql`
      with looked as (select message_id, name, received_at, row_number() over (order by message_id) as place from events where lane = ${lane} and message_id > ${after[0] ?? ''} order by message_id limit ${limit}::int),
      gone as (update events e set customer = '', name = ${GONE}, properties = '{}', sentiment = null from looked l
        where e.lane = ${lane} and e.message_id = l.message_id and l.received_at < ${cutoffs.events}::timestamptz and l.name <> ${GONE} returning 1)
      select ${counts(sql`array[message_id]`)}`)),
  },
  {
    name: 'words of events',
    wanted: ({ words }) => words !== null,
    sweep: (tx, { lane, after, limit, cutoffs, paths }) => answer(limit, tx.query<Counted>(sql`
      with looked as (select message_id, received_at, properties::jsonb as was, sentiment is not null as read, row_number() over (order by message_id) as place from events where lane = ${lane} and message_id > ${after[0] ?? ''} order by message_id limit ${limit}::int),
      stripped as (select message_id, was, ${withoutTexts(sql`was`, paths)} as left_over from looked where read and received_at < ${cutoffs.words}::timestamptz),
      gone as (update events e set properties = s.left_over::json from stripped s where e.lane = ${lane} and e.message_id = s.message_id and s.left_over <> s.was returning 1)
      select ${counts(sql`array[message_id]`)}`)),
  },
  {
    name: 'trail',
    wanted: ({ trail }) => trail !== null,
    sweep: (tx, { lane, after, limit, cutoffs }) => answer(limit, tx.query<Counted>(sql`
      with looked as (select run, id, at, row_number() over (order by run, id) as place from decisions where lane = ${lane} and (run, id) > (${after[0] ?? ''}, ${after[1] ?? '0'}::bigint) order by run, id limit ${limit}::int),
      gone as (delete from decisions d using looked l where d.lane = ${lane} and d.run = l.run and d.id = l.id and l.at < ${cutoffs.trail}::timestamptz returning 1)
      select ${counts(sql`array[run, id::text]`)}`)),
  },
  {
    name: 'messages',
    wanted: ({ messages }) => messages !== null,
    sweep: (tx, { lane, after, limit, cutoffs }) => answer(limit, tx.query<Counted>(sql`
      with looked as (select id, created_at, due_at, status, row_number() over (order by id) as place from messages where lane = ${lane} and id > ${after[0] ?? ''} order by id limit ${limit}::int),
      gone as (update messages m set "to" = null, subject = null, body = null, html = null from looked l
        where m.lane = ${lane} and m.id = l.id and l.created_at < ${cutoffs.messages}::timestamptz and l.due_at is null and l.status not in ('queued', 'deferred', 'sending')
          and (m."to" is not null or m.subject is not null or m.body is not null or m.html is not null) returning 1)
      select ${counts(sql`array[id]`)}`)),
  },
  {
    name: 'deliveries',
    wanted: ({ messages }) => messages !== null,
    sweep: (tx, { lane, after, limit, cutoffs }) => answer(limit, tx.query<Counted>(sql`
      with looked as (select message, attempt, at, row_number() over (order by message, attempt) as place from deliveries where lane = ${lane} and (message, attempt) > (${after[0] ?? ''}, ${after[1] ?? '-1'}::smallint) order by message, attempt limit ${limit}::int),
      gone as (delete from deliveries d using looked l where d.lane = ${lane} and d.message = l.message and d.attempt = l.attempt and l.at < ${cutoffs.messages}::timestamptz returning 1)
      select ${counts(sql`array[message, attempt::text]`)}`)),
  },
  {
    name: 'words of moods',
    remembered: true,
    wanted: ({ words }) => words !== null,
    sweep: (tx, { lane, after, limit, cutoffs }) => answer(limit, tx.query<Counted>(sql`
      with looked as (select id, mood, row_number() over (order by id) as place from customers where lane = ${lane} and id > ${after[0] ?? ''} order by id limit ${limit}::int),
      stripped as (select l.id, jsonb_agg(case when (e->>'at')::timestamptz < ${cutoffs.words}::timestamptz then e || '{"text":null}' else e end order by n) as evidence
        from looked l cross join lateral jsonb_array_elements(l.mood->'evidence') with ordinality as each(e, n) group by l.id),
      gone as (update customers c set mood = jsonb_set(c.mood, '{evidence}', s.evidence) from stripped s where c.lane = ${lane} and c.id = s.id and c.mood->'evidence' <> s.evidence returning 1)
      select ${counts(sql`array[id]`)}`)),
  },
  {
    name: 'words of surveys',
    wanted: ({ words }) => words !== null,
    sweep: (tx, { lane, after, limit, cutoffs }) => answer(limit, tx.query<Counted>(sql`
      with looked as (select id, answered_at, row_number() over (order by id) as place from surveys where lane = ${lane} and id > ${after[0] ?? ''} order by id limit ${limit}::int),
      gone as (update surveys s set text = null from looked l where s.lane = ${lane} and s.id = l.id and l.answered_at < ${cutoffs.words}::timestamptz and s.text is not null returning 1)
      select ${counts(sql`array[id]`)}`)),
  },
];

/** Tells processes that remember customers of this lane to read them again. */
export const raiseVersion = (tx: Tx, lane: number) => tx.query(sql`update lanes set version = version + 1 where lane = ${lane}`);
