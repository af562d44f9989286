import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { readMessage, type MessageRow } from '../../store/messages-read.ts';
import { readWorkspace, type Workspace } from '../../store/workspace.ts';
import type { HttpDeps } from '../deps.ts';
import { whyOf } from '../messages/why.ts';
import { PUBLIC_HEADERS, publicPage, type Html } from './page.ts';

/** What a token opens: the message it was made for, and the words of the workspace. */
interface Opened { readonly message: MessageRow; readonly workspace: Workspace }

/** Pages that customers reach from their messages. */
export function publicRoutes(deps: HttpDeps): Hono {
  const app = new Hono();
  const { db } = deps.database;

  const open = async (token: string, purpose: 'unsubscribe' | 'why'): Promise<Opened | null> => {
    const link = deps.work.links.read(token, purpose);
    const message = link === null ? null : await readMessage(db, link.id, link.lane);
    return message === null ? null : { message, workspace: await readWorkspace(db) };
  };
  const show = async (c: Context, title: string, workspace: string, content: Html, status: 200 | 404 = 200): Promise<Response> =>
    c.html(await publicPage(title, workspace, content), status, { ...PUBLIC_HEADERS });
  const lost = (c: Context): Promise<Response> =>
    show(c, 'Link not valid', 'Attune', html`<h1>This link does not work</h1><p>It may be incomplete, or what it belongs to was erased. Please use the link of a newer message.</p>`, 404);

  // Mail scanners fetch every link: opening the page changes nothing.
  app.get('/u/:token', async (c) => {
    const opened = await open(c.req.param('token'), 'unsubscribe');
    if (opened === null) return lost(c);
    const { name } = opened.workspace.workspace;
    const what = topicName(opened);
    return show(c, 'Unsubscribe', name, html`<h1>Unsubscribe from ${what}?</h1><p>You will get no more messages about this from ${name}.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Unsubscribe</button></form><p class="soft" style="margin-top:20px">Messages about an order you placed are still sent.</p>`);
  });

  // RFC 8058: the mail program posts here by itself, without cookies. Doing it twice is doing it once.
  app.post('/u/:token', async (c) => {
    const opened = await open(c.req.param('token'), 'unsubscribe');
    if (opened === null) return lost(c);
    const { lane, customer, channel, topic } = opened.message;
    await deps.work.unsubscribe({ lane, customer, channel, topic: topic ?? '*' });
    return show(c, 'Unsubscribed', opened.workspace.workspace.name, html`<h1>You are unsubscribed</h1><p>No more messages about ${topicName(opened)} will be sent to you. It holds from this moment on.</p>`);
  });

  app.get('/w/:token', async (c) => {
    const opened = await open(c.req.param('token'), 'why');
    if (opened === null) return lost(c);
    const why = await whyOf(db, opened.message);
    const steps = why.trail.filter((entry) => entry.because !== '').map((entry) => html`<li>${day(entry.at)}: ${entry.because}</li>`);
    return show(c, 'Why did I get this?', opened.workspace.workspace.name, html`<h1>Why did I get this?</h1><p>${why.sentence}</p><details><summary>Each step of the decision</summary><ol>${steps}</ol><p class="soft">${why.gate.because}</p></details>`);
  });
  return app;
}

function topicName({ message, workspace }: Opened): string {
  if (message.topic === null) return 'these messages';
  return workspace.topics.find((topic) => topic.key === message.topic)?.name ?? message.topic;
}

const day = (at: string): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(at));
