import { nodeKinds, settingsSchema } from '@attune/dsl';
import { describe, expect, it } from 'vitest';
import { hasIcon } from '../canvas/icons.tsx';
import { bestKind, kindGroups } from '../canvas/kind-list.ts';
import { needsMoment } from './condition/needs-moment.ts';
import { readCron, writeCron } from './cron-parts.ts';
import { readDuration, writeDuration } from './duration-parts.ts';
import { widgets } from './field-view.tsx';
import { formOf, type Field } from './form.ts';
import { mergeField, openMerge } from './values.ts';

const all = (field: Field): readonly Field[] => [field, ...field.fields.flatMap(all), ...field.variants.flatMap((variant) => all(variant.field))];

describe('every kind of the registry', () => {
  it.each(nodeKinds.map((kind) => [kind.kind, kind] as const))('%s has a form, an icon and a place in the palette', (_, kind) => {
    const form = formOf(kind.config);
    for (const field of all(form).slice(1)) expect(Object.keys(widgets)).toContain(field.widget);
    expect(all(form).some((field) => field.widget === 'step-ref')).toBe(false);
    expect(hasIcon(kind.icon)).toBe(true);
    expect(kindGroups('').flatMap((group) => group.kinds)).toContain(kind);
    expect(kindGroups(kind.title).flatMap((group) => group.kinds)).toContain(kind);
    // typing its whole name and Enter adds this kind and no other that speaks of it
    expect(bestKind(kindGroups(kind.title), kind.title)).toBe(kind);
  });

  it('says which fields exclude each other', () => {
    const exclusive = nodeKinds.flatMap((kind) => all(formOf(kind.config)).filter((field) => field.oneOf.length > 0));
    expect(exclusive.length).toBeGreaterThan(0);
    for (const field of exclusive) expect(field.fields.map((inner) => inner.name)).toEqual(expect.arrayContaining([...field.oneOf]));
  });

  it('makes the form of the settings from the same schema', () => {
    expect(formOf(settingsSchema).fields.map((field) => field.name)).toEqual(expect.arrayContaining(['name', 'category', 'audience', 'reentry', 'exits', 'goals', 'timezone', 'holdout']));
  });
});

describe('lengths of time', () => {
  it.each(['PT15M', 'PT4H', 'P2D', 'P1W', 'P3M', 'PT30S', '-P1D', 'P1Y'])('%s survives the form', (text) => {
    const parts = readDuration(text);
    expect(parts && writeDuration(parts)).toBe(text);
  });

  it.each(['P1DT12H', 'nonsense', '', 'PT1.5H30M'])('%j is left to be written as text', (text) => {
    expect(readDuration(text)).toBeNull();
  });

  it('tells minutes from months', () => {
    expect(readDuration('PT5M')?.unit).toBe('M');
    expect(readDuration('P5M')?.unit).toBe('MO');
  });
});

describe('schedules', () => {
  it.each(['0 9 * * *', '30 7 * * mon-fri', '0 9 * * mon', '15 18 1 * *'])('%s survives the form', (cron) => {
    const parts = readCron(cron);
    expect(parts && writeCron(parts)).toBe(cron);
  });

  it.each(['*/5 * * * *', '0 9 * 1 *', '0 9 1 * mon', '', '99 9 * * *'])('%j is left to be written by hand', (cron) => {
    expect(readCron(cron)).toBeNull();
  });
});

describe('merge fields', () => {
  it('are offered from the braces on, and not behind them', () => {
    expect(openMerge('Hi {{cust', 9)).toEqual({ from: 3, typed: 'cust' });
    expect(openMerge('Hi {{a}} there', 14)).toBeNull();
    expect(openMerge('Hi', 2)).toBeNull();
  });

  it('come with words to say instead where a customer may lack the value', () => {
    expect(mergeField('customer.first_name')).toBe('{{default customer.first_name "there"}}');
    expect(mergeField('event.properties.total')).toBe('{{event.properties.total}}');
  });
});

describe('counting who fits a rule', () => {
  it.each([
    [{ '==': [{ var: 'customer.plan' }, 'pro'] }, false],
    [{ '>': [{ var: 'event.properties.total' }, 20] }, true],
    [{ and: [{ in_segment: 'vip' }, { '==': [{ var: ['steps.mail.outcome', ''] }, 'sent'] }] }, true],
    [{ happened: ['Order Completed', { within: 'P30D', where: { '>': [{ var: 'event.properties.total' }, 20] } }] }, false],
    [{ '>': [{ count: ['Order Completed', { where: { '==': [{ var: 'event.properties.currency' }, 'EUR'] } }] }, 2] }, false],
    [{ '==': [{ var: 'eventful' }, 1] }, false],
  ])('%j needs the moment itself: %s', (condition, needs) => {
    expect(needsMoment(condition)).toBe(needs);
  });
});
