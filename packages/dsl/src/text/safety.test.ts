import { describe, expect, test } from 'vitest';
import { pick, randomness } from '../condition/fixture.ts';
import { parseText, renderContent, renderText } from './index.ts';
import { templateOf } from './parse-text.ts';
import { LONGEST_OUTPUT } from './template.ts';

const code = (template: string, scope: Record<string, unknown> = {}) => {
  const result = renderText(template, scope, { escape: 'none' });
  return result.ok ? 'rendered' : result.issue.code;
};

describe('what a text may not hold', () => {
  test.each([
    ['{{{customer.x}}}', 'text-not-allowed'],
    ['{{&customer.x}}', 'text-not-allowed'],
    ['{{> part}}', 'text-not-allowed'],
    ['{{#> layout}}x{{/layout}}', 'text-not-allowed'],
    ['{{#*inline "x"}}y{{/inline}}{{> x}}', 'text-not-allowed'],
    ['{{* decorator}}', 'text-not-allowed'],
    ['{{{{raw}}}}x{{{{/raw}}}}', 'text-not-allowed'],
    ['{{lookup customer "x"}}', 'text-unknown-helper'],
    ['{{log "x"}}', 'text-unknown-helper'],
    ['{{helperMissing "x"}}', 'text-unknown-helper'],
    ['{{#customer}}x{{/customer}}', 'text-unknown-helper'],
    ['{{^customer}}x{{/customer}}', 'text-unknown-helper'],
    ['{{customer.constructor.name}}', 'text-not-allowed'],
    ['{{customer.__proto__}}', 'text-not-allowed'],
    ['{{customer.[__proto__].x}}', 'text-not-allowed'],
    ['{{#with customer as |constructor|}}{{constructor}}{{/with}}', 'text-not-allowed'],
    ['{{../customer}}', 'text-argument'],
    ['{{upper}}', 'text-argument'],
    ['{{upper "a" "b"}}', 'text-argument'],
    ['{{upper "a" x=1}}', 'text-argument'],
    ['{{#if}}x{{/if}}', 'text-argument'],
    ['{{#if a b}}x{{/if}}', 'text-argument'],
    ['{{#each a}}{{#each b}}{{#each c}}x{{/each}}{{/each}}{{/each}}', 'text-too-deep'],
    ['{{@level}}', 'text-unknown-field'],
    ['{{', 'text-syntax'],
    ['{{#if customer.x}}', 'text-syntax'],
    ['{{#if customer.x}}{{/each}}', 'text-syntax'],
    ['{{customer.}}', 'text-unknown-helper'],
  ])('%s', (template, expected) => {
    expect(parseText(template)).toMatchObject({ ok: false, issues: expect.arrayContaining([expect.objectContaining({ code: expected, severity: 'error' })]) as unknown });
    expect(code(template, { customer: { x: 1 } })).toBe(expected);
  });
  test('a text that is too long is an issue', () => expect(code(' '.repeat(100_001))).toBe('text-too-long'));
  test('a text full of mistakes names fifty of them', () => {
    const { issues } = parseText(`${'{{a}}'.repeat(60)}${'{{foo x}}'.repeat(60)}`);
    expect(issues.length).toBeLessThanOrEqual(51);
    expect(issues.some((issue) => issue.severity === 'error')).toBe(true);
  });
  test('an issue names its line and the remedy', () => {
    expect(parseText('a\nb\n{{uper customer.city}}').issues[0]?.message).toBe('Line 3: There is no helper "uper". Did you mean "upper"?');
    expect(parseText('a\n{{#if customer.x}}\nb\n{{/each}}').issues[0]?.message).toContain('{{#if}}');
  });
  test('a field that is never known is a warning with a suggestion', () => {
    expect(parseText('{{first_name}}')).toMatchObject({ ok: true, issues: [{ code: 'text-unknown-field', severity: 'warning', message: expect.stringContaining('{{customer.first_name}}') as string }] });
  });
  test.each([
    ['blocks', `${'{{#if a}}'.repeat(5_000)}${'{{/if}}'.repeat(5_000)}`],
    ['brackets', `{{upper ${'(upper '.repeat(8_000)}"a"${')'.repeat(8_000)}}}`],
    ['brackets behind a string that looks like an end', `{{upper "}}" ${'(upper '.repeat(8_000)}`],
    ['alternatives', `{{#if a}}${'{{else if b}}'.repeat(5_000)}{{/if}}`],
    ['inverse blocks', `${'{{^if a}}'.repeat(5_000)}${'{{/if}}'.repeat(5_000)}`],
    ['blocks that a person could have written', `${'{{#if a}}'.repeat(30)}${'{{/if}}'.repeat(30)}`],
  ])('%s nested too deeply are an issue, and soon', (_name, template) => {
    expect(code(template)).toBe('text-too-deep');
  }, 10_000);
  test('brackets in plain words are no nesting', () => expect(code(`${'a :( '.repeat(150)}${'(b) '.repeat(5_000)}{{#if x}}y{{else if z}}n{{/if}}`)).toBe('rendered'));
});

