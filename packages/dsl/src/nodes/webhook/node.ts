import { z } from 'zod';
import { decide } from '../../decide.ts';
import { isObject, plain, strong, textOf } from '../../draft.ts';
import type { Facts } from '../../facts.ts';
import { condition, duration, json, stepRef, text } from '../../fields.ts';
import { fillJson, fillsUsed, fillText, findFills, type Filled } from '../../fill.ts';
import type { Json, JsonObject } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';
import type { Signal } from '../../engine/signal.ts';
import { readPath } from '../../path.ts';
import { roughMs } from '../../time/index.ts';
import { addressFacts } from './address-facts.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const headerName = z.string().max(100).regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'is not a header name');

const config = z.strictObject({
  url: text().min(1, 'is empty: write the address to call').max(4000).meta({ title: 'Address', description: 'Starts with https://. Merge fields in it are written so that they cannot change where it leads.', placeholder: 'https://shop.example/api/points', widget: 'text' }),
  method: z.enum(METHODS).optional().meta({ default: 'POST', title: 'Method', description: 'GET only asks, the others may change something.', widget: 'select', options: METHODS.map((value) => ({ value, label: value })) }),
  headers: z.record(headerName, text()).optional().meta({ title: 'Headers', description: 'May hold merge fields.', widget: 'keyvalue' }),
  body: json().optional().meta({ title: 'Body', description: 'JSON or text to send; texts in it may hold merge fields.', widget: 'json' }),
  save: z.boolean().optional().meta({ title: 'Keep the answer', description: 'Later steps read it as steps.<this step>.data, e.g. steps.stock.data.body.count; see below to keep parts of it only.', widget: 'toggle' }),
  keep: z.record(z.string().min(1).max(100).regex(/^[A-Za-z_]\w*$/, 'is no name of letters, digits and underscores'), z.string().min(1).max(200)).optional()
    .meta({ title: 'Keep parts of the answer', description: 'Names, and where each is found: count and body.stock.count; later steps read it as steps.<this step>.data.count.', widget: 'keyvalue' }),
  successWhen: condition().optional().meta({ title: 'It went well if', description: 'A condition on the answer, read as event.properties.status and event.properties.body; else the customer goes the "failed" way.', widget: 'condition' }),
  retries: z.number().int().min(0).max(10).optional().meta({ default: 4, title: 'Try again', description: 'Where the other system does not answer or is overloaded: so often, each time after a longer pause.', widget: 'number', unit: 'times', advanced: true }),
  timeout: duration().optional().meta({ default: 'PT10S', title: 'Give up after', description: 'From one second to one minute.', placeholder: 'PT10S', widget: 'duration' }),
  next: stepRef(),
  failed: stepRef(),
});
type Config = z.infer<typeof config>;

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

function callOf(config: Config, facts: Facts): Filled<Call> {
  const url = fillText(config.url, addressFacts(facts));
  if (!url.ok) return { ok: false, because: `the address: ${url.because}` };
  if (!/^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url.value)) return { ok: false, because: 'the address is no web address' };
  const headers: [string, string][] = [];
  for (const [name, value] of Object.entries(config.headers ?? {})) {
    const filled = fillText(value, facts);
    if (!filled.ok) return { ok: false, because: `the header ${name}: ${filled.because}` };
    // A line break in a value would add headers of the customer's own.
    headers.push([name, filled.value.replaceAll(/[\r\n\0]+/g, ' ')]);
  }
  if (config.body === undefined) return { ok: true, value: { url: url.value, headers: Object.fromEntries(headers), body: null } };
  const body = fillJson(config.body, facts);
  if (!body.ok) return { ok: false, because: `the body: ${body.because}` };
  const isText = typeof config.body === 'string';
  if (!isText && !headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['content-type', 'application/json']);
  return { ok: true, value: { url: url.value, headers: Object.fromEntries(headers), body: isText ? String(body.value) : JSON.stringify(body.value) } };
}

