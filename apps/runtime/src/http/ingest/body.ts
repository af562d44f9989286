import { gunzipSync, inflateSync } from 'node:zlib';
import { badRequest } from '../../errors.ts';

/** Deeper JSON than this says nothing a journey could use, and recursion over it could exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * The JSON of a request, whatever its content type says: one widely used client sends gzip JSON labelled as a form.
 * Reading stops at `limit` bytes, also while unpacking, so that a small archive cannot become a large one.
 */
export async function readJson(request: Request, limit: number): Promise<{ value: unknown; bytes: number }> {
  const raw = await readBytes(request, limit);
  const plain = unpack(raw, request.headers.get('content-encoding'), limit);
  const value = parse(plain.toString('utf8'));
  const fault = findFault(value);
  if (fault !== null) throw badRequest(`The request holds something that is not taken: ${fault.detail}.`, [fault]);
  return { value, bytes: plain.length };
}

function parse(text: string): unknown {
  if (text.trim() === '') throw badRequest('The request has no body. Send a JSON object.', [{ pointer: '', detail: 'is empty' }]);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badRequest('The body is not JSON.', [{ pointer: '', detail: `is not JSON${place(error)}` }]);
  }
}

/** Where the parser stopped. Its own words repeat the text, which may be a person's. */
function place(error: unknown): string {
  const found = /position (\d+)/.exec(error instanceof Error ? error.message : '');
  return found === null ? '' : ` (at position ${found[1]})`;
}

/** The bytes of a request; a 400 problem where there are more than `limit`. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const told = request.headers.get('content-length');
  if (told !== null) {
    if (Number(told) > limit) throw tooLarge(limit);
    // HTTP holds a body to the length it was told, so it may be read at once, which spares a stream for each call
    const raw = Buffer.from(await request.arrayBuffer());
    if (raw.length > limit) throw tooLarge(limit);
    return raw;
  }
  if (request.body === null) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function unpack(raw: Buffer, encoding: string | null, limit: number): Buffer {
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
  if (!gzip && encoding !== 'deflate') return raw;
  try {
    return gzip ? gunzipSync(raw, { maxOutputLength: limit }) : inflateSync(raw, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw badRequest('The body is not valid gzip.', [{ pointer: '', detail: 'cannot be unpacked' }]);
  }
}

export const tooLarge = (limit: number, at = '') =>
  badRequest(`Too large: at most ${Math.floor(limit / 1024)} KB are taken${at === '' ? ' in one request' : ' in one call'}. Send less at a time.`, [{ pointer: at, detail: `is larger than ${limit} bytes` }]);

/** Walks without recursion: what is too deep, and keys that reach for a prototype. */
export function findFault(root: unknown): { pointer: string; detail: string } | null {
  const stack: { value: unknown; path: string; depth: number }[] = [{ value: root, path: '', depth: 0 }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item.value !== 'object' || item.value === null) continue;
    if (item.depth > MAX_DEPTH) return { pointer: item.path.slice(0, 300), detail: `is nested deeper than ${MAX_DEPTH} levels` };
    for (const [key, value] of Object.entries(item.value)) {
      const path = `${item.path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (key === '__proto__') return { pointer: path.slice(0, 300), detail: 'is a reserved name; rename the field' };
      if (typeof value === 'object' && value !== null) stack.push({ value, path, depth: item.depth + 1 });
    }
  }
  return null;
}
