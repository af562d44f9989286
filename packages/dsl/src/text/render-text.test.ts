import Handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import { parseText } from './parse-text.ts';
import { renderText } from './render-text.ts';

const scope = {
  customer: { first_name: 'Ada', city: 'köln', plan: 'pro', points: 1234.5, one: 1, zero: 0, blank: '', nothing: null, vip: true, tags: ['new', 'vip'], locale: 'de_DE', timezone: 'Europe/Berlin', evil: '<b>&"\'`=</b>' },
  event: { name: 'Cart Updated', at: '2026-05-03T22:30:00Z', properties: { value: 19.9, currency: 'EUR', none: [], products: [{ name: 'Tea', price: 4, colours: ['green', 'black'] }, { name: 'Pot', price: 15.9, colours: [] }] } },
  steps: {},
  workspace: { currency: 'CHF' },
};
const text = (template: string, escape: 'html' | 'none' = 'none') => {
  const result = renderText(template, scope, { escape });
  return result.ok ? result.value : result.issue.code;
};

describe('fields', () => {
  test.each([
    ['Hi {{customer.first_name}}!', 'Hi Ada!'],
    ['{{customer.points}} {{customer.vip}} {{customer.zero}}', '1234.5 true 0'],
    ['{{customer.tags}}', 'new, vip'],
    ['[{{customer.blank}}]', '[]'],
    ['{{customer.tags.[0]}} {{event.properties.products.[1].name}}', 'new Pot'],
    ['{{! a note }}x{{!-- {{another}} --}}', 'x'],
    ['\\{{customer.first_name}}', '{{customer.first_name}}'],
    ['{{"literal"}} {{5}}', 'literal 5'],
  ])('%s', (template, words) => expect(text(template)).toBe(words));
  test.each(['{{customer.nope}}', '{{customer.nothing}}', '{{nope}}', '{{upper customer.nope}}', '{{#each customer.nope}}x{{/each}}', '{{#with customer.nope}}x{{/with}}', '{{default customer.nope customer.nothing}}', '{{customer.first_name.x}}'])(
    'ENG-12: %s has no value, so nothing is rendered',
    (template) => expect(text(`Hi ${template}`)).toBe('text-missing-field'),
  );
  test('ENG-12: the issue names the field and the remedy', () => {
    const result = renderText('Hi {{customer.last_name}}', scope, { escape: 'none' });
    expect(result).toMatchObject({ ok: false, issue: { severity: 'error', message: expect.stringMatching(/"customer.last_name" has no value.*\{\{default customer.last_name/) as string } });
  });
  test('a list of objects is not printed as [object Object]', () => expect(text('{{event.properties.products}} {{customer}}')).toBe('text-value'));
});

describe('helpers', () => {
  test.each([
    ['{{default customer.nope "there"}}', 'there'],
    ['{{default customer.blank customer.first_name}}', 'Ada'],
    ['[{{default customer.nope ""}}]', '[]'],
    ['{{default (upper customer.nope) "there"}}', 'there'],
    ['{{upper customer.city}} {{lower "ABC"}} {{capitalize customer.city}}', 'KÖLN abc Köln'],
    ['{{date event.at}}', '4. Mai 2026'],
    ['{{date event.at "short"}}, {{date event.at "time"}}, {{date event.at "weekday"}}', '04.05.26, 00:30, Montag'],
    ['{{date event.at "long" locale="en-GB" zone="America/New_York"}}', '3 May 2026'],
    ['{{date "2026-05-03" "long" zone="America/New_York"}}', '3. Mai 2026'],
    ['{{number customer.points}} {{number customer.points 2}} {{number "7"}}', '1.234,5 1.234,50 7'],
    ['{{money event.properties.value event.properties.currency}}', '19,90\u00a0€'],
    ['{{money event.properties.value}}', '19,90\u00a0CHF'],
    ['{{customer.one}} {{plural customer.one "point" "points"}}, {{plural customer.zero "point" "points"}}', '1 point, points'],
    ['{{date customer.city}}', 'text-value'],
    ['{{date event.at "loud"}}', 'text-argument'],
    ['{{number customer.city}}', 'text-value'],
    ['{{money 5 "euro"}}', 'text-argument'],
  ])('%s', (template, words) => expect(text(template)).toBe(words));
  test.each([
    ['eq customer.plan "pro"', true], ['eq customer.one "1"', true], ['eq customer.nope "x"', false], ['ne customer.nope "x"', true], ['gt customer.points 1000', true], ['lt customer.nope 5', false],
    ['gt customer.city 5', false], ['and customer.vip customer.city', true], ['and customer.vip customer.zero', false], ['or customer.nope customer.vip', true], ['not customer.nope', true], ['and (gt customer.points 1) (not (eq customer.plan "free"))', true],
  ])('{{#if (%s)}} is %s', (test_, holds) => expect(text(`{{#if (${test_})}}yes{{else}}no{{/if}}`)).toBe(holds ? 'yes' : 'no'));
  test('a locale and a zone that do not exist fall back', () => {
    const result = renderText('{{date event.at "long"}} {{number 1.5}}', { customer: { locale: 'not a locale!', timezone: 'Mars/Base' }, event: scope.event, workspace: { locale: 'en-GB' } }, { escape: 'none' });
    expect(result).toEqual({ ok: true, value: '3 May 2026 1.5' });
  });
});

describe('blocks', () => {
  test.each([
    ['{{#if customer.nope}}a{{else if customer.vip}}b{{else}}c{{/if}}', 'b'],
    ['{{#unless customer.nope}}a{{/unless}}', 'a'],
    ['{{#if customer.zero}}a{{else}}b{{/if}}{{#if event.properties.none}}a{{else}}b{{/if}}', 'bb'],
    ['{{#each event.properties.products}}{{@index}}:{{name}}{{#unless @last}}, {{/unless}}{{/each}}', '0:Tea, 1:Pot'],
    ['{{#each event.properties.products as |item i|}}{{i}}:{{item.name}} {{/each}}', '0:Tea 1:Pot '],
    ['{{#each event.properties.products}}{{name}}({{#each colours}}{{this}} {{../name}} {{@root.customer.first_name}};{{/each}}){{/each}}', 'Tea(green Tea Ada;black Tea Ada;)Pot()'],
    ['{{#each event.properties.products}}{{customer.first_name}} {{/each}}', 'Ada Ada '],
    ['{{#each customer.nope}}x{{else}}none{{/each}}', 'none'],
    ['{{#each event.properties.none}}x{{else}}none{{/each}}', 'none'],
    ['{{#with event.properties}}{{value}} {{currency}}{{/with}}', '19.9 EUR'],
    ['a\n{{#if customer.vip}}\nb\n{{/if}}\nc', 'a\nb\nc'],
    ['a {{~#if customer.vip~}} b {{~/if~}} c', 'abc'],
  ])('%s', (template, words) => expect(text(template)).toBe(words));
  test('a missing value of a list item is not taken from the item outside it', () => expect(text('{{#each event.properties.products}}{{#each colours}}{{name}}{{/each}}{{/each}}')).toBe('text-missing-field'));
});

describe('what comes out for HTML', () => {
  test('values are escaped, the words of the text are not', () => expect(text('<p>{{customer.evil}}</p>', 'html')).toBe('<p>&lt;b&gt;&amp;&quot;&#x27;&#x60;&#x3D;&lt;/b&gt;</p>'));
  test('plain text is left as it is', () => expect(text('{{customer.evil}}')).toBe(scope.customer.evil));
  test('helpers do not get around the escaping', () => expect(text('{{upper customer.evil}}{{default customer.nope "<i>"}}', 'html')).not.toMatch(/[<>]/));
});

test('texts without our additions render as Handlebars itself renders them', () => {
  const templates = [
    'Hi {{customer.first_name}}, {{customer.evil}}',
    'a\n  {{#if customer.vip}}\n  yes {{customer.city}}\n  {{else}}\n  no\n  {{/if}}\nb',
    '{{#each event.properties.products}}\n- {{name}} {{price}}{{#if @first}} first{{/if}}\n{{/each}}\n',
    '{{#each event.properties.products}}{{#each colours}}{{@index}}{{this}}{{../price}}{{/each}}{{/each}}',
    '{{#with event.properties}}{{#if value}}{{currency}}{{/if}}{{/with}} {{~customer.plan~}} .',
    '{{#each event.properties.products as |p n|}}{{n}}{{p.name}}{{/each}}{{#unless customer.zero}}u{{/unless}}',
    '{{! x }}{{!-- y --}}\\{{raw}} {{customer.[first_name]}} {{#each customer.tags}}{{.}}{{/each}}',
  ];
  for (const template of templates) expect(renderText(template, scope, { escape: 'html' }), template).toEqual({ ok: true, value: Handlebars.compile(template)(scope) });
});

test('what a text uses is what it reports to use', () => {
  const template = '{{customer.first_name}} {{default customer.nick "x"}} {{#each event.properties.products}}{{name}} {{customer.plan}} {{#each colours}}{{this}}{{../price}}{{/each}}{{/each}}{{#if (gt customer.points 5)}}{{/if}}{{#with steps.ask}}{{outcome}}{{/with}}';
  expect(parseText(template).fields.toSorted()).toEqual([
    'customer.first_name', 'customer.nick', 'customer.plan', 'customer.points', 'event.properties.products', 'event.properties.products[].colours', 'event.properties.products[].colours[]',
    'event.properties.products[].name', 'event.properties.products[].price', 'steps.ask', 'steps.ask.outcome',
  ]);
});
