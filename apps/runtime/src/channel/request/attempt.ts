import type { Attempt } from '../channel.ts';
import type { Reply } from '../requester.ts';

/** What a server's answer means for a message, the same for every provider that is spoken to over HTTP. */
export function attemptOf(reply: Reply): Attempt {
  switch (reply.outcome) {
    case 'refused': return { outcome: 'rejected', detail: reply.detail };
    case 'retry': return { outcome: 'retry', detail: reply.detail };
    case 'uncertain': return { outcome: 'uncertain', detail: reply.detail };
    case 'answered': return attemptOfStatus(reply.status, reply.headers);
  }
}

function attemptOfStatus(status: number, headers: Readonly<Record<string, string>>): Attempt {
  const detail = `the server answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', providerId: null };
  if (status >= 300 && status < 400) return { outcome: 'rejected', detail: `${detail}: redirects are not followed` };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const afterMs = retryAfter(headers['retry-after']);
    return { outcome: 'retry', detail, ...(afterMs === null ? {} : { afterMs }) };
  }
  return { outcome: 'rejected', detail };
}

/** RFC 9110: seconds, or a date. */
function retryAfter(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
