import { createHash } from 'node:crypto';
import type { Experiment, Program } from '@attune/dsl';

/**
 * Names what an experiment compares: the ways with their weights, the draw, and what counts. Versions with the same name are one experiment, so that a
 * mended word elsewhere in the journey does not begin it anew; when and how sure one decides may change meanwhile.
 */
export function signatureOf({ key, seed }: Program, { arms, metric, window, guardrails, sticky }: Experiment): string {
  const compared = { seed: seed ?? key, sticky, arms: arms.map(({ id, weight, control }) => [id, weight, control]), metric, window, guardrails };
  return createHash('sha256').update(JSON.stringify(compared)).digest('hex').slice(0, 24);
}
