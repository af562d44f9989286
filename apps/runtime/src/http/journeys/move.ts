import { pointer, type Program } from '@attune/dsl';
import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { conflict, ProblemError, type FieldError } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { Db } from '../../store/database.ts';
import { readSteps, readVersion } from '../../store/journeys.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';
import { movePlanShape, type MovePlan } from '../shapes.ts';
import { mustRead } from './drafts.ts';
import { plansFor } from './move-plan.ts';

const id = z.string().min(1).max(100);
const moveBody = z.object({
  /** The version whose people move; without it those of all older ones. */
  from: z.union([z.number().int().positive(), z.literal('all')]).default('all'),
  /** Where people go whose step is gone: from a step to a step of the published version, or null to let them finish in their own. */
  redirects: z.record(id, id.nullable()).refine((all) => Object.keys(all).length <= 200, 'may name 200 steps').default({}),
  /** Moves nobody where somebody has nowhere to go. */
  strict: z.boolean().default(false),
});

const moveShape = z.object({
  /** The version they go to. */
  to: z.number(),
  /** Where they will go, as they are now. */
  plans: z.array(movePlanShape),
  /** True where the journey is paused: they move when it goes on. */
  whenResumed: z.boolean(),
}).meta({ id: 'PeopleMove' });

const invalid = (detail: string, errors: readonly FieldError[]) => new ProblemError(422, 'Not valid', detail, { errors });

/** Taking those who are inside older versions to the published one. */
export function moveRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  route(api, { method: 'post', path: '/journeys/{key}/people/move', summary: 'Take the people of older versions to the published one', body: moveBody, answer: moveShape, status: 202, problems: [409, 422] }, async ({ params, body, actor }) => {
    const { key, publishedVersion: to, status } = await mustRead(db, params.key);
    const published = to === null || status === 'archived' ? null : await readVersion(db, key, to);
    if (published === null) throw conflict(status === 'archived' ? 'The journey is archived and has let its people go.' : 'The journey was never published: publish it first.', { status });
    const from = body.from === 'all' ? null : body.from;
    const program = published.program as Program;
    await refuseUnknown(db, key, published.version, { from, redirects: body.redirects }, program);
    const plans = (await plansFor(db, key, { program, from, except: published.version, redirects: body.redirects })).filter(({ version }) => version < published.version);
    if (body.strict) refuseUnmapped(plans);
    if (!(await deps.work.movePeople({ journey: key, from, to: published.version, redirects: body.redirects }))) throw conflict('The journey was published anew or archived meanwhile. Look at it again and ask once more.');
    await writeAudit(db, { actor, action: 'journey.move', subject: key, detail: { from: body.from, to: published.version, redirects: body.redirects }, at: instantOf(deps.clock) });
    return { to: published.version, plans, whenResumed: status === 'paused' };
  });
}

/** A version that is not older, a redirect from a step that no older version has, or to one that the published version has not, is a slip of the pen. */
async function refuseUnknown(db: Db, key: string, published: number, { from, redirects }: { readonly from: number | null; readonly redirects: Readonly<Record<string, string | null>> }, to: Program): Promise<void> {
  if (from !== null && (from >= published || (await readVersion(db, key, from)) === null)) throw invalid(`There is no older version ${from}.`, [{ pointer: '/from', detail: `must be "all" or a version before ${published}` }]);
  if (Object.keys(redirects).length === 0) return;
  const before = await readSteps(db, key, { before: published, only: from });
  const errors = Object.entries(redirects).flatMap(([step, target]): FieldError[] => [
    ...(before.has(step) ? [] : [{ pointer: pointer(['redirects', step]), detail: 'no older version has a step with this id' }]),
    ...(target === null || Object.hasOwn(to.steps, target) ? [] : [{ pointer: pointer(['redirects', step]), detail: `version ${published} has no step "${target}": name one of its steps, or null to let people finish where they are` }]),
  ]);
  if (errors.length > 0) throw invalid('A redirect names a step that is not there.', errors);
}

function refuseUnmapped(plans: readonly MovePlan[]): void {
  const errors = plans.flatMap(({ version, steps }) => steps.filter(({ how }) => how === 'unmapped').map(({ step, words, suggestion }): FieldError => ({
    pointer: pointer(['redirects', step]), detail: `version ${version}: ${words}${suggestion === undefined ? '' : ` The next step on their way is "${suggestion}".`}`,
  })));
  if (errors.length > 0) throw invalid('Some have nowhere to go. Say in "redirects" where, or null to let them finish in their version.', errors);
}
