import { guardJson } from '../compile/guard.ts';
import { pointer, type Issue, type Result } from '../issue.ts';

/** One step of a document's format: lifts the version before `to` to `to`. Pure; may rely on the older version's shape only. */
export interface Upgrade {
  readonly to: number;
  readonly what: string;
  lift(document: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** A document format: its name before the `@`, the version this code writes, and the way there from every older one. */
export interface Format {
  readonly name: string;
  readonly current: number;
  readonly upgrades: readonly Upgrade[];
}

/** The two documents. A new version adds one numbered upgrade here and changes the schema; older documents stay readable for ever. */
export const formats: readonly Format[] = [
  { name: 'attune/journey', current: 1, upgrades: [] },
  { name: 'attune/graph', current: 1, upgrades: [] },
];

const issue = (code: string, message: string, at: readonly string[] = ['dsl']): Result<never> => ({ ok: false, issues: [{ code, severity: 'error', path: pointer(at), message } satisfies Issue] });

const wanted = (known: readonly Format[]): string => known.map((f) => `"${f.name}@${f.current}"`).join(' or ');

/** Lifts a document version by version. The `dsl` field is set here, so that no upgrade can forget it. */
function lift(document: Readonly<Record<string, unknown>>, format: Format, from: number): Result<unknown> {
  let value: Record<string, unknown> = { ...document };
  for (let version = from + 1; version <= format.current; version++) {
    const step = format.upgrades.find((u) => u.to === version);
    if (step === undefined) return issue('version-too-old', `This document is in version ${from} of ${format.name}, which can no longer be read. Export it again from the program that wrote it.`);
    try {
      value = { ...step.lift(value), dsl: `${format.name}@${version}` };
    } catch (error) {
      return issue('upgrade-failed', `Lifting this document to version ${version} (${step.what}) failed: ${error instanceof Error ? error.message : String(error)}. Check that it is a whole document of version ${version - 1}.`);
    }
  }
  return { ok: true, value, issues: [] };
}

/**
 * Lifts an older graph or program to the version this code reads, one numbered upgrade after another (LANG-3). A document of the current
 * version comes back as it is. A newer one, or something else altogether, is refused with an issue at `/dsl`; it is never half-read.
 */
export function upgrade(json: unknown, known: readonly Format[] = formats): Result<unknown> {
  const issues = guardJson(json);
  if (issues.length > 0) return { ok: false, issues };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return issue('not-a-document', `A journey document is a JSON object with a field "dsl": ${wanted(known)}.`, []);
  const dsl: unknown = Object.hasOwn(json, 'dsl') ? (json as Record<string, unknown>)['dsl'] : undefined;
  const match = typeof dsl === 'string' ? /^([a-z/-]{1,40})@(\d{1,6})$/.exec(dsl) : null;
  const format = match === null ? undefined : known.find((f) => f.name === match[1]);
  if (match === null || format === undefined) {
    return issue('unknown-format', dsl === undefined ? `The field "dsl" is missing. It says what the document is: ${wanted(known)}.` : `${JSON.stringify(dsl).slice(0, 80)} is not a format known here. Write ${wanted(known)}.`);
  }
  const version = Number(match[2]);
  if (version > format.current) {
    return issue('version-too-new', `This document is written in version ${version} of ${format.name}; this Attune reads up to version ${format.current}. Update Attune, or export the document in an older version.`);
  }
  if (version === format.current) return { ok: true, value: json, issues: [] };
  return lift(json as Record<string, unknown>, format, version);
}
