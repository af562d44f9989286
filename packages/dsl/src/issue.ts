import { z } from 'zod';

/** How much an issue matters: an error blocks publishing, a warning needs a tick by the marketer, a hint is advice. */
export const severitySchema = z.enum(['error', 'warning', 'hint']);
export type Severity = z.infer<typeof severitySchema>;

/** A customer and events that lead to the place an issue speaks of; `simulate` replays it (CHK-1). */
export const witnessSchema = z.object({
  customer: z.record(z.string(), z.unknown()),
  timeline: z.array(z.record(z.string(), z.unknown())),
  from: z.string(),
  until: z.string(),
  step: z.string(),
});
export type Witness = z.infer<typeof witnessSchema>;

/**
 * The one error value of the language. Nothing throws on bad user input (LANG-4): it is told as a list of issues.
 * `path` is a JSON Pointer (RFC 6901) into the document that was given; `message` names the problem and the remedy.
 */
export const issueSchema = z.object({
  code: z.string(),
  severity: severitySchema,
  path: z.string(),
  node: z.string().optional(),
  message: z.string(),
  /** A remedy the editor can apply: set (or, with `value` absent, remove) the value at each JSON Pointer of the same document. */
  fix: z
    .object({ title: z.string(), changes: z.array(z.object({ path: z.string(), value: z.unknown().optional() })) })
    .optional(),
  witness: witnessSchema.optional(),
});
export type Issue = z.infer<typeof issueSchema>;

/** The answer of everything that may refuse its input. `issues` of an accepted input are warnings and hints only. */
export type Result<T> = { ok: true; value: T; issues: Issue[] } | { ok: false; issues: Issue[] };

/** A JSON Pointer (RFC 6901) for a path of keys. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
