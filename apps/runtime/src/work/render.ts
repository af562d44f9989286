import { customerFacts, renderContent, surveyScope, withQuestion, type Content, type Issue, type JsonObject, type SendCommand } from '@attune/dsl';
import type { Plan } from './plan.ts';
import { layoutOf } from './layout.ts';

export interface Words { readonly subject: string | null; readonly text: string; readonly html: string | null }

export interface RenderRequest {
  readonly command: SendCommand;
  readonly customer: { readonly id: string; readonly traits: JsonObject; readonly timezone: string | null; readonly locale: string | null };
  readonly plan: Pick<Plan, 'templates' | 'workspace' | 'zone'>;
  /** Null where the message carries no such link, as transactional ones do. */
  readonly unsubscribeUrl: string | null;
  readonly whyUrl: string;
  /** The page on which a survey is answered; used by messages that ask something. */
  readonly surveyUrl: string;
  /** What the channel says at the end of messages that can be ended, in place of links; it has no HTML either. */
  readonly foot?: string;
}

/** Fills in a message's words for one customer, all of them or (ENG-12) none: then the issue says what is missing. */
export function render({ command, customer, plan, unsubscribeUrl, whyUrl, surveyUrl, foot }: RenderRequest): { ok: true; value: Words } | { ok: false; issue: Issue } {
  const template = command.template === undefined ? null : plan.templates.get(command.template);
  if (template === undefined) return { ok: false, issue: { code: 'unknown-template', severity: 'error', path: '/template', message: `There is no message "${command.template}". Save one with this key, or choose another in the step.` } };
  const content: Content | undefined = template === null ? command.content
    : { body: template.body, ...(template.subject === null ? {} : { subject: template.subject }), ...(template.html === null ? {} : { html: template.html }) };
  if (content === undefined) return { ok: false, issue: { code: 'no-words', severity: 'error', path: '', message: 'The step has neither a saved message nor words of its own.' } };
  const asking = command.survey === undefined ? null : surveyScope(command.survey, surveyUrl);
  const rendered = renderContent(asking === null ? content : withQuestion(content), {
    customer: customerFacts(customer), event: command.context.event, steps: command.context.steps,
    workspace: { ...plan.workspace, zone: plan.zone }, ...(unsubscribeUrl === null ? {} : { unsubscribe_url: unsubscribeUrl }), why_url: whyUrl, ...(asking ?? {}),
  });
  if (!rendered.ok) return rendered;
  const { subject, body, html } = rendered.value;
  if (foot !== undefined) return { ok: true, value: { subject: subject ?? null, text: unsubscribeUrl === null ? body : `${body.trimEnd()}${foot}`, html: null } };
  const links = { unsubscribeUrl, whyUrl, sender: [plan.workspace.name, plan.workspace.address].filter((part) => part !== '').join(', ') };
  return { ok: true, value: { subject: subject ?? null, text: withFoot(body, links), html: html ?? layoutOf(subject ?? null, body, links, asking?.survey.scores ?? []) } };
}

/** Marketing says in plain text, too, how to end it. */
function withFoot(body: string, { unsubscribeUrl, whyUrl, sender }: { unsubscribeUrl: string | null; whyUrl: string; sender: string }): string {
  if (unsubscribeUrl === null) return body;
  return `${body.trimEnd()}\n\n--\n${sender === '' ? '' : `${sender}\n`}Unsubscribe: ${unsubscribeUrl}\nWhy did I get this? ${whyUrl}\n`;
}
