import type { Content, SendCommand } from '../engine/command.ts';
import type { Run } from '../engine/run.ts';
import { chooseChannel, defaultPolicy, type GateDecision, type GatePolicy, type SkipReason } from '../gate/index.ts';
import type { Instant } from '../json.ts';
import { surveyScope, withQuestion } from '../survey/index.ts';
import { renderContent } from '../text/index.ts';
import type { SimulatedPerson } from './simulated-person.ts';

/** A message as the customer would have got it, or why they would not. */
export interface SimulatedMessage {
  readonly at: Instant;
  /** Id of the run. */
  readonly run: string;
  readonly step: string;
  readonly visit: number;
  readonly channel: string;
  readonly status: 'sent' | 'skipped';
  readonly reason?: string;
  /** The gate's sentence. */
  readonly because: string;
  readonly template?: string;
  readonly subject?: string;
  readonly body?: string;
}

/** A message on its way: asked for by a step, and perhaps held back. */
export interface Letter {
  readonly command: SendCommand;
  readonly run: Run;
  /** Held back for the best hour already: that happens once. */
  readonly waited?: boolean;
}

/** What becomes of a letter now. */
export type Posted =
  | { readonly status: 'deferred'; readonly until: Instant }
  | { readonly status: 'sent' | 'skipped'; readonly message: SimulatedMessage };

/** The post office of a simulation: the same gate and the same words as in earnest, and nothing leaves it. */
export class Post {
  private readonly person: SimulatedPerson;
  private readonly templates: ReadonlyMap<string, Content> | null;
  private readonly policy: GatePolicy;

  constructor(person: SimulatedPerson, templates: ReadonlyMap<string, Content> | null, policy: GatePolicy | null) {
    this.person = person;
    this.templates = templates;
    this.policy = policy ?? defaultPolicy;
  }

  /** Asks the gate, in full each time, and writes the words. `refused` is the provider's no, `left` whether the customer was taken out of the journey meanwhile. */
  post({ command, run, waited = false }: Letter, now: Instant, refused: string | null, left: boolean): Posted {
    const { topic, category, holdout, expires, survey, template } = command;
    const bestTime = waited ? undefined : command.bestTime;
    const request = Object.assign({ topic, category, holdout, left }, expires === undefined ? {} : { expires }, survey === undefined ? {} : { survey }, bestTime === undefined ? {} : { bestTime });
    const choice = chooseChannel([command.channel, ...command.fallback], request, (channel) => this.person.gateFacts(channel, topic, bestTime === undefined ? null : now), this.policy, now);
    const channel = choice?.channel ?? command.channel;
    const base = { at: now, run: run.id, step: command.step, visit: command.visit, channel };
    const named = template === undefined ? {} : { template };
    const skipped = (reason: SkipReason, because: string): Posted => ({ status: 'skipped', message: Object.assign(base, { status: 'skipped' as const, reason, because }, named) });
    const decision: GateDecision | undefined = choice?.decision;
    if (decision?.answer === 'defer') return { status: 'deferred', until: decision.until };
    if (decision?.answer === 'skip') return skipped(decision.reason, decision.because);
    const words = this.write(command);
    if (!words.ok) return skipped('template-error', words.because);
    if (refused !== null) return skipped('provider-rejected', refused);
    if (survey && survey.reminder !== true) this.person.lastSurvey = now;
    if (category !== 'transactional') this.person.sent.push({ at: now, channel, topic });
    const { subject, body } = words.content ?? {};
    const message: SimulatedMessage = Object.assign(base, { status: 'sent' as const, because: decision?.because ?? '' }, named, subject === undefined ? {} : { subject }, body === undefined ? {} : { body });
    return { status: 'sent', message };
  }

  private write({ template, content, context, survey }: SendCommand): { readonly ok: true; readonly content: Content | null } | { readonly ok: false; readonly because: string } {
    const words = content ?? (template === undefined ? undefined : this.templates?.get(template));
    if (words === undefined) return this.templates === null ? { ok: true, content: null } : { ok: false, because: `There is no message "${template ?? ''}".` };
    const rendered = renderContent(survey ? withQuestion(words) : words, { customer: this.person.facts().customer, event: context.event, steps: context.steps, ...LINKS, ...(survey ? surveyScope(survey, SURVEY_PAGE) : {}) });
    return rendered.ok ? { ok: true, content: rendered.value } : { ok: false, because: rendered.issue.message };
  }
}

/** What a host adds to every message; a trial shows stand-ins that lead nowhere. */
const LINKS = { unsubscribe_url: 'https://example.com/unsubscribe', preferences_url: 'https://example.com/preferences', why_url: 'https://example.com/why', workspace: { name: 'Your shop' } };
const SURVEY_PAGE = 'https://example.com/survey';
