import type { Run } from '../engine/run.ts';
import type { Program } from '../program.ts';

/** A run that can go on in the newer program. */
export interface Move {
  readonly run: string;
  readonly from: string;
  readonly to: string;
}

/** What becomes of the people inside; each open run is in exactly one list. */
export interface MigrationPlan {
  readonly moves: readonly Move[];
  /** Ids of runs that stay on their version as they should: redirected to null, or not at rest. */
  readonly stays: readonly string[];
  /** Runs whose step is gone, or is another kind of step now, and for which nobody said where to go. They stay as well. */
  readonly unmapped: readonly { readonly run: string; readonly step: string }[];
}

/**
 * Where each open run would go from one version to another (DIFF-2): to its own step where that is still there and of the same kind, to the step that
 * `redirects` names for it, or nowhere (`null` there means "stay on your version"). Finished runs are left out; nothing is moved by this.
 */
export function planMigration(runs: readonly Pick<Run, 'id' | 'status' | 'waiting'>[], from: Program, to: Program, redirects: Readonly<Record<string, string | null>> = {}): MigrationPlan {
  const moves: Move[] = [];
  const stays: string[] = [];
  const unmapped: { run: string; step: string }[] = [];
  for (const { id, status, waiting } of runs) {
    if (status === 'finished') continue;
    const step = waiting?.step;
    const redirect = step !== undefined && Object.hasOwn(redirects, step) ? redirects[step] : undefined;
    if (step === undefined || redirect === null) stays.push(id);
    else if (redirect !== undefined) {
      if (Object.hasOwn(to.steps, redirect)) moves.push({ run: id, from: step, to: redirect });
      else unmapped.push({ run: id, step });
    } else if (kindOf(to, step) !== undefined && kindOf(to, step) === kindOf(from, step)) moves.push({ run: id, from: step, to: step });
    else unmapped.push({ run: id, step });
  }
  return { moves, stays, unmapped };
}

const kindOf = (program: Program, step: string): string | undefined => (Object.hasOwn(program.steps, step) ? program.steps[step]?.kind : undefined);
