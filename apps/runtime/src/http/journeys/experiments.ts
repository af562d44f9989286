import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { badRequest, notFound } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';
import { experimentsShape } from '../experiment-shapes.ts';
import { type Experiments } from '../shapes.ts';
import { mustRead } from './drafts.ts';

/** What experiments show, and a person's word about them. */
export function experimentRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const view = async (key: string): Promise<Experiments> => experimentsShape.parse(await deps.work.experiments(key));

  route(api, { method: 'get', path: '/journeys/{key}/experiments', summary: 'Experiments and the control group of the published version, with their figures', answer: experimentsShape }, async ({ params }) => {
    await mustRead(db, params.key);
    return view(params.key);
  });

  const body = z.strictObject({ winner: z.string().min(1).max(100).nullable().meta({ description: 'The way that everybody takes from now on; null to go on comparing until somebody decides.' }) });
  route(api, { method: 'post', path: '/journeys/{key}/experiments/{step}', summary: 'Decide an experiment by hand', body, answer: experimentsShape, problems: [400] }, async ({ params, body: { winner }, actor }) => {
    await mustRead(db, params.key);
    const wrong = await deps.work.chooseWinner(params.key, params.step, winner, actor);
    if (wrong === 'no-experiment') throw notFound('experiment', params.step);
    if (wrong === 'no-arm') throw badRequest(`The experiment "${params.step}" has no way called "${winner ?? ''}".`, [{ pointer: '/winner', detail: 'must be the name of one of its ways, or null' }]);
    await writeAudit(db, { actor, action: 'experiment.decide', subject: params.key, detail: { step: params.step, winner }, at: instantOf(deps.clock) });
    return view(params.key);
  });
}
