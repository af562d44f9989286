import type { JourneyTemplate } from '@attune/runtime/shapes';
import { graphSchema, type Graph } from '@attune/dsl';

/** The journey inside a template; null where it is of a form this version does not know. */
export function graphOf(template: JourneyTemplate): Graph | null {
  const parsed = graphSchema.safeParse(template.graph);
  return parsed.success ? parsed.data : null;
}
