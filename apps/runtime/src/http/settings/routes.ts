import { parseDuration, parseZone, roughMs } from '@attune/dsl';
import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { writeAudit } from '../../store/audit.ts';
import { readWorkspace, writeWorkspace, type Workspace } from '../../store/workspace.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Api } from '../route.ts';
import { settingsShape, type Settings } from '../shapes.ts';

const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'may hold letters, digits, dots, hyphens and underscores only');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as 21:00');
const zone = z.string().refine((name) => parseZone(name) !== null, 'is not a time zone such as Europe/Berlin');
const duration = z.string().refine((text) => parseDuration(text) !== null, 'is not an ISO 8601 duration such as P7D');

const age = z.string().refine((text) => (roughMs(text) ?? 0) >= 86_400_000, 'is not an ISO 8601 duration of at least a day such as P90D').nullable();

const policySchema = z.strictObject({
  quietHours: z.strictObject({ from: time, to: time, channels: z.array(z.string().min(1).max(60)).max(20).optional() }).nullable(),
  caps: z.array(z.strictObject({ channel: z.string().max(60).optional(), topic: z.string().max(100).optional(), limit: z.number().int().min(1).max(10_000), within: duration })).max(50),
  guardrails: z.boolean(),
  zone: zone.optional(),
});

const body = z.strictObject({
  workspace: z.strictObject({ name: z.string().min(1).max(200), zone, address: z.string().max(500), holdout: z.number().min(0).max(20, 'is more than 20: that many people would get nothing from any journey') }).partial().optional(),
  policy: policySchema.partial().optional(),
  topics: z.array(z.strictObject({ key, name: z.string().min(1).max(200) })).max(100).optional(),
  sentimentProperties: z.array(z.string().min(1).max(200)).max(50).optional(),
  retention: z.strictObject({ words: age, events: age, trail: age, messages: age }).partial().optional(),
  /** Sent back by clients that read, change and write the whole; it cannot be changed here. */
  writeKey: z.string().optional(),
});

/** What the business decided for all journeys. */
export function settingsRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  const view = (workspace: Workspace): Settings => ({ ...workspace, topics: [...workspace.topics], sentimentProperties: [...workspace.sentimentProperties], writeKey: deps.keys.writeKey });

  route(api, { method: 'get', path: '/settings', summary: 'Settings', answer: settingsShape }, async () => view(await readWorkspace(db)));
  route(api, { method: 'put', path: '/settings', summary: 'Change settings; what is left out stays', body, answer: settingsShape }, async ({ body: given, actor }) => {
    const at = instantOf(deps.clock);
    await db.transaction(async (tx) => {
      const before = await readWorkspace(tx);
      const change = {
        ...(given.workspace === undefined ? {} : { workspace: { ...before.workspace, ...given.workspace } }),
        ...(given.policy === undefined ? {} : { policy: { ...before.policy, ...given.policy } }),
        ...(given.topics === undefined ? {} : { topics: given.topics }),
        ...(given.retention === undefined ? {} : { retention: { ...before.retention, ...given.retention } }),
        ...(given.sentimentProperties === undefined ? {} : { sentimentProperties: given.sentimentProperties }),
      } as Partial<Workspace>;
      await writeWorkspace(tx, change, at);
      await writeAudit(tx, { actor, action: 'settings.save', subject: 'settings', detail: { parts: Object.keys(change) }, at });
    });
    await deps.work.programsChanged();
    return view(await readWorkspace(db));
  });
}
