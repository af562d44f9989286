import { z } from 'zod';
import { isObject, named, plain, strong } from '../../draft.ts';
import { slug, stepRef } from '../../fields.ts';
import { fillJson, findFills } from '../../fill.ts';
import type { Json, JsonObject } from '../../json.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';

const inputName = z.string().min(1).max(100).refine((name) => !['__proto__', 'constructor', 'prototype'].includes(name), 'is a reserved word');

const config = z.strictObject({
  journey: slug().meta({ title: 'Journey', description: 'The key of a live journey with the start "Added by hand".', placeholder: 'complaint-rescue', widget: 'journey' }),
  inputs: z.record(inputName, z.unknown() as z.ZodType<Json>).optional().meta({ title: 'Inputs', description: 'What the other journey is told; it reads them as event.properties. Texts may hold merge fields, {"var": "event.properties.order_id"} takes a value as it is.', widget: 'keyvalue' }),
  next: stepRef(),
});
type Config = z.infer<typeof config>;

function enter({ journey, inputs }: Config, { facts }: StepContext): StepAnswer {
  const filled = fillJson(inputs ?? {}, facts);
  // Half of the inputs could let somebody in whom the other journey would have refused (ENG-12).
  if (!filled.ok) return { go: 'next', outcome: 'skipped', because: `added nobody to ${journey}: ${filled.because}` };
  return { go: 'next', outcome: 'enrolled', because: `asked the journey ${journey} to let the customer in`, used: { journey, inputs: filled.value }, commands: [{ type: 'enrol', journey, inputs: filled.value as JsonObject }] };
}

export const enrol = defineNode<Config>({
  kind: 'enrol',
  version: 1,
  title: 'Start another journey',
  help: 'Adds the customer to another journey and goes on in this one. The other journey decides by its own audience and re-entry whether it lets them in.',
  icon: 'route',
  category: 'flow',
  config,
  waits: false,
  defaults: () => ({ journey: '' }),
  ports: () => [{ id: 'next', label: '', at: ['next'] }],
  summary: ({ journey, inputs }) => [plain('Add to'), strong(journey), ...(isObject(inputs) && Object.keys(inputs).length > 0 ? [plain('with'), strong(Object.keys(inputs).join(', '))] : [])],
  needs: ({ journey, inputs }) => ({ journeys: named(journey), ...findFills(inputs, ['inputs']) }),
  check({ journey }, context) {
    const { journeys } = context.world;
    if (journeys === undefined || journeys.includes(journey)) return [];
    return [context.issue({ code: 'unknown-journey', severity: 'warning', at: ['journey'], known: journeys, message: `There is no journey "${journey}". Check its key, or make it and publish it first: until then nobody can be added to it.` })];
  },
  passages: () => [{ port: 'next', atOnce: true }],
  enter,
  examples: [
    { title: 'Hand over to care', config: { journey: 'complaint-rescue', inputs: { order_id: { var: 'event.properties.order_id' }, why: 'Unhappy with order {{event.properties.order_id}}' } } },
    { title: 'Go on elsewhere', config: { journey: 'win-back' } },
  ],
});
