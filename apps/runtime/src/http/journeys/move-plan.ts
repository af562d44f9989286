import { planSteps, type Program, type Redirects } from '@attune/dsl';
import type { Db } from '../../store/database.ts';
import { readVersion } from '../../store/journeys.ts';
import { readResting } from '../../store/stats.ts';
import type { MovePlan } from '../shapes.ts';

/** Where to, and who: those of one version, or of all but the one that is `except`ed. */
interface Aim { readonly program: Program; readonly except?: number | null; readonly from?: number | null; readonly redirects?: Redirects }

/** Where the people inside a journey would go, by the version they are in. From counts, since there may be any number of them. */
export async function plansFor(db: Db, key: string, { program, except = null, from = null, redirects = {} }: Aim): Promise<MovePlan[]> {
  const resting = (await readResting(db, key)).filter(({ version }) => version !== except && (from === null || version === from));
  const plans: MovePlan[] = [];
  for (const version of new Set(resting.map((row) => row.version))) {
    const own = await readVersion(db, key, version);
    if (own === null) throw new Error(`version ${version} of the journey "${key}" is missing`);
    const rows = resting.filter((row) => row.version === version);
    const steps = planSteps(rows.flatMap(({ step, ...row }) => (step === null ? [] : [{ ...row, step }])), own.program as Program, program, redirects);
    plans.push({ version, counted: rows.reduce((sum, row) => sum + row.runs, 0), steps: steps.map(({ runs, ...step }) => ({ ...step, people: runs })) });
  }
  return plans;
}
