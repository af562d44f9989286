import { check, checkCondition, parseGraph, parseProgram, programFacts, type Graph, type Issue } from '@attune/dsl';
import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { badRequest, conflict, refused } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { Db } from '../../store/database.ts';
import { insertJourney, readJourney, saveDraft, type JourneyRow } from '../../store/journeys.ts';
import { insertSegment, readSegment } from '../../store/segments.ts';
import { readTemplate, writeTemplate, type TemplateDraft } from '../../store/templates.ts';
import type { HttpDeps } from '../deps.ts';
import { fieldErrors } from '../problem.ts';
import { readWorld } from '../world.ts';
import { assess, draftFacts } from './assess.ts';
import { graphOfProgram } from './publish.ts';

export const BUNDLE_FORMAT = 'attune/bundle@1';

const slug = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'may hold letters, digits, dots, hyphens and underscores only');
const bundleSchema = z.object({
  dsl: z.literal(BUNDLE_FORMAT),
  journey: z.unknown(),
  templates: z.array(z.object({
    key: slug, channel: z.string().min(1).max(60), name: z.string().max(200).optional(), subject: z.string().max(1_000).nullish(), body: z.string().max(100_000), html: z.string().max(500_000).nullish(),
  })).max(200).default([]),
  segments: z.array(z.object({ key: slug, name: z.string().min(1).max(200), condition: z.unknown() })).max(200).default([]),
});
type Bundle = z.infer<typeof bundleSchema>;

export interface ImportOptions {
  /** A new key for the journey; null keeps the document's. */
  readonly key: string | null;
  /** Takes the document as the new draft of a journey that exists. */
  readonly replace: boolean;
}

/**
 * Takes a program, a graph, or a bundle of a journey with its messages and segments. All of it is written or nothing.
 * A program must be valid; a graph may be an unfinished draft, its issues are told. 409 where the key is taken.
 * Messages and segments that exist already are left as they are: they may have been changed on purpose.
 */
export async function importJourney(deps: HttpDeps, json: unknown, options: ImportOptions, actor: string): Promise<{ key: string; issues: Issue[] }> {
  const bundle = readBundle(json);
  const parsed = toGraph(bundle.journey);
  const graph: Graph = options.key === null ? parsed : { ...parsed, settings: { ...parsed.settings, key: options.key } };
  const key = graph.settings.key;
  const issues = await deps.database.db.transaction(async (tx) => {
    const at = instantOf(deps.clock);
    const existing = await readJourney(tx, key);
    if (existing !== null && !options.replace) throw conflict(`A journey with the key "${key}" exists already. Choose another key with ?key=, or replace its draft with ?replace=true.`, { key });
    await takeAlong(tx, bundle, at);
    const assessed = assess(graph, await readWorld(tx, deps));
    if (existing === null) await insertJourney(tx, draftFacts(assessed), at);
    else await saveDraft(tx, existing.revision, draftFacts(assessed), at);
    await writeAudit(tx, { actor, action: 'journey.import', subject: key, at });
    return assessed.issues;
  });
  if (bundle.templates.length + bundle.segments.length > 0) await deps.work.programsChanged();
  for (const segment of bundle.segments) await deps.work.recheckSegment(segment.key);
  return { key, issues };
}

function readBundle(json: unknown): Bundle {
  if ((json as { dsl?: unknown } | null)?.dsl !== BUNDLE_FORMAT) return { dsl: BUNDLE_FORMAT, journey: json, templates: [], segments: [] };
  const parsed = bundleSchema.safeParse(json);
  if (!parsed.success) throw badRequest('The bundle is not valid.', fieldErrors(parsed.error.issues));
  parsed.data.segments.forEach((segment, index) => {
    const issues = checkCondition(segment.condition, `/segments/${index}/condition`);
    if (issues.some((issue) => issue.severity === 'error')) throw refused(`The condition of the segment "${segment.key}" is not valid.`, issues);
  });
  return parsed.data;
}

/** A document says what it is by its `dsl`; where that is neither, the program's issues are told. */
function toGraph(json: unknown): Graph {
  if (String((json as { dsl?: unknown } | null)?.dsl).startsWith('attune/graph')) {
    const parsed = parseGraph(json);
    if (!parsed.ok) throw refused('This is not a journey graph.', parsed.issues);
    return parsed.value;
  }
  const parsed = parseProgram(json);
  if (!parsed.ok) throw refused('This is not a valid journey program.', parsed.issues);
  // checked as the program that was sent, so that the pointers lead into it
  const errors = check(parsed.value).filter((issue) => issue.severity === 'error');
  if (errors.length > 0) throw refused('The journey program has errors.', errors);
  return graphOfProgram(parsed.value);
}

async function takeAlong(db: Db, bundle: Bundle, at: string): Promise<void> {
  for (const template of bundle.templates) {
    const draft: TemplateDraft = { key: template.key, channel: template.channel, name: template.name ?? template.key, subject: template.subject ?? null, body: template.body, html: template.html ?? null };
    if ((await readTemplate(db, draft.key)) === null) await writeTemplate(db, draft, at);
  }
  for (const { key, name, condition } of bundle.segments) {
    if ((await readSegment(db, key)) === null) await insertSegment(db, { key, name, condition: condition ?? null }, at);
  }
}

/** The draft with the messages and segments it refers to, ready for another workspace. */
export async function exportBundle(db: Db, row: JourneyRow): Promise<Bundle> {
  const graph = row.draft as Graph;
  const compiled = assess(graph, {}).program;
  const facts = compiled === null ? null : programFacts(compiled);
  const templates = await Promise.all((facts?.templates ?? []).map((key) => readTemplate(db, key)));
  const segments = await Promise.all((facts?.segments ?? []).map((key) => readSegment(db, key)));
  return {
    dsl: BUNDLE_FORMAT,
    journey: graph,
    templates: templates.filter((one) => one !== null).map(({ key, channel, name, subject, body, html }) => ({ key, channel, name, subject, body, html })),
    segments: segments.filter((one) => one !== null).map(({ key, name, condition }) => ({ key, name, condition })),
  };
}
