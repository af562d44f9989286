import type { Content, SurveyAsk } from '../engine/command.ts';
import { scoresOf } from './scale.ts';

/**
 * What the words of a message that asks something may refer to, as `survey`: `question`, `url` of the page for the answer, and `scores`, each with a `url` that
 * opens the page with that score chosen. Nothing is answered by opening a link: mail programs open links too.
 */
export function surveyScope(ask: SurveyAsk, url: string): { readonly survey: { readonly question: string; readonly url: string; readonly scores: readonly { readonly score: number; readonly url: string }[] } } {
  const scores = scoresOf(ask.kind).map((score) => ({ score, url: `${url}${url.includes('?') ? '&' : '?'}score=${score}` }));
  return { survey: { question: ask.question, url, scores } };
}

const ASKS = /\{\{[^}]*\bsurvey\.(?:url|scores)\b/;

/** The words with the question and its link at their end, where they do not have a link of their own. */
export function withQuestion(content: Content): Content {
  const body = ASKS.test(content.body) ? content.body : `${content.body}\n\n{{survey.question}}\n{{survey.url}}`;
  if (content.html === undefined) return { ...content, body };
  return { ...content, body, html: ASKS.test(content.html) ? content.html : addedTo(content.html) };
}

const QUESTION = '<p>{{survey.question}}</p><p><a href="{{survey.url}}">{{survey.url}}</a></p>';

function addedTo(html: string): string {
  const end = html.search(/<\/body>/i);
  return end < 0 ? `${html}${QUESTION}` : `${html.slice(0, end)}${QUESTION}${html.slice(end)}`;
}

/** The words of a question to which nobody wrote any. */
export const plainQuestion: Content = { subject: '{{survey.question}}', body: '{{survey.question}}\n\n{{survey.url}}' };