function enter(config: Config, { facts }: StepContext): StepAnswer {
  const call = callOf(config, facts);
  const used = fillsUsed([config.url, config.headers as Json | undefined, config.body], facts);
  if (!call.ok) return { go: 'failed', because: `not called: ${call.because}`, used };
  const timeoutMs = Math.min(60_000, Math.max(1000, roughMs(config.timeout ?? 'PT10S') ?? 10_000));
  return {
    wait: { result: true },
    because: 'calls and waits for the answer',
    used,
    commands: [{ type: 'call', method: config.method ?? 'POST', timeoutMs, ...call.value, ...(config.retries === undefined ? {} : { attempts: config.retries + 1 }) }],
  };
}

/** What is kept of an answer: the parts that are named, all of it, or nothing. A part that is not there is null, so that a later step can tell. */
function keptOf({ save, keep }: Config, data: Json): Json | undefined {
  if (keep === undefined) return save ? data : undefined;
  const parts = Object.entries(keep).map(([name, path]): [string, Json] => [name, (readPath(data, path) ?? null) as Json]);
  return { ...(save && isObject(data) ? data as JsonObject : {}), ...Object.fromEntries(parts) };
}

function resume(config: Config, { facts, now }: StepContext, signal: Signal): StepAnswer | null {
  if (signal.type !== 'result') return null;
  const reason = signal.reason ?? '';
  const failed = signal.outcome === 'failed';
  const result = { result: signal.outcome, ...(reason === '' ? {} : { reason }) };
  const data = signal.data === undefined ? undefined : keptOf(config, signal.data);
  let wellUsed: Readonly<Record<string, Json>> = {};
  if (!failed && config.successWhen !== undefined) {
    const answer = { name: 'Answered', at: now, properties: isObject(signal.data) ? signal.data as JsonObject : {} };
    const well = decide(config.successWhen, { ...facts, event: answer });
    if (!well.ok) return { go: 'failed', because: `answered, but it could not be decided whether it went well: ${well.because}`, used: result };
    wellUsed = well.used;
    if (!well.yes) return { go: 'failed', because: `answered, but it did not go well: ${well.because}`, used: { ...result, ...well.used }, ...(data === undefined ? {} : { data }) };
  }
  return {
    go: failed ? 'failed' : 'next',
    because: failed ? `the call failed${reason === '' ? '' : `: ${reason}`}` : 'answered',
    used: { ...result, ...wellUsed },
    ...(data === undefined ? {} : { data }),
  };
}

export const webhook = defineNode<Config>({
  kind: 'webhook',
  version: 1,
  title: 'Call a webhook',
  help: 'Tells another system, or asks it something, and waits for the answer.',
  icon: 'webhook',
  category: 'data',
  config,
  waits: false,
  defaults: () => ({ url: 'https://', method: 'POST' }),
  ports: () => [
    { id: 'next', label: 'answered', at: ['next'] },
    { id: 'failed', label: 'failed', at: ['failed'], fallsBackTo: 'next' },
  ],
  summary: ({ url, method }) => [plain(textOf(method) || 'POST'), strong(textOf(url).replace(/^https?:\/\//, ''))],
  needs({ url, headers, body, successWhen }) {
    const found = [findFills(url, ['url']), findFills(headers as Json | undefined, ['headers']), findFills(body, ['body'])];
    return { texts: found.flatMap((one) => one.texts), conditions: [...found.flatMap((one) => one.conditions), ...(successWhen === undefined ? [] : [{ at: ['successWhen'], condition: successWhen, event: 'Answered' }])] };
  },
  passages: () => [{ port: 'next', result: 'next' }, { port: 'failed', result: 'failed' }],
  enter,
  resume,
  examples: [
    { title: 'Give points', config: { url: 'https://shop.example/points/{{customer.id}}', method: 'POST', body: { points: 50, reason: 'order {{event.properties.order_id}}' } } },
    { title: 'Ask for the stock and keep the answer', config: { url: 'https://shop.example/stock?sku={{event.properties.sku}}', method: 'GET', headers: { accept: 'application/json' }, save: true, timeout: 'PT5S' } },
    { title: 'Only the number in stock, and nothing in stock is a failure', config: { url: 'https://shop.example/stock?sku={{event.properties.sku}}', method: 'GET', keep: { count: 'body.stock.count' }, successWhen: { '>': [{ var: 'event.properties.body.stock.count' }, 0] }, retries: 2 } },
  ],
});
