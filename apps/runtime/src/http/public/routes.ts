import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { readConsents, readCustomer } from '../../store/customers-read.ts';
import { readMessage, type MessageRow } from '../../store/messages-read.ts';
import { readWorkspace, type Workspace } from '../../store/workspace.ts';
import type { HttpDeps } from '../deps.ts';
import { readBytes } from '../ingest/body.ts';
import { whyOf } from '../messages/why.ts';
import { isMachine } from './machine.ts';
import { broadWithdrawals, choicesOf, isFollowed, preferenceForm } from './preferences.ts';
import { PUBLIC_HEADERS, publicPage, type Html } from './page.ts';

const FORM_BYTES = 64 * 1024;
/** One transparent dot. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** What a token opens: the message it was made for, and the words of the workspace. */
interface Opened { readonly message: MessageRow; readonly workspace: Workspace }

/** Pages that customers reach from their messages. */
export function publicRoutes(deps: HttpDeps): Hono {
  const app = new Hono();
  const { db } = deps.database;

  const open = async (token: string, purpose: 'unsubscribe' | 'why' | 'preferences'): Promise<Opened | null> => {
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

  const said = async ({ message: { lane, customer } }: Opened) => ({ consents: await readConsents(db, lane, customer), sentimentAllowed: (await readCustomer(db, customer, deps.lanes))?.sentimentAllowed ?? false });
  const preferences = async (c: Context, opened: Opened, saved: boolean): Promise<Response> => {
    const [state, { name }] = [await said(opened), opened.workspace.workspace];
    return show(c, 'Preferences', name, preferenceForm(name, choicesOf(deps.channels, opened.workspace.topics, state, opened.message.channel), state, saved));
  };
  app.get('/p/:token', async (c) => {
    const opened = await open(c.req.param('token'), 'preferences');
    return opened === null ? lost(c) : preferences(c, opened, false);
  });
  app.post('/p/:token', async (c) => {
    const opened = await open(c.req.param('token'), 'preferences');
    if (opened === null) return lost(c);
    const ticked = new Set(new URLSearchParams((await readBytes(c.req.raw, FORM_BYTES)).toString('utf8')).keys());
    const { customer } = opened.message;
    const before = await said(opened);
    const say = (channel: string, topic: string, yes: boolean) => deps.work.setConsent(customer, { channel, topic, state: yes ? 'granted' : 'unsubscribed', source: 'preferences' });
    const choices = choicesOf(deps.channels, opened.workspace.topics, before, opened.message.channel);
    // a yes to one thing after a no to everything: the no is said of each of the others first, and only then taken back as a whole
    const broad = choices.some(({ name, on }) => ticked.has(name) && !on) ? broadWithdrawals(before) : [];
    for (const { name, channel, topic, on } of choices) if (broad.length > 0 || ticked.has(name) !== on) await say(channel, topic, ticked.has(name));
    for (const { channel, topic } of broad) await deps.work.setConsent(customer, { channel, topic, state: 'denied', source: 'preferences' });
    if (ticked.has('tracking') !== isFollowed(before)) await say('*', 'tracking', ticked.has('tracking'));
    if (ticked.has('mood') !== before.sentimentAllowed) await deps.work.setSentimentAllowed(customer, ticked.has('mood'));
    return preferences(c, opened, true);
  });

  const track = async (c: Context, message: Parameters<typeof deps.work.track>[0], kind: 'clicked' | 'opened', url: string | null): Promise<void> => {
    // a link has to lead on also where nobody can take notes
    await deps.work.track(message, { kind, url, machine: isMachine(c.req.method, c.req.raw.headers) }).catch((error: unknown) => deps.log.warn({ err: error }, 'a hit was not noted'));
  };
  app.get('/c/:token', async (c) => {
    const link = deps.work.links.readClick(c.req.param('token'));
    if (link === null) return lost(c);
    await track(c, link, 'clicked', link.url);
    return new Response(null, { status: 302, headers: { location: new URL(link.url).href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' } });
  });
  app.get('/o/:token', async (c) => {
    const message = deps.work.links.read(c.req.param('token'), 'open');
    if (message !== null) await track(c, message, 'opened', null);
    return new Response(PICTURE, { status: 200, headers: { 'content-type': 'image/gif', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
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
