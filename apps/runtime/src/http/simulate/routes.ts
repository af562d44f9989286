import { compile, parseProgram, simulate, type Program, type SimulationInput } from '@attune/dsl';
import { z } from 'zod';
import { badRequest, refused } from '../../errors.ts';
import type { Db } from '../../store/database.ts';
import { listSegments } from '../../store/segments.ts';
import { listTemplates } from '../../store/templates.ts';
import { readWorkspace } from '../../store/workspace.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';

/** A trial longer than this holds up the server more than it tells. */
const LONGEST_MS = 5 * 366 * 86_400_000;

const instant = z.iso.datetime({ offset: true, error: 'must be an instant such as 2026-05-03T18:00:00Z' });
const body = z.looseObject({ program: z.unknown().optional(), graph: z.unknown().optional(), from: instant.optional(), until: instant.optional() })
  .refine((given) => given.program !== undefined || given.graph !== undefined, { error: 'or `graph` is required', path: ['program'] })
  .refine(({ from, until }) => from === undefined || until === undefined || !(Date.parse(until) - Date.parse(from) > LONGEST_MS), { error: 'lies more than five years after `from`', path: ['until'] });

const list = z.array(z.unknown());
const answer = z.object({ runs: list, messages: list, refused: list, story: list, issues: list });

/** Runs a journey on a virtual clock; nothing is written and nothing leaves. */
export function simulateRoutes(api: Api, deps: HttpDeps): void {
  route(api, { method: 'post', path: '/simulate', summary: 'What a journey would do with a customer', body, answer, problems: [422] }, async ({ body: { program, graph, ...input } }) => {
    const result = simulate(programOf(program, graph), { ...await ownWords(deps.database.db), ...input } as SimulationInput);
    const wrong = result.issues.filter((issue) => issue.code === 'simulation-input');
    if (wrong.length > 0) throw badRequest(`The trial cannot begin: ${wrong[0]?.message ?? ''}`, wrong.map((issue) => ({ pointer: issue.path, detail: issue.message })));
    return { runs: [...result.runs], messages: [...result.messages], refused: [...result.refused], story: [...result.story], issues: [...result.issues] };
  });
}

/** The workspace's own messages, segments and rules of sending, where the caller brings none. */
async function ownWords(db: Db): Promise<Partial<SimulationInput>> {
  const segments = await listSegments(db, { limit: 2_000, cursor: null });
  const templates = await listTemplates(db);
  return {
    policy: (await readWorkspace(db)).policy,
    segments: segments.items.flatMap(({ key, condition }) => (condition === null ? [] : [{ key, condition: condition as NonNullable<SimulationInput['segments']>[number]['condition'] }])),
    templates: templates.map(({ key, subject, body: text, html }) => ({ key, body: text, ...(subject === null ? {} : { subject }), ...(html === null ? {} : { html }) })),
  };
}

function programOf(program: unknown, graph: unknown): Program {
  const parsed = program === undefined ? compile(graph) : parseProgram(program);
  if (!parsed.ok) throw refused(program === undefined ? 'The graph does not compile.' : 'This is not a valid journey program.', parsed.issues);
  return parsed.value;
}
