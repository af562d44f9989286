import { evaluate, truthy } from '../condition/index.ts';
import { applyChange, customerFacts } from '../customer.ts';
import type { CustomerChange } from '../engine/command.ts';
import type { ConsentFacts, EventFact, HostFacts, SentimentFact } from '../facts.ts';
import { BEST_TIME_LOOKS_BACK, hourCounts } from '../gate/best-time.ts';
import { careAfter, type Care } from '../gate/care.ts';
import type { GateFacts } from '../gate/gate-types.ts';
import type { Instant, JsonObject, Zone } from '../json.ts';
import { addDuration, parseZone } from '../time/index.ts';
import type { Scenario } from './input.ts';

/** A change of membership. */
export interface Edge {
  readonly segment: string;
  readonly edge: 'enter' | 'leave';
}

/** What a simulation knows of its customer, as a host would. */
export class SimulatedPerson {
  readonly id: string;
  sentiment: SentimentFact | null;
  readonly sent: { at: Instant; channel: string; topic: string | null }[] = [];
  /** When they were last sent a question. */
  lastSurvey: Instant | null = null;
  /** When they did something themselves. */
  private readonly acts: Instant[] = [];
  private traits: JsonObject;
  private readonly members: Set<string>;
  private consent: ConsentFacts;
  private readonly assumesConsent: boolean;
  private care: Care = {};
  private readonly history: Record<string, EventFact[]> = {};
  private known: HostFacts | null = null;
  private readonly scenario: Scenario;
  private readonly zone: Zone;

  /** @param topics what consent is assumed to, by channel, where the scenario says nothing about consent */
  constructor(scenario: Scenario, zone: Zone, topics: ConsentFacts) {
    this.scenario = scenario;
    this.zone = zone;
    this.id = scenario.id;
    this.traits = scenario.traits;
    this.members = new Set(scenario.memberOf);
    this.assumesConsent = scenario.consent === null;
    this.consent = scenario.consent ?? topics;
    this.sentiment = scenario.sentiment;
  }

  /** The facts of this moment: they follow what happens later, so nobody may keep them. */
  facts(): HostFacts {
    const { timezone, locale, email, phone, sentimentAllowed, winners } = this.scenario;
    this.known ??= {
      customer: customerFacts({ id: this.id, traits: this.traits, ...given({ timezone, locale, email, phone }) }),
      segments: [...this.members].sort(),
      sentiment: this.sentiment,
      consent: this.consent,
      sentimentAllowed,
      history: this.history,
      zone: this.zone,
      winners,
    };
    return this.known;
  }

  take(event: EventFact): void {
    const { name } = event;
    const list = Object.hasOwn(this.history, name) ? this.history[name] : undefined;
    if (list) list.push(event);
    // Defined rather than set, so that `__proto__` is a name like any other.
    else Object.defineProperty(this.history, name, { value: [event], enumerable: true });
    this.care = careAfter(this.care, event)?.care ?? this.care;
  }

  /** Takes in something the customer did themselves, rather than a journey for them. */
  act(event: EventFact): void {
    this.acts.push(event.at);
    this.take(event);
  }

  set(traits: JsonObject): void {
    this.traits = { ...this.traits, ...traits };
    this.known = null;
  }

  feel(sentiment: SentimentFact | null): void {
    this.sentiment = sentiment;
    this.known = null;
  }

  agree(said: ConsentFacts): void {
    const channels = new Set([...Object.keys(this.consent), ...Object.keys(said)]);
    this.consent = Object.fromEntries([...channels].map((channel) => [channel, { ...this.consent[channel], ...said[channel] }]));
    this.known = null;
  }

  /** Puts the customer into a segment or takes them out; null where they were so already. */
  move({ segment, edge }: Edge): Edge | null {
    if (this.members.has(segment) === (edge === 'enter')) return null;
    if (edge === 'enter') this.members.add(segment);
    else this.members.delete(segment);
    this.known = null;
    return { segment, edge };
  }

  change(change: CustomerChange): Edge[] {
    const { traits, addTo, removeFrom } = applyChange(this.traits, change);
    this.traits = traits;
    this.known = null;
    const wanted: Edge[] = [...addTo.map((segment): Edge => ({ segment, edge: 'enter' })), ...removeFrom.map((segment): Edge => ({ segment, edge: 'leave' }))];
    return wanted.flatMap((edge) => this.move(edge) ?? []);
  }

  /** Looks which segments the customer belongs to now. A condition that cannot be answered leaves membership as it is (COND-3). */
  reconsider(now: Instant): Edge[] {
    return this.scenario.segments.flatMap(({ key, condition }) => {
      const answer = evaluate(condition, { ...this.facts(), event: null, steps: {}, now });
      return (answer.ok && this.move({ segment: key, edge: truthy(answer.value) ? 'enter' : 'leave' })) || [];
    });
  }

  /** Where the customer lives, as far as known; else the workspace's zone. */
  localZone(): Zone {
    return parseZone(this.facts().customer['timezone']) ?? this.zone;
  }

  /** @param now given where their best time is asked for */
  gateFacts(channel: string, topic: string | null, now: Instant | null = null): GateFacts {
    const zone = this.localZone();
    return {
      address: this.address(channel),
      consent: this.consentTo(channel, topic),
      suppressed: false,
      sent: this.sent.toReversed(),
      zone,
      mood: this.sentiment?.label ?? 'unknown',
      openComplaint: this.care.complaint !== undefined,
      refundPending: this.care.refund !== undefined,
      deliveryLate: this.care.delivery !== undefined,
      lastSurvey: this.lastSurvey,
      ...(now === null ? {} : { hours: { own: hourCounts(this.actsBefore(now, zone), zone) } }),
    };
  }

  private actsBefore(now: Instant, zone: Zone): readonly Instant[] {
    const since = addDuration(now, `-${BEST_TIME_LOOKS_BACK}`, zone);
    return this.acts.filter((at) => at >= since);
  }

  private address(channel: string): string | null {
    const field = ADDRESS_OF[channel];
    if (field === undefined) return this.id;
    const value = this.facts().customer[field];
    if (typeof value === 'string' && value !== '') return value;
    return this.scenario[field] === undefined && value === undefined ? `${this.id}@example.com` : null;
  }

  private consentTo(channel: string, topic: string | null): GateFacts['consent'] {
    const said = topic === null ? undefined : this.consent[channel]?.[topic] ?? this.consent['*']?.[topic];
    const yes = said ?? this.consent[channel]?.['*'] ?? this.consent['*']?.['*'];
    if (yes === undefined) return this.assumesConsent ? 'granted' : 'none';
    return yes ? 'granted' : 'denied';
  }
}

/** Channels whose address is a trait; the others reach a customer by id. */
const ADDRESS_OF: Readonly<Record<string, 'email' | 'phone'>> = { email: 'email', sms: 'phone' };

function given<T extends Readonly<Record<string, string | null | undefined>>>(values: T): { [key in keyof T]?: string | null } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [key in keyof T]?: string | null };
}
