import { compileGraph } from '../compile/compile.ts';
import { parseGraph } from '../compile/parse-graph.ts';
import { parseProgram } from '../compile/parse-program.ts';
import { GRAPH_FORMAT, type Graph } from '../graph.ts';
import type { Issue } from '../issue.ts';
import type { World } from '../node-kind.ts';
import type { Program } from '../program.ts';
import { apology } from './apology.ts';
import { brokenTexts } from './broken-texts.ts';
import { sureConditions } from './conditions.ts';
import { crowding } from './crowding.ts';
import { deadWays } from './dead-ways.ts';
import { endlessLoops } from './endless-loops.ts';
import { experiments } from './experiments.ts';
import { fixedZones } from './fixed-zones.ts';
import { keptNamesTaken } from './kept-names.ts';
import { kindChecks } from './kinds.ts';
import { mood } from './mood.ts';
import { unknownNames } from './names.ts';
import { neverOut } from './never-out.ts';
import { nightTimes } from './night-times.ts';
import { openWays } from './open-ways.ts';
import { otherChannels } from './other-channels.ts';
import { promotions } from './promotions.ts';
import { unknownProperties } from './properties.ts';
import { surveys } from './surveys.ts';
import { topics } from './topics.ts';
import { types } from './types.ts';
import { unknownZones } from './unknown-zones.ts';
import { brokenMatches, unmatched } from './exits.ts';
import { unreachable } from './unreachable.ts';
import { unsetFields } from './unset-fields.ts';
import { viewOfGraph, viewOfProgram, type View } from './view.ts';

/** All checks before publishing, each a pure function of one reading of the document. */
export const checks: readonly ((view: View) => Issue[])[] = [
  endlessLoops, unknownZones, brokenTexts, kindChecks, experiments, keptNamesTaken, unknownNames, unknownProperties, types, unreachable, deadWays, neverOut, sureConditions, unmatched, brokenMatches, topics, crowding, surveys,
  mood, apology, unsetFields, otherChannels, promotions, openWays, nightTimes, fixedZones,
];

const RANK = { error: 0, warning: 1, hint: 2 } as const;

/** Errors first, then warnings, then hints, and each said once. */
function tidy(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]).filter((issue) => {
    const key = `${issue.code} ${issue.path} ${issue.message}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/**
 * Everything that speaks against publishing a document, or is worth a look: errors block, warnings need a tick, hints are advice. `world`
 * is what the workspace knows; a list that is absent there is "unknown", and nothing is held against it. Drafts are welcome: what is complete
 * is checked. Takes any value and never throws (LANG-4).
 */
export function check(document: Graph | Program, world: World = {}): Issue[] {
  if ((document as unknown) !== null && typeof document === 'object' && document.dsl === GRAPH_FORMAT) {
    const parsed = parseGraph(document);
    if (!parsed.ok) return parsed.issues;
    const compiled = compileGraph(parsed.value);
    const view = viewOfGraph(parsed.value, compiled.ok ? compiled.value : null, world);
    return tidy([...compiled.issues, ...checks.flatMap((c) => c(view))]);
  }
  const parsed = parseProgram(document);
  if (!parsed.ok) return parsed.issues;
  const view = viewOfProgram(parsed.value, world);
  return tidy(checks.flatMap((c) => c(view)));
}
