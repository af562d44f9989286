import type { Issue } from '../issue.ts';
import { byMoment, readInput, type Scenario } from './input.ts';
import { crowdIssues, draw, happeningAt, inputOf, spanOf, type Crowd, type Persona, type Span } from './personas.ts';

/** A customer of a crowd, ready to be played. */
export interface Actor {
  readonly index: number;
  readonly persona: string;
  readonly scenario: Scenario;
}

/**
 * Makes the customers of a crowd. A persona is read once and not once a customer: all that differs between its customers is their id and
 * their moments. The customer of a number is the one that `memberOf` describes (SIM-3).
 */
export class Cast {
  readonly span: Span;
  private readonly crowd: Crowd;
  /** What all customers of a persona have in common; the timeline has each of their habits once, in their order. */
  private readonly roles: ReadonlyMap<Persona, Scenario>;

  private constructor(crowd: Crowd, span: Span, roles: ReadonlyMap<Persona, Scenario>) {
    this.crowd = crowd;
    this.span = span;
    this.roles = roles;
  }

  /** A cast, or what is wrong with the crowd. */
  static of(crowd: Crowd): { readonly ok: true; readonly cast: Cast } | { readonly ok: false; readonly issues: readonly Issue[] } {
    const issues = crowdIssues(crowd);
    if (issues.length > 0) return { ok: false, issues };
    const span = spanOf(crowd);
    const roles = new Map<Persona, Scenario>();
    for (const persona of crowd.personas) {
      const read = readInput(inputOf(crowd, span, persona, persona.name, (persona.habits ?? []).map((habit) => happeningAt(habit, span.from))));
      if (!read.ok) return { ok: false, issues: read.issues };
      roles.set(persona, read.value);
    }
    return { ok: true, cast: new Cast(crowd, span, roles) };
  }

  actor(index: number): Actor {
    const { persona, id, moments } = draw(this.crowd, this.span, index);
    const scenario = this.roles.get(persona) as Scenario;
    const timeline = moments.map(({ habit, at }) => Object.assign({}, scenario.timeline[habit], { at }));
    // As in any trial: what comes at one moment stays in the order of the habits.
    timeline.sort(byMoment);
    return { index, persona: persona.name, scenario: Object.assign({}, scenario, { id, timeline }) };
  }
}
