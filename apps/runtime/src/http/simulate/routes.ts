import { compile, parseProgram, simulate, type Program } from '@attune/dsl';
import { z } from 'zod';
import { refused } from '../../errors.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';

const instant = z.iso.datetime({ offset: true, error: 'must be an instant such as 2026-05-03T18:00:00Z' });
const body = z.object({
  program: z.unknown().optional(),
  graph: z.unknown().optional(),
  customer: z.record(z.string(), z.unknown()).default({}),
  timeline: z.array(z.record(z.string(), z.unknown()).and(z.object({ at: instant }))).max(10_000, 'holds more than 10,000 entries').default([]),
  from: instant,
  until: instant,
  seed: z.union([z.string().max(200), z.number().transform(String)]).default('0'),
}).refine((given) => given.program !== undefined || given.graph !== undefined, { error: 'or `graph` is required', path: ['program'] })
  .refine((given) => Date.parse(given.from) <= Date.parse(given.until), { error: 'lies before `from`', path: ['until'] })
  .refine((given) => Date.parse(given.until) - Date.parse(given.from) <= 5 * 366 * 86_400_000, { error: 'lies more than five years after `from`', path: ['until'] });

const answer = z.object({ runs: z.array(z.unknown()), messages: z.array(z.unknown()) });

/** Runs a journey on a virtual clock; nothing is written and nothing leaves. */
export function simulateRoutes(api: Api, _deps: HttpDeps): void {
  route(api, { method: 'post', path: '/simulate', summary: 'What a journey would do with a customer', body, answer, problems: [422] }, ({ body: given }) => {
    const { customer, timeline, from, until, seed } = given;
    const result = simulate(programOf(given.program, given.graph), { customer, timeline, from, until, seed } as unknown as Parameters<typeof simulate>[1]);
    return { ...result, runs: [...result.runs], messages: [...result.messages] };
  });
}

function programOf(program: unknown, graph: unknown): Program {
  const parsed = program === undefined ? compile(graph) : parseProgram(program);
  if (!parsed.ok) throw refused(program === undefined ? 'The graph does not compile.' : 'This is not a valid journey program.', parsed.issues);
  return parsed.value;
}
