import { z } from 'zod';
import { isObject, named, plain, strong } from '../../draft.ts';
import { eventName, stepRef } from '../../fields.ts';
import { fillJson, findFills } from '../../fill.ts';
import type { Json, JsonObject } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';

const propertyName = z.string().min(1).max(100).refine((name) => !['__proto__', 'constructor', 'prototype'].includes(name), 'is a reserved word');

const config = z.strictObject({
  event: eventName().meta({ title: 'Event', description: 'The name other journeys, segments and waits know it by.', placeholder: 'Care Needed', widget: 'event' }),
  properties: z.record(propertyName, z.unknown() as z.ZodType<Json>).optional().meta({ title: 'What it says', description: 'Texts may hold merge fields, {"var": "event.properties.total"} takes a value as it is.', widget: 'keyvalue' }),
  next: stepRef(),
});
type Config = z.infer<typeof config>;

function enter({ event, properties }: Config, { facts }: StepContext): StepAnswer {
  const filled = fillJson(properties ?? {}, facts);
  // All of the event or none of it (ENG-12).
  if (!filled.ok) return { go: 'next', outcome: 'skipped', because: `made no event: ${filled.because}` };
  return { go: 'next', outcome: 'emitted', because: `made the event ${event}`, used: { event, properties: filled.value }, commands: [{ type: 'emit', event, properties: filled.value as JsonObject }] };
}

export const emit = defineNode<Config>({
  kind: 'emit',
  version: 1,
  title: 'Make an event',
  help: 'Makes an event for the customer, as if your shop had sent it: other journeys can start with it, wait for it or end by it.',
  icon: 'radio',
  category: 'data',
  config,
  waits: false,
  defaults: () => ({ event: '' }),
  ports: () => [{ id: 'next', label: '', at: ['next'] }],
  summary: ({ event, properties }) => [plain('Make the event'), strong(event), ...(isObject(properties) && Object.keys(properties).length > 0 ? [plain('with'), strong(Object.keys(properties).join(', '))] : [])],
  needs: ({ event, properties }) => ({ emits: named(event), ...findFills(properties, ['properties']) }),
  passages: () => [{ port: 'next', atOnce: true, forgets: ['past', 'segments'] }],
  enter,
  examples: [
    { title: 'Ask for care', config: { event: 'Care Needed', properties: { reason: 'order {{event.properties.order_id}}', total: { var: 'event.properties.total' } } } },
    { title: 'A sign and nothing more', config: { event: 'Onboarding Finished' } },
  ],
});
