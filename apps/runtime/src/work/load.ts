import type { Run } from '@attune/dsl';
import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { runOf } from '../store/stored-run.ts';
import { readConsents, readCustomers, readEntries, readHistory, readIdentities, readKnown, readMemberships, readOpenRuns, readScoredRuns } from '../store/lane-read.ts';
import { newOutput, type Batch } from './batch.ts';
import { consentKey } from './consent.ts';
import type { Item } from './items.ts';
import { newPerson, personOf, type Person } from './person.ts';
import { historyNeeds, type HistoryNeeds, type Plan, type Versions } from './plan.ts';

export type BatchBase = Pick<Batch, 'lane' | 'now' | 'nowMs' | 'plan' | 'versions' | 'channels' | 'scorer' | 'lanes' | 'linked' | 'everybody' | 'scored'>;

const NOBODY: ReadonlyMap<string, Person> = new Map();

/** Reads all that a batch of items needs, in one round trip where nothing is unusual. `remembered`: people who need not be read (`memory.ts`). */
export async function load(tx: Tx, base: BatchBase, items: readonly Item[], remembered: ReadonlyMap<string, Person>): Promise<Batch> {
  const { lane, plan, versions } = base;
  const everybody = [...new Set(items.map((item) => item.customer))];
  const messageIds = items.flatMap(({ payload }) => (payload.kind === 'call' ? [payload.call.messageId] : payload.kind === 'emit' ? [payload.event.id] : []));
  const needs = historyNeeds(plan, versions.all(), base.nowMs);
  // past events are not remembered, since they grow old
  const known = needs.names.length > 0 ? NOBODY : remembered;
  const ids = known.size === 0 ? everybody : everybody.filter((id) => !known.has(id));
  const inside = plan.journeyKeys.length > 0 && ids.length > 0;
  const some = ids.length > 0;
  const [customers, consents, memberships, open, scored, entries, history, seen] = await Promise.all([
    some ? readCustomers(tx, lane, ids) : [],
    some ? readConsents(tx, lane, ids) : [],
    inside || (some && plan.anySegment) ? readMemberships(tx, lane, ids) : [],
    inside ? readOpenRuns(tx, lane, ids) : [],
    inside && base.scored ? readScoredRuns(tx, lane, ids, base.now) : [],
    some && plan.remembers.length > 0 ? readEntries(tx, lane, ids, plan.remembers) : [],
    needs.names.length > 0 ? readHistory(tx, lane, ids, needs.names, needs.since) : [],
    messageIds.length > 0 ? readKnown(tx, lane, messageIds) : [],
  ]);
  const met = new Set(customers.map((row) => row.id));
  const strangers = ids.filter((id) => !met.has(id));
  // whoever became another customer has no row any more
  const identities = strangers.length > 0 ? await readIdentities(tx, lane, strangers) : [];
  const people = new Map<string, Person>(customers.map((row) => [row.id, personOf(row)]));
  if (known.size > 0) for (const id of everybody) { const person = known.get(id); if (person) people.set(id, person); }
  const of = (id: string) => {
    let person = people.get(id);
    if (!person) people.set(id, person = newPerson(id, base.now));
    return person;
  };
  for (const row of consents) of(row.customer).consents.set(consentKey(row.channel, row.topic), row.state);
  for (const row of memberships) { of(row.customer).segments.add(row.segment); of(row.customer).segmentsStored.add(row.segment); }
  for (const row of entries) of(row.customer).entries.set(`${row.journey}\n${row.entry_key}`, fromTimestamp(row.last));
  const runs = [...open, ...scored].map(runOf);
  for (const run of runs) {
    of(run.customer).runs.set(run.id, { run, due: run.waiting?.due ?? null, isNew: false, changed: false });
  }
  remember(of, history);
  const all = await withOlderVersions(tx, base, of, ids, [...runs, ...items.flatMap(targetOf)], needs);
  return {
    ...base,
    identities: new Map(identities.map((row) => [row.value, row.customer])),
    historyNames: new Set(all.names),
    known: new Set(seen.map((row) => row.message_id)),
    people,
    chain: null,
    asks: [],
    out: newOutput(`${base.now.slice(0, 13)}:00:00.000Z`),
  };
}

function remember(of: (id: string) => Person, history: Awaited<ReturnType<typeof readHistory>>): void {
  for (const row of history) {
    (of(row.customer).history[row.name] ??= []).push({ id: row.message_id, name: row.name, at: fromTimestamp(row.at), properties: row.properties as never });
  }
}

/** The version a move leads to, which another one may have followed meanwhile. */
const targetOf = ({ payload }: Item) => (payload.kind === 'move' ? [{ journey: payload.move.journey, version: payload.move.to }] : []);

/** Runs stay on their version: where this process meets one for the first time, it reads the version, and the history that only it asks for. */
async function withOlderVersions(tx: Tx, { lane, plan, versions, nowMs }: { lane: number; plan: Plan; versions: Versions; nowMs: number }, of: (id: string) => Person, ids: readonly string[], runs: readonly Pick<Run, 'journey' | 'version'>[], needs: HistoryNeeds): Promise<HistoryNeeds> {
  const unknown = runs.filter((run) => !versions.get(run.journey, run.version));
  if (unknown.length === 0) return needs;
  await versions.load(tx, unknown);
  const all = historyNeeds(plan, versions.all(), nowMs);
  const more = all.names.map((name, index) => ({ name, since: all.since[index] ?? '' })).filter(({ name }) => !needs.names.includes(name));
  if (more.length > 0) remember(of, await readHistory(tx, lane, ids, more.map((one) => one.name), more.map((one) => one.since)));
  return all;
}
