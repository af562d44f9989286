import { bandOf, scaleOf, scoresOf, type SurveyScale } from '@attune/dsl';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { instantOf } from '../../clock.ts';
import { readSurvey, type SurveyRow } from '../../store/lane-surveys.ts';
import { fromTimestamp } from '../../store/instant.ts';
import { readWorkspace } from '../../store/workspace.ts';
import type { Answered } from '../../work/index.ts';
import type { HttpDeps } from '../deps.ts';
import { PUBLIC_HEADERS, publicPage, type Html } from '../public/page.ts';

const LONGEST_WORDS = 5_000;
const LARGEST_FORM = 64 * 1024;

interface Opened { readonly lane: number; readonly survey: SurveyRow; readonly workspace: string }
interface Filled { readonly score: number | null; readonly text: string | null }

/**
 * The page on which a customer answers: `GET` shows the question, also with a score that a link has chosen, and changes nothing, since mail programs open links by
 * themselves; only `POST` answers. No scripts; everything works by keyboard and is said to those who listen.
 */
export function surveyPages(deps: HttpDeps): Hono {
  const app = new Hono();

  /** The survey of a token. Whoever turned out to be another customer may live in another lane by now. */
  async function open(token: string): Promise<Opened | null> {
    const link = deps.work.links.read(token, 'survey');
    if (link === null) return null;
    for (const lane of [link.lane, ...Array.from({ length: deps.lanes }, (_, other) => other).filter((other) => other !== link.lane)]) {
      const survey = await readSurvey(deps.database, lane, link.id);
      if (survey !== null) return { lane, survey, workspace: (await readWorkspace(deps.database.db)).workspace.name };
    }
    return null;
  }
  const show = async (c: Context, title: string, workspace: string, content: Html, status: 200 | 400 | 404 | 410 = 200): Promise<Response> => c.html(await publicPage(title, workspace, content), status, { ...PUBLIC_HEADERS });
  const lost = (c: Context): Promise<Response> => show(c, 'Link not valid', 'Attune', html`<h1>This link does not work</h1><p>It may be incomplete, or what it belongs to was erased. Please use the link of a newer message.</p>`, 404);
  const over = (c: Context, workspace: string): Promise<Response> => show(c, 'Too late', workspace, html`<h1>This question is closed</h1><p>The time to answer it is over. Thank you all the same.</p>`, 410);
  const thanks = (c: Context, workspace: string, filled: Filled): Promise<Response> => show(c, 'Thank you', workspace, html`<h1>Thank you</h1><p>Your answer has reached ${workspace}.</p>${answerWords(filled)}`);

  app.get('/s/:token', async (c) => {
    const opened = await open(c.req.param('token'));
    if (opened === null) return lost(c);
    const { survey, workspace } = opened;
    if (survey.answered_at !== null) return thanks(c, workspace, survey);
    if (isOver(survey, instantOf(deps.clock))) return over(c, workspace);
    const chosen = Number(c.req.query('score') ?? Number.NaN);
    return show(c, survey.question, workspace, form(survey, { score: scaleOf(survey.kind) !== null && bandOf(survey.kind, chosen) !== null ? chosen : null, text: null }, null));
  });

  app.post('/s/:token', bodyLimit({ maxSize: LARGEST_FORM }), async (c) => {
    const opened = await open(c.req.param('token'));
    if (opened === null) return lost(c);
    const { lane, survey, workspace } = opened;
    const filled = filledIn(await c.req.parseBody());
    const answered: Answered = await deps.work.answerSurvey({ lane, id: survey.id }, filled);
    if (answered === 'missing') return lost(c);
    if (answered === 'expired') return over(c, workspace);
    if (answered === 'invalid') return show(c, survey.question, workspace, form(survey, filled, survey.kind === 'text' ? 'Please write a few words.' : 'Please choose one of the numbers.'), 400);
    const [now] = answered === 'before' ? [await readSurvey(deps.database, lane, survey.id)] : [filled];
    return thanks(c, workspace, now ?? filled);
  });
  return app;
}

const isOver = ({ expires_at: at }: SurveyRow, now: string): boolean => at !== null && fromTimestamp(at) <= now;

function filledIn(body: Readonly<Record<string, unknown>>): Filled {
  const { score, text } = body;
  const words = typeof text === 'string' ? text.trim().slice(0, LONGEST_WORDS) : '';
  return { score: typeof score === 'string' && /^\d{1,2}$/.test(score) ? Number(score) : null, text: words === '' ? null : words };
}

function answerWords({ score, text }: Filled): Html {
  return html`${score === null ? '' : html`<p class="soft">You chose ${score}.</p>`}${text === null ? '' : html`<p class="soft">You wrote: “${text}”</p>`}`;
}

const STYLE = 'fieldset{border:0;margin:0 0 16px;padding:0}legend{padding:0;margin-bottom:12px;font-size:20px;font-weight:600}.scores{display:flex;flex-wrap:wrap;gap:6px}.scores label{display:grid;place-items:center;gap:2px;min-width:44px;min-height:56px;padding:6px;border:1px solid var(--line);border-radius:10px;cursor:pointer}.scores input{width:20px;height:20px;margin:0;accent-color:var(--accent)}.scores label:has(input:checked){border-color:var(--accent);font-weight:700}.scores label:has(input:focus-visible),textarea:focus-visible{outline:3px solid var(--accent);outline-offset:2px}.ends{display:flex;justify-content:space-between;margin:8px 0 0}textarea{width:100%;font:inherit;padding:10px;border:1px solid var(--line);border-radius:10px;background:var(--paper);color:var(--ink)}.wrong{color:#b3261e;font-weight:600}@media(prefers-color-scheme:dark){.wrong{color:#ffb4ab}}';

/** The question with its scale and room for words. `wrong` says what is missing. */
function form({ kind, question }: SurveyRow, { score, text }: Filled, wrong: string | null): Html {
  const scale = scaleOf(kind);
  const problem = wrong === null ? '' : html`<p class="wrong" role="alert" id="wrong">${wrong}</p>`;
  if (scale === null) return html`<style>${STYLE}</style>${problem}<form method="post">
<p><label for="text" style="font-size:20px;font-weight:600">${question}</label></p><p><textarea id="text" name="text" rows="6" maxlength="${LONGEST_WORDS}" required ${wrong === null ? '' : html`aria-describedby="wrong"`}>${text ?? ''}</textarea></p><button type="submit">Send</button></form>`;
  return html`<style>${STYLE}</style>${problem}<form method="post"><fieldset aria-describedby="ends${wrong === null ? '' : ' wrong'}"><legend>${question}</legend>${scores(scoresOf(kind), scale, score)}</fieldset>
<p><label for="text">Anything you would like to add? (optional)</label></p><p><textarea id="text" name="text" rows="4" maxlength="${LONGEST_WORDS}">${text ?? ''}</textarea></p><button type="submit">Send</button></form>`;
}

function scores(list: readonly number[], { leastMeans, mostMeans, least, most }: SurveyScale, chosen: number | null): Html {
  const choice = (score: number): Html => html`<label><input type="radio" name="score" value="${score}" required ${score === chosen ? html`checked` : ''}><span>${score}</span></label>`;
  return html`<div class="scores">${list.map(choice)}</div><p class="ends soft" id="ends"><span>${least}: ${leastMeans}</span><span>${most}: ${mostMeans}</span></p>`;
}
