import { momentOf, parseSpan } from '../../condition/moment.ts';
import { evaluate, truthy } from '../../condition/index.ts';
import { operationOf } from '../../condition/rule.ts';
import { applyChange, customerFacts } from '../../customer.ts';
import type { Command } from '../../engine/command.ts';
import type { ConsentFacts, EventFact, Facts, HostFacts, SentimentFact } from '../../facts.ts';
import type { Instant, Json, JsonObject } from '../../json.ts';
import { programFacts } from '../../program-facts.ts';
import type { Program } from '../../program.ts';
import type { SimulationInput } from '../../simulate/index.ts';
import { moodAt } from '../../simulate/input.ts';
import { assume, nothingKnown, type Known, type State, type Term } from './state.ts';
import { counting, example, isEmpty, narrow, type Literal, type Values } from './values.ts';

export type Item = NonNullable<SimulationInput['timeline']>[number];
type Mood = 'negative' | 'neutral' | 'positive';

const HOUR = 3_600_000;
const isLiteral = (value: unknown): value is Literal => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Whether the values let this one be. */
function admits(values: Values, value: unknown): boolean {
  if (isLiteral(value)) return !isEmpty(narrow(values, { op: '===', literal: value }, true));
  return !isEmpty(counting(values, truthy(value)));
}

const ruleOf = (term: Term): unknown => {
  if (term.sort === 'path') return { var: term.path };
  if (term.sort === 'segment') return { in_segment: term.segment };
  if (term.sort === 'rule') return term.rule;
  const { event, property, within, where } = term.past;
  const options = { ...(within === null ? {} : { within }), ...(where === undefined ? {} : { where: where as Json }) };
  return { [term.op]: [event, ...(property === null ? [] : [property]), ...(Object.keys(options).length > 0 ? [options] : [])] };
};

function setIn(target: JsonObject, path: readonly string[], value: Json): JsonObject {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...target, [key]: value };
  const inner = target[key];
  return { ...target, [key]: setIn(typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as JsonObject) : {}, rest, value) };
}

/** Values of `event.properties.*` that a state asks for. */
export function propertiesIn(state: State, now: Instant): JsonObject {
  let properties: JsonObject = {};
  for (const { term, values } of state.values()) {
    if (term.sort === 'path' && term.path.startsWith('event.properties.')) {
      const value = example(values);
      if (value !== undefined && value !== null) properties = setIn(properties, term.path.slice('event.properties.'.length).split('.'), value);
    } else if (term.sort === 'rule') {
      const wish = suggestion(term.rule, !isEmpty(counting(values, true)), now);
      if (wish?.path.startsWith('event.properties.') === true) properties = setIn(properties, wish.path.slice('event.properties.'.length).split('.'), wish.value);
    }
  }
  return properties;
}

/** Properties with which an event meets a `where`. */
export const fitting = (where: unknown, now: Instant): JsonObject => (where === undefined ? {} : propertiesIn(assume(nothingKnown, where, true)[0] ?? nothingKnown, now));

/** A value that makes a question about one path true (or false): what is not seen through by its parts is made so by its sense. */
function suggestion(rule: unknown, yes: boolean, now: Instant): { readonly path: string; readonly value: Json } | null {
  const found = operationOf(rule);
  if (found === null) return null;
  const { op, args } = found;
  const at = args.findIndex((arg) => operationOf(arg)?.op === 'var' && operationOf(arg)?.args[0] !== 'now');
  const path = operationOf(args[at])?.args[0];
  if (typeof path !== 'string') return null;
  const other = args[at === 0 ? 1 : 0];
  const shifted = (ms: number): string => new Date(Date.parse(now) + ms).toISOString();
  const isNow = operationOf(other)?.args[0] === 'now';
  const moment = isNow ? Date.parse(now) : momentOf(other);
  const day = 24 * HOUR;
  switch (op) {
    case 'before':
    case 'after':
      // A day's distance holds for the rest of the step also where time goes on a little.
      return Number.isNaN(moment) ? null : { path, value: new Date(moment + ((op === 'after') === (at === 0) === yes ? 30 * day : -30 * day)).toISOString() };
    case 'within_last': {
      const span = parseSpan(other);
      return span === null ? null : { path, value: yes ? shifted(-Math.min(HOUR, (span.months * 30 * day + span.ms) / 2)) : shifted(-(span.months * 31 * day + span.ms) - day) };
    }
    case 'starts_with':
    case 'ends_with':
    case 'matches_text':
      return typeof other === 'string' ? { path, value: yes ? other : `not-${other.length}` } : null;
    case 'in':
      return at === 1 && isLiteral(other) ? { path, value: yes ? [other] : [] } : null;
    default:
      return null;
  }
}

