import { customerFacts, surveyScope, type EventFact, type JsonObject, type TextScope } from '@attune/dsl';
import { instantOf } from '../../clock.ts';
import { notFound } from '../../errors.ts';
import { readCatalog } from '../../store/catalog.ts';
import { readCustomer } from '../../store/customers-read.ts';
import type { Db } from '../../store/database.ts';
import { readRecentEvents } from '../../store/events-read.ts';
import { readWorkspace } from '../../store/workspace.ts';
import type { HttpDeps } from '../deps.ts';
import { readHostFacts } from '../host-facts.ts';

/** How far back an event is looked for that has what the words ask for. */
const LOOK_BACK = 50;
/** Somebody to look at a message with, where no customer was named. */
const EXAMPLE = { id: 'example', traits: { firstName: 'Ana', lastName: 'Berg', name: 'Ana Berg', email: 'ana@shop.example' } };

/** What a message is shown with that puts a question. */
const EXAMPLE_QUESTION = { kind: 'nps', question: 'How likely are you to recommend us to a friend?' } as const;

/** What a preview's words may refer to: a real customer with their newest fitting event, or an example of both. */
export async function previewScope(db: Db, deps: HttpDeps, customer: string | undefined, fields: readonly string[]): Promise<TextScope> {
  const now = instantOf(deps.clock);
  const { workspace } = await readWorkspace(db);
  const needed = fields.filter((field) => field.startsWith('event.properties.')).map((field) => field.split(/[.[]/)[2] ?? '');
  const links = { unsubscribe_url: '#unsubscribe', why_url: '#why', preferences_url: '#preferences', view_url: '#view', survey_url: '#survey' };
  const around = { workspace, journey: { key: 'preview', name: 'Preview' }, message: { id: 'preview' }, steps: {}, now, ...links, ...surveyScope(EXAMPLE_QUESTION, links.survey_url) };
  if (customer === undefined) return { ...around, customer: customerFacts(EXAMPLE), event: await exampleEvent(db, needed, now) };
  const row = await readCustomer(db, customer, deps.lanes);
  if (row === null) throw notFound('customer', customer);
  const [facts] = await readHostFacts(db, [row], { zone: workspace.zone, channels: deps.channels.map((channel) => channel.name), now, events: [] });
  const recent = await readRecentEvents(db, row.lane, row.id, LOOK_BACK);
  const event = recent.find((one) => needed.every((name) => Object.hasOwn(one.properties, name)));
  return { ...around, ...facts, event: event ?? await exampleEvent(db, needed, now) };
}

/** An event that has every field the words ask for: with a value really seen, else one of the kind its name speaks of, else the name itself. */
async function exampleEvent(db: Db, names: readonly string[], now: string): Promise<EventFact> {
  const seen = names.length === 0 ? [] : (await readCatalog(db)).events.flatMap((event) => event.properties);
  const example = (name: string): unknown => {
    const known = seen.find((property) => property.name === name && property.type !== '');
    if (known?.values[0] !== undefined) return known.values[0];
    if (known?.type === 'number' || (known === undefined && NUMERIC.test(name))) return 42;
    if (known?.type === 'date' || (known === undefined && DATED.test(name))) return now;
    return `[${name}]`;
  };
  return { name: 'Example', at: now, properties: Object.fromEntries(names.map((name) => [name, example(name)])) as JsonObject };
}

const NUMERIC = /(total|value|price|amount|count|quantity|number|points|discount|revenue|shipping|tax)$/i;
const DATED = /(_at|At|date|Date|time|Time)$/;
