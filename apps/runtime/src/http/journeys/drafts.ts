import { GRAPH_FORMAT, type Graph } from '@attune/dsl';
import { instantOf } from '../../clock.ts';
import { ProblemError, notFound } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { Db } from '../../store/database.ts';
import { insertJourney, noteProblems, readJourney, readVersion, saveDraft, type JourneyRow } from '../../store/journeys.ts';
import type { HttpDeps } from '../deps.ts';
import type { Journey } from '../shapes.ts';
import { readWorld } from '../world.ts';
import { assess, draftFacts, graphOf, type Assessment } from './assess.ts';

/** The journey, or a 404 problem. */
export async function mustRead(db: Db, key: string): Promise<JourneyRow> {
  const row = await readJourney(db, key);
  if (row === null) throw notFound('journey', key);
  return row;
}

export async function assessRow(db: Db, deps: HttpDeps, row: JourneyRow): Promise<Assessment> {
  return assess(row.draft as Graph, await readWorld(db, deps));
}

/** A journey as the editor opens it: the draft with what is wrong with it now. */
export async function journeyView(db: Db, deps: HttpDeps, row: JourneyRow, assessed?: Assessment): Promise<Journey> {
  const { issues, checksum, problems } = assessed ?? await assessRow(db, deps, row);
  await noteProblems(db, row, problems);
  return {
    key: row.key, status: row.status, revision: row.revision, version: row.publishedVersion, changed: await differs(db, row, checksum),
    publishedAt: row.publishedAt, updatedAt: row.updatedAt, graph: row.draft, issues,
  };
}

/** True where publishing now would make a new version. */
async function differs(db: Db, row: JourneyRow, checksum: string | null): Promise<boolean> {
  if (row.publishedVersion === null) return true;
  return (await readVersion(db, row.key, row.publishedVersion))?.checksum !== checksum;
}

/** Makes a journey from a graph. 409 where the key is taken, 422 where it is no graph. */
export async function createDraft(deps: HttpDeps, graph: unknown, key: string, actor: string): Promise<{ row: JourneyRow; assessed: Assessment }> {
  return deps.database.db.transaction(async (tx) => {
    const assessed = assess(graphOf(graph, key), await readWorld(tx, deps));
    const at = instantOf(deps.clock);
    const row = await insertJourney(tx, draftFacts(assessed), at);
    await writeAudit(tx, { actor, action: 'journey.create', subject: key, at });
    return { row, assessed };
  });
}

/** Saves over the revision the caller saw; 412 with the `current` one where somebody saved meanwhile. */
export async function save(deps: HttpDeps, key: string, graph: unknown, revision: number, actor: string): Promise<{ row: JourneyRow; assessed: Assessment }> {
  return deps.database.db.transaction(async (tx) => {
    const before = await mustRead(tx, key);
    const assessed = assess(graphOf(graph, key), await readWorld(tx, deps));
    const at = instantOf(deps.clock);
    const row = await saveDraft(tx, revision, draftFacts(assessed), at);
    if (row === null) {
      throw new ProblemError(412, 'Somebody saved meanwhile', `The journey is at revision ${before.revision}, and you changed revision ${revision}. Reload it, or save again with the current revision to replace it.`, { members: { current: before.revision } });
    }
    await writeAudit(tx, { actor, action: 'journey.save', subject: key, detail: { revision: row.revision }, at });
    return { row, assessed };
  });
}

/** The revision of `If-Match: "7"`; 428 without one, so that nobody overwrites by accident. */
export function revisionOf(header: string | undefined): number {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header ?? '');
  if (match === null) throw new ProblemError(428, 'Revision needed', 'Send If-Match: "<revision>" with the revision you read (it is the ETag of the journey).');
  return Number(match[1]);
}

/** A journey with nothing in it yet. */
export function blankGraph(key: string, name: string): Graph {
  return { dsl: GRAPH_FORMAT, settings: { key, name, category: 'marketing' }, nodes: [], edges: [] };
}

/** A key from a name: `Win back 2026!` gives `win-back-2026`. */
export function keyFrom(name: string): string {
  const key = name.normalize('NFKD').toLowerCase().replaceAll(/[\u0300-\u036f]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 80);
  return key === '' ? 'journey' : key;
}

/** The key itself where it is free, else with the smallest number behind it. */
export async function freeKey(db: Db, wanted: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? wanted : `${wanted}-${n}`;
    if ((await readJourney(db, key)) === null) return key;
  }
}