/** One made-up customer on the way through a journey: what is known of them, and all that happens, written down as a timeline. */
export class Stage {
  readonly timeline: Item[] = [];
  readonly customer: { id: string; traits: JsonObject; segments: string[]; sentiment: SentimentFact | null };
  readonly history: Record<string, EventFact[]> = {};
  /** Consent that the customer is given at the beginning; null where it is assumed. */
  consent: ConsentFacts | null = null;
  private readonly assumed: ConsentFacts;

  constructor(program: Program, id: string) {
    this.customer = { id, traits: { first_name: 'Witness', timezone: 'UTC' }, segments: [], sentiment: null };
    const { channels, topics } = programFacts(program);
    this.assumed = Object.fromEntries(channels.map((channel) => [channel, Object.fromEntries(topics.map((topic) => [topic, true]))]));
  }

  facts(): HostFacts {
    const { id, traits, segments, sentiment } = this.customer;
    return { customer: customerFacts({ id, traits }), segments, sentiment, consent: this.consent ?? this.assumed, sentimentAllowed: true, history: this.history, zone: 'UTC' };
  }

  /** Makes what a state asks for true. `begun` is false before the journey: then it belongs to the customer's past. Answers the events that have to happen now. */
  make(state: State, now: Instant, event: EventFact | null, begun: boolean): EventFact[] {
    const known = [...state.values()].filter(({ term }) => !(term.sort === 'path' && /^(event|steps|now|came)(\.|$)/.test(term.path)));
    for (const one of known) if (one.term.sort !== 'past' && !this.isSo(one, now, event)) this.change(one, now, begun);
    return known.filter(({ term }) => term.sort === 'past').flatMap((one) => (this.isSo(one, now, event) ? [] : this.happen(one, now, begun)));
  }

  /** Writes an event down and remembers it; it is the caller's business to show it to the run. */
  take(event: EventFact): void {
    this.write(event);
    this.remember(event);
  }

  write(event: EventFact): void {
    this.timeline.push({ at: event.at, event: event.name, properties: event.properties });
  }

  remember(event: EventFact): void {
    const list = Object.hasOwn(this.history, event.name) ? this.history[event.name] : undefined;
    if (list) list.push(event);
    else Object.defineProperty(this.history, event.name, { value: [event], enumerable: true, configurable: true });
  }

  /** What commands of a step do to the customer. */
  perform(commands: readonly Command[], now: Instant): void {
    for (const command of commands) {
      if (command.type === 'update') {
        const { traits, addTo, removeFrom } = applyChange(this.customer.traits, command.change);
        this.customer.traits = traits;
        this.customer.segments = [...new Set([...this.customer.segments, ...addTo])].filter((segment) => !removeFrom.includes(segment));
      } else if (command.type === 'emit') this.remember({ name: command.event, at: now, properties: command.properties });
    }
  }

  private isSo({ term, values }: Known, now: Instant, event: EventFact | null): boolean {
    const scope: Facts = { ...this.facts(), event, steps: {}, now };
    const answer = evaluate(ruleOf(term), scope);
    return answer.ok && admits(values, answer.value ?? null);
  }

