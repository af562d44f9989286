import { z } from 'zod';
import type { Api } from '../route.ts';
import { problemShape } from '../shapes.ts';
import { CALL_TYPES } from './call.ts';

const text = z.string();
const callShape = z.looseObject({
  userId: text.optional(), anonymousId: text.optional(), messageId: text.optional(), event: text.optional(), name: text.optional(), groupId: text.optional(), previousId: text.optional(),
  properties: z.record(text, z.unknown()).optional(), traits: z.record(text, z.unknown()).optional(), context: z.record(text, z.unknown()).optional(), timestamp: text.optional(), sentAt: text.optional(),
}).meta({ id: 'Call' });
const batchShape = z.looseObject({ batch: z.array(callShape.extend({ type: z.enum(CALL_TYPES) })), sentAt: text.optional() });

/** The ingestion API in the OpenAPI document. It lies beside `/api`, and is opened by the write key. */
export function describeIngest(api: Api): void {
  const add = (path: string, summary: string, schema: z.ZodType) => api.openAPIRegistry.registerPath({
    method: 'post', path, summary, servers: [{ url: '/v1' }],
    description: 'The Segment HTTP API. The write key is the user name of basic authentication. 200 means durable; a repeated messageId is taken once, for ever. At most 32 KB a call, 500 KB and 2,500 calls a batch.',
    request: { body: { required: true, content: { 'application/json': { schema } } } },
    responses: {
      200: { description: 'Durable', content: { 'application/json': { schema: z.object({ success: z.literal(true) }) } } },
      ...Object.fromEntries([400, 401, 429].map((status) => [status, { description: 'Nothing was taken', content: { 'application/problem+json': { schema: problemShape } } }])),
    },
  });
  for (const type of CALL_TYPES) add(`/${type}`, `Send one ${type} call`, callShape);
  add('/batch', 'Send many calls: all of them are taken, or none where one is not valid', batchShape);
}