describe('limits of what comes out', () => {
  const list = (length: number) => Array.from({ length }, (_, index) => index);
  test('a list of more than 1,000 items is an issue, not a cut list', () => {
    expect(code('{{#each customer.list}}x{{/each}}', { customer: { list: list(1_000) } })).toBe('rendered');
    expect(code('{{#each customer.list}}x{{/each}}', { customer: { list: list(1_001) } })).toBe('text-too-long');
  });
  test('lists in lists end soon', () => {
    expect(code('{{#each customer.list}}{{#each ../customer.list}}{{this}}{{/each}}{{/each}}', { customer: { list: list(1_000) } })).toBe('text-too-long');
  }, 10_000);
  test('a text does not grow without end', () => {
    expect(code('{{#each customer.list}}{{../customer.long}}{{/each}}', { customer: { list: list(1_000), long: 'x'.repeat(LONGEST_OUTPUT / 100) } })).toBe('text-too-long');
  });
});

describe('own properties only', () => {
  test.each(['customer.toString', 'customer.hasOwnProperty', 'customer.first_name.length', 'toString', 'customer.tags.map'])('{{%s}} has no value', (path) => {
    expect(code(`{{${path}}}`, { customer: { first_name: 'Ada', tags: [] } })).toBe('text-missing-field');
  });
  test('an inherited value is no value', () => {
    expect(code('{{customer.secret}}', { customer: Object.create({ secret: 'x' }) as object })).toBe('text-missing-field');
  });
  test('a value that looks like a field is printed, not filled in', () => {
    expect(renderText('{{customer.x}}', { customer: { x: '{{customer.y}}' } }, { escape: 'none' })).toEqual({ ok: true, value: '{{customer.y}}' });
  });
});

describe('links in HTML', () => {
  const link = (url: string, html: string) => {
    const result = renderText(html, { customer: { url } }, { escape: 'html' });
    return result.ok ? 'rendered' : result.issue.code;
  };
  test.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', '\u0001javascript:x'])('%j is not let into a link', (url) => {
    for (const html of ['<a href="{{customer.url}}">', "<a HREF = '{{customer.url}}'>", '<img src={{customer.url}}>', '<a href="{{default customer.url "x"}}">']) expect(link(url, html)).toBe('text-unsafe-link');
    expect(link(url, '<p>{{customer.url}}</p>')).toBe('rendered');
  });
  test.each(['https://shop.example/a?b=c', '/cart', 'mailto:a@b.de', 'tel:+491', '#top', 'shop.example'])('%j is', (url) => expect(link(url, '<a href="{{customer.url}}">')).toBe('rendered'));
});

describe('messages', () => {
  const scope = { customer: { first_name: 'Ada', evil: 'x\r\nBcc: all@example.com\u2028y', html: '<script>' } };
  test('ENG-12: all parts are rendered, or none', () => {
    expect(renderContent({ subject: 'Hi {{customer.first_name}}', body: '{{customer.html}}', html: '{{customer.html}}' }, scope)).toEqual({ ok: true, value: { subject: 'Hi Ada', body: '<script>', html: '&lt;script&gt;' } });
    expect(renderContent({ subject: 'Hi {{customer.first_name}}', body: 'x', html: '{{customer.nope}}' }, scope)).toMatchObject({ ok: false, issue: { code: 'text-missing-field', path: '/html' } });
  });
  test('a subject stays on one line, whatever it is filled with', () => {
    const result = renderContent({ subject: ' a\n{{customer.evil}} ', body: '{{customer.evil}}' }, scope);
    expect(result).toEqual({ ok: true, value: { subject: 'a x Bcc: all@example.com y', body: scope.customer.evil } });
  });
});

test('LANG-4: any text at all is parsed and rendered without a throw', () => {
  const random = randomness(42);
  const bits = ['{{', '}}', '{{{', '}}}', '{{#if ', '{{/if}}', '{{#each ', '{{/each}}', '{{else}}', '{{^', '{{!', '--}}', '~', '(', ')', ' ', '"', "'", '|', 'as |x|', '=', '@index', '../', './', 'this', '.', '[', ']', 'customer', 'a', 'upper', 'default', 'date', 'money', '__proto__', 'constructor', '0', '-1', 'true', 'null', '\\', '\n', '\u0000', '😀', '&', '>', '*', '{{{{', '}}}}'];
  const scope = { customer: { a: [1, { a: 'x' }], x: 5 }, a: 'b' };
  let fine = 0;
  for (let round = 0; round < 8_000; round += 1) {
    const template = Array.from({ length: 1 + Math.floor(random() * 9) }, () => pick(random, bits)).join(random() < 0.5 ? '' : ' ');
    const parsed = parseText(template);
    const rendered = renderText(template, scope, { escape: 'html' });
    if (parsed.ok) fine += 1;
    else expect(rendered.ok, template).toBe(false);
    if (!rendered.ok) expect(rendered.issue.message.length, template).toBeGreaterThan(5);
  }
  expect(fine).toBeGreaterThan(100);
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
}, 60_000);

test('only the texts used most recently are remembered', () => {
  const first = templateOf('remember {{customer.x}}');
  for (let count = 0; count < 200; count += 1) templateOf(`other ${count}`);
  expect(templateOf('remember {{customer.x}}')).toBe(first);
  for (let count = 0; count < 400; count += 1) templateOf(`other ${count}`);
  expect(templateOf('remember {{customer.x}}')).not.toBe(first);
});