  private change({ term, values }: Known, now: Instant, begun: boolean): void {
    if (term.sort === 'segment') {
      const edge = values.bools[0] === true ? 'enter' : 'leave';
      this.customer.segments = edge === 'enter' ? [...this.customer.segments, term.segment] : this.customer.segments.filter((s) => s !== term.segment);
      if (begun) this.timeline.push({ at: now, segment: term.segment, edge });
      return;
    }
    const wish = term.sort === 'path' ? { path: term.path, value: (example(values) ?? null) as Json } : term.sort === 'rule' ? suggestion(term.rule, !isEmpty(counting(values, true)), now) : null;
    if (wish === null) return;
    const [root = '', ...rest] = wish.path.split('.');
    if (root === 'customer' && rest.length > 0) this.setTrait(rest, wish.value, now, begun);
    else if (root === 'sentiment') this.feel(rest[0], wish.value, now, begun);
    else if (root === 'consent' && rest.length === 2 && typeof wish.value === 'boolean') this.agree(rest[0] as string, rest[1] as string, wish.value, now, begun);
  }

  private setTrait(path: readonly string[], value: Json, now: Instant, begun: boolean): void {
    if (path[0] === 'id') {
      if (!begun && (typeof value === 'string' || typeof value === 'number')) this.customer.id = String(value);
      return;
    }
    this.customer.traits = setIn(this.customer.traits, path, value);
    const [name = ''] = path;
    if (begun) this.timeline.push({ at: now, set: { [name]: this.customer.traits[name] ?? null } });
  }

  private feel(part: string | undefined, value: Json, now: Instant, begun: boolean): void {
    if (part === undefined) this.customer.sentiment = value === null ? null : (this.customer.sentiment ?? moodAt({ label: 'neutral' }, now));
    else {
      const { label, score, confidence, source } = { ...moodAt({ label: 'neutral' }, now), ...this.customer.sentiment, ...(value === null ? {} : { [part]: value }) } as SentimentFact;
      this.customer.sentiment = moodAt({ label: label as Mood, ...(part === 'label' ? {} : { score }), confidence, ...(source === undefined ? {} : { source }) }, now);
    }
    if (begun) this.timeline.push({ at: now, sentiment: this.customer.sentiment });
  }

  private agree(channel: string, topic: string, yes: boolean, now: Instant, begun: boolean): void {
    const said = { [channel]: { [topic]: yes } };
    this.consent = { ...(this.consent ?? this.assumed), [channel]: { ...(this.consent ?? this.assumed)[channel], [topic]: yes } };
    if (begun) this.timeline.push({ at: now, consent: said });
  }

  /** Events by which a count, a sum or a last value becomes what is asked for. */
  private happen({ term, values }: Known, now: Instant, begun: boolean): EventFact[] {
    if (term.sort !== 'past') return [];
    const { event: name, property, within, where } = term.past;
    const wanted = example(values);
    const answer = evaluate(ruleOf({ ...term, op: 'count' }), { ...this.facts(), event: null, steps: {}, now });
    const so = answer.ok && typeof answer.value === 'number' ? answer.value : 0;
    const many = term.op === 'count' && typeof wanted === 'number' ? Math.min(50, Math.ceil(wanted) - so) : wanted === null || wanted === undefined ? 0 : 1;
    const span = parseSpan(within);
    const window = span === null ? HOUR : Math.max(1000, (span.months * 28 * 24 * HOUR + span.ms) / 2);
    const back = begun ? 0 : term.op === 'since' && typeof wanted === 'number' ? wanted * 1000 : Math.min(HOUR, window);
    const at = new Date(Date.parse(now) - back).toISOString();
    const made: EventFact[] = [];
    for (let i = 0; i < many; i++) {
      const properties = fitting(where, now);
      const event: EventFact = { name, at, properties: property === null || wanted === null || wanted === undefined ? properties : setIn(properties, property.split('.'), wanted) };
      this.take(event);
      made.push(event);
    }
    return begun ? made : [];
  }
}
