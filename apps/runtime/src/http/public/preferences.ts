import { html } from 'hono/html';
import type { Workspace } from '../../store/workspace.ts';
import type { Html } from './page.ts';

/** What a customer has said so far. */
export interface Said { readonly consents: readonly { readonly channel: string; readonly topic: string; readonly state: string }[]; readonly sentimentAllowed: boolean }

/** One box of the page. `name` is `<channel>.<topic>`, `tracking` or `mood`. */
export interface Choice { readonly name: string; readonly channel: string; readonly topic: string; readonly title: string; readonly group: string; readonly on: boolean }

/** Channels that reach a customer themselves; the others are the team's own. */
const REACHING: readonly string[] = ['email', 'sms', 'push'];
const TRACKING = 'tracking';

/** The boxes: each topic on each channel, those of the message's own channel first. Anything that a business sends about is a topic, occasions that hurt some people too (a day for mothers, for lovers). */
export function choicesOf(channels: readonly { readonly name: string; readonly title: string; readonly problem: string | null }[], topics: Workspace['topics'], said: Said, first: string): Choice[] {
  const reaching = channels.filter(({ name, problem }) => REACHING.includes(name) && (problem === null || name === first)).sort((a, b) => Number(b.name === first) - Number(a.name === first));
  return reaching.flatMap(({ name, title }) => topics.map((topic) => ({ name: `${name}.${topic.key}`, channel: name, topic: topic.key, title: topic.name, group: title.replace(/ \(.*\)$/, ''), on: isOn(said, name, topic.key) })));
}

/** As the gate sees it: a withdrawal counts wherever it was said, else the narrowest word. */
function isOn({ consents }: Said, channel: string, topic: string): boolean {
  const state = (c: string, t: string) => consents.find((row) => row.channel === c && row.topic === t)?.state;
  const states = [state(channel, topic), state('*', topic), state(channel, '*'), state('*', '*')].filter((one) => one !== undefined);
  return !states.includes('unsubscribed') && states[0] === 'granted';
}

/** Withdrawals from more than one box: a yes to one of them says that they hold no longer as a whole. */
export const broadWithdrawals = ({ consents }: Said): readonly { readonly channel: string; readonly topic: string }[] => consents.filter(({ channel, topic, state }) => state === 'unsubscribed' && topic !== TRACKING && (channel === '*' || topic === '*'));

export const isFollowed = ({ consents }: Said): boolean => { const said = consents.filter(({ topic }) => topic === TRACKING); return said.length > 0 && said.every(({ state }) => state === 'granted'); };

/** The page: a form without scripts. What is not ticked when it is sent is a no. */
export function preferenceForm(name: string, choices: readonly Choice[], said: Said, saved: boolean): Html {
  const box = (key: string, title: string, on: boolean) => html`<p style="margin:0 0 8px"><label style="display:flex;gap:10px;min-height:32px;align-items:center"><input type="checkbox" name="${key}" style="width:20px;height:20px" ${on ? html`checked` : ''}> ${title}</label></p>`;
  const groups = [...new Set(choices.map(({ group }) => group))];
  return html`<h1>What may ${name} send you?</h1>${saved ? html`<p role="status"><strong>Saved.</strong> It holds from this moment on.</p>` : ''}
<form method="post">${groups.map((group) => html`<fieldset style="border:0;padding:0;margin:0 0 16px"><legend style="font-weight:600;margin-bottom:8px">${group}</legend>${choices.filter((choice) => choice.group === group).map(({ name: key, title, on }) => box(key, title, on))}</fieldset>`)}
<fieldset style="border:0;padding:0;margin:0 0 16px"><legend style="font-weight:600;margin-bottom:8px">About you</legend>${box('mood', 'What you write may be read for mood, so that we answer better', said.sentimentAllowed)}${box(TRACKING, 'We may see whether you open our mails and which links you follow', isFollowed(said))}</fieldset>
<button type="submit">Save</button></form><p class="soft" style="margin-top:20px">Messages about an order you placed are still sent.</p>`;
}
