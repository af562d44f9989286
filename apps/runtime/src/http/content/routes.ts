import { parseText, renderContent, type Content, type Issue } from '@attune/dsl';
import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { badRequest, notFound, refused } from '../../errors.ts';
import { writeAudit } from '../../store/audit.ts';
import type { Db } from '../../store/database.ts';
import { listTemplates, readTemplate, writeTemplate, type TemplateRow } from '../../store/templates.ts';
import type { HttpDeps } from '../deps.ts';
import { pageQuery, route, type Api } from '../route.ts';
import { issueShape, page, templateShape, type MessageTemplate } from '../shapes.ts';
import { fieldsOf } from '../world.ts';
import { previewScope } from './scope.ts';

const keySchema = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const words = z.object({ subject: z.string().max(1_000).nullish(), body: z.string().max(100_000), html: z.string().max(500_000).nullish() });
const templateBody = words.extend({ channel: z.string().min(1).max(60), name: z.string().min(1).max(200) });
const previewBody = z.object({ content: words.optional(), template: z.string().max(100).optional(), channel: z.string().min(1).max(60), customer: z.string().max(300).optional() });
const previewShape = z.object({ subject: z.string().nullable(), body: z.string(), html: z.string().nullable(), issues: z.array(issueShape), fields: z.array(z.string()) });

/** Message templates, and what they look like for a customer. */
export function contentRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  route(api, { method: 'get', path: '/content/templates', summary: 'Message templates', query: pageQuery, answer: page(templateShape) }, async () => ({ items: (await listTemplates(db)).map(view), next: null }));
  route(api, { method: 'get', path: '/content/templates/{key}', summary: 'A message template', answer: templateShape }, async ({ params }) => {
    const row = await readTemplate(db, params.key);
    if (row === null) throw notFound('message template', params.key);
    return view(row);
  });

  route(api, { method: 'put', path: '/content/templates/{key}', summary: 'Write a message template (a new version where it changed)', body: templateBody, answer: templateShape, problems: [422] }, async ({ params, body, actor }) => {
    if (!keySchema.test(params.key)) throw badRequest('The key may hold letters, digits, dots, hyphens and underscores only.', [{ pointer: '/key', detail: 'is not a key' }]);
    const issues = issuesOf(body);
    if (issues.some((issue) => issue.severity === 'error')) throw refused('The message cannot be filled in.', issues);
    const at = instantOf(deps.clock);
    const row = await db.transaction(async (tx) => {
      await writeAudit(tx, { actor, action: 'template.save', subject: params.key, at });
      return writeTemplate(tx, { key: params.key, channel: body.channel, name: body.name, subject: body.subject ?? null, body: body.body, html: body.html ?? null }, at);
    });
    await deps.work.programsChanged();
    return view(row);
  });

  route(api, { method: 'post', path: '/content/preview', summary: 'A message as a customer would get it', body: previewBody, answer: previewShape, problems: [422] }, async ({ body }) => {
    const content = body.content ?? await wordsOf(db, body.template);
    const fields = fieldsOf(content.subject ?? null, content.body, content.html ?? null);
    const issues = issuesOf(content);
    if (issues.some((issue) => issue.severity === 'error')) throw refused('The message cannot be filled in.', issues);
    const rendered = renderContent(asContent(content), await previewScope(db, deps, body.customer, fields));
    if (!rendered.ok) return { subject: null, body: content.body, html: null, issues: [...issues, rendered.issue], fields };
    return { subject: rendered.value.subject ?? null, body: rendered.value.body, html: rendered.value.html ?? null, issues, fields };
  });
}

type Words = z.infer<typeof words>;

async function wordsOf(db: Db, template: string | undefined): Promise<Words> {
  if (template === undefined) throw badRequest('Send `content` or the key of a `template`.', [{ pointer: '/content', detail: 'or /template is required' }]);
  const row = await readTemplate(db, template);
  if (row === null) throw notFound('message template', template);
  return row;
}

const asContent = ({ subject, body, html }: Words): Content => ({ body, ...(subject ? { subject } : {}), ...(html ? { html } : {}) });

/** What is wrong with the text of each part, each with its place in the body. */
function issuesOf(content: Words): Issue[] {
  return (['subject', 'body', 'html'] as const).flatMap((part) => {
    const text = content[part];
    return text === undefined || text === null ? [] : parseText(text).issues.map((issue) => ({ ...issue, path: `/${part}${issue.path}` }));
  });
}

const view = (row: TemplateRow): MessageTemplate => ({ key: row.key, channel: row.channel, name: row.name, subject: row.subject, body: row.body, html: row.html, version: row.version, updatedAt: row.createdAt });
