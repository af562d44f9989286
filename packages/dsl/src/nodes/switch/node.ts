import { z } from 'zod';
import { choiceId, choiceLabel, distinctIds } from '../../choices.ts';
import { evaluate } from '../../condition/index.ts';
import { choicesOf, isObject, listOf, plain, strong, textOf } from '../../draft.ts';
import { dataPath, stepRef } from '../../fields.ts';
import { defineNode, type StepAnswer, type StepContext } from '../../node-kind.ts';

const scalar = z.union([z.string().min(1).max(500), z.number()]);
const choice = z.strictObject({
  id: choiceId(),
  label: choiceLabel(),
  is: z.union([scalar, z.array(scalar).min(1, 'is empty: say which values go this way').max(100)], 'needs a value, or a list of values of which one has to fit')
    .meta({ title: 'Is', description: 'The value, or several of which any will do. Capitals count; "3" and 3 are the same.', placeholder: 'pro', widget: 'tags' }),
  next: stepRef(),
});
const config = z.strictObject({
  value: z.strictObject({ var: dataPath().meta({ title: 'Path', widget: 'property' }) }, 'is missing: choose a value, e.g. {"var": "customer.plan"}')
    .meta({ title: 'Value', description: 'What decides, e.g. customer.plan or event.properties.country.', placeholder: 'customer.plan', widget: 'property' }),
  cases: z.array(choice).min(1, 'needs at least one case').max(50).check(distinctIds(['otherwise'])).meta({ title: 'Cases', description: 'Compared from top to bottom; the first that fits is taken.', widget: 'list' }),
  otherwise: stepRef(),
});
type Config = z.infer<typeof config>;

/** The path of the value, also in a draft. */
const pathOf = (value: unknown): string => (isObject(value) ? textOf(value['var']) : '');
/** Plain equality: what a value is compared by. Lists, objects and what is not known are equal to nothing. */
const keyOf = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null);
const keysOf = (is: unknown): string[] => (Array.isArray(is) ? listOf(is) : [is]).flatMap((one) => keyOf(one) ?? []);

function enter({ value, cases }: Config, { facts }: StepContext): StepAnswer {
  const path = value.var;
  const answer = evaluate(value, facts);
  if (!answer.ok) return { finish: 'failed', because: `${path} could not be read: ${answer.issue.message}` };
  const found = answer.value ?? null;
  const key = keyOf(found);
  const used = { [path]: found };
  if (key === null) return { go: 'otherwise', because: found === null ? `${path} is not known` : `${path} is no single value`, used };
  const taken = cases.find(({ is }) => keysOf(is).includes(key));
  return { go: taken?.id ?? 'otherwise', because: `${path} was '${key.slice(0, 80)}'`, used };
}

export const switchOn = defineNode<Config>({
  kind: 'switch',
  version: 1,
  title: 'Branch on a value',
  help: 'Sends customers down the way that is named for a value, such as their plan or country; the rest go "otherwise".',
  icon: 'list-tree',
  category: 'decide',
  config,
  waits: false,
  defaults: () => ({ value: { var: 'customer.plan' }, cases: [{ id: 'pro', label: 'Pro', is: ['pro'] }] }),
  ports: ({ cases }) => [
    ...choicesOf(cases).map(({ id, label, index }) => ({ id, label, at: ['cases', index, 'next'] })),
    { id: 'otherwise', label: 'otherwise', at: ['otherwise'] },
  ],
  summary: ({ value, cases }) => [plain('By'), strong(pathOf(value)), ...choicesOf(cases).flatMap(({ label }, index) => [plain(index === 0 ? ':' : 'or'), strong(label)])],
  needs: ({ value }) => ({
    conditions: pathOf(value) === '' ? [] : [{ at: ['value'], condition: value }],
    ...(/^sentiment(\.|$)/.test(pathOf(value)) ? { sentiment: true } : {}),
  }),
  check({ cases }, context) {
    const taken = new Map<string, string>();
    return cases.flatMap(({ id, label = id, is }, index) => keysOf(is).flatMap((key) => {
      const before = taken.get(key);
      if (before === undefined) taken.set(key, label);
      if (before === undefined) return [];
      const rest = (Array.isArray(is) ? is : [is]).filter((one) => keyOf(one) !== key);
      return [context.issue({
        code: 'case-twice', severity: 'warning', at: ['cases', index, 'is'], message: `The value "${key}" goes to "${before}" already, so nobody comes here by it. Take it out of one of the two.`,
        ...(rest.length === 0 ? {} : { fix: { title: `Take "${key}" out here`, changes: [{ at: ['cases', index, 'is'], value: rest }] } }),
      })];
    }));
  },
  passages({ value, cases }) {
    // What is no text or number of this spelling may still read alike (`true`, "3"), so both spellings are let through.
    const is = (one: (typeof cases)[number]['is']) => ({ or: keysOf(one).map((key) => ({ '==': [value, key] })) });
    const plain = cases.every((one) => keysOf(one.is).every((key) => key !== 'true' && key !== 'false' && key.trim() !== ''));
    if (!plain) return [...cases.map(({ id }) => ({ port: id, atOnce: true })), { port: 'otherwise', atOnce: true }];
    return [
      ...cases.map(({ id, is: values }, index) => ({ port: id, atOnce: true, holds: [is(values)], fails: cases.slice(0, index).filter((before) => keysOf(before.is).every((key) => Number.isNaN(Number(key)))).map((before) => is(before.is)) })),
      { port: 'otherwise', atOnce: true, fails: cases.filter((one) => keysOf(one.is).every((key) => Number.isNaN(Number(key)))).map((one) => is(one.is)) },
    ];
  },
  enter,
  examples: [
    { title: 'By plan', config: { value: { var: 'customer.plan' }, cases: [{ id: 'paid', label: 'Paid', is: ['pro', 'team'] }, { id: 'free', is: 'free' }] } },
    { title: 'By what was bought', config: { value: { var: 'event.properties.order_id' }, cases: [{ id: 'first', label: 'The first order', is: 'o1' }] } },
  ],
});
