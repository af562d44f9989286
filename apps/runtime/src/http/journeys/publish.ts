import { decompile, diff, type Graph, type Issue, type Program } from '@attune/dsl';
import { instantOf } from '../../clock.ts';
import { conflict, notFound, refused } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { Db } from '../../store/database.ts';
import { insertVersion, lockJourney, readVersion, setStatus, type JourneyRow, type JourneyStatus } from '../../store/journeys.ts';
import { readInside } from '../../store/stats.ts';
import type { HttpDeps } from '../deps.ts';
import type { PublishImpact } from '../shapes.ts';
import { assessRow, mustRead } from './drafts.ts';
import { plansFor } from './move-plan.ts';

async function mustLock(db: Db, key: string): Promise<JourneyRow> {
  const row = await lockJourney(db, key);
  if (row === null) throw notFound('journey', key);
  return row;
}

/**
 * Makes the draft the live version, in one transaction. 422 where it has errors, or warnings that were not accepted.
 * A draft that means what is published already makes no new version.
 */
export async function publish(deps: HttpDeps, key: string, accept: readonly string[] | null, actor: string): Promise<number> {
  const version = await deps.database.db.transaction(async (tx) => {
    const row = await mustLock(tx, key);
    if (row.status === 'archived') throw conflict('The journey is archived. Duplicate it and publish the copy.');
    const { graph, program, checksum, issues, problems } = await assessRow(tx, deps, row);
    if (program === null || checksum === null || problems.errors > 0) throw refused('The journey has errors. Mend them and publish again.', issues);
    refuseUnaccepted(issues, accept);
    const at = instantOf(deps.clock);
    const published = row.publishedVersion === null ? null : await readVersion(tx, key, row.publishedVersion);
    if (published !== null && published.checksum === checksum) {
      await setStatus(tx, key, 'live', at);
      return published.version;
    }
    const made = await insertVersion(tx, row, { program, graph, checksum, problems }, at);
    await writeAudit(tx, { actor, action: 'journey.publish', subject: key, detail: { version: made, checksum }, at });
    return made;
  });
  await deps.work.programsChanged();
  return version;
}

function refuseUnaccepted(issues: readonly Issue[], accept: readonly string[] | null): void {
  if (accept === null) return;
  const open = issues.filter((issue) => issue.severity === 'warning' && !accept.includes(issue.code));
  if (open.length > 0) throw refused(`There are warnings nobody ticked: ${[...new Set(open.map((issue) => issue.code))].join(', ')}.`, issues);
}

/** From which states a journey comes into this one. */
const FROM: Readonly<Record<'live' | 'paused' | 'archived', readonly JourneyStatus[]>> = { live: ['paused', 'live'], paused: ['live', 'paused'], archived: ['draft', 'live', 'paused', 'archived'] };

/** Pauses (nobody enters, waiters stay), resumes (they are caught up) or archives a journey. 409 where that makes no sense. */
export async function changeStatus(deps: HttpDeps, key: string, status: keyof typeof FROM, actor: string): Promise<JourneyRow> {
  const row = await deps.database.db.transaction(async (tx) => {
    const before = await mustLock(tx, key);
    if (!FROM[status].includes(before.status)) throw conflict(`The journey is ${before.status}${before.publishedVersion === null ? ' and was never published: publish it first' : ''}.`, { status: before.status });
    const at = instantOf(deps.clock);
    await setStatus(tx, key, status, at);
    await writeAudit(tx, { actor, action: `journey.${status}`, subject: key, detail: { before: before.status }, at });
    return mustRead(tx, key);
  });
  await deps.work.programsChanged();
  return row;
}

/** What publishing now would change, and who is inside. */
export async function impactOf(db: Db, deps: HttpDeps, key: string): Promise<PublishImpact> {
  const row = await mustRead(db, key);
  const { issues, program, checksum } = await assessRow(db, deps, row);
  const published = row.publishedVersion === null ? null : await readVersion(db, key, row.publishedVersion);
  return { issues, inside: await readInside(db, key), changes: program === null || published === null ? [] : diff(published.program as Program, program).words.slice(), plans: program === null ? [] : await plansFor(db, key, { program, except: published?.checksum === checksum ? published.version : null }) };
}

/** A program as a graph with an automatic layout, or a 422 problem. */
export function graphOfProgram(program: unknown): Graph {
  const graph = decompile(program as Program);
  if (!graph.ok) throw refused('This is not a valid journey program.', graph.issues);
  return graph.value;
}
