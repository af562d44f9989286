import { describe, expect, it } from 'vitest';
import { begin, eventOf, factsOf, follow, programOf, wayOf } from '../../engine/testing.ts';
import type { Json } from '../../json.ts';

const H1 = '2026-05-04T11:00:00.000Z';
const program = (config: Readonly<Record<string, Json>>) => programOf({ call: { kind: 'webhook', url: 'https://shop.example/x', next: 'ok', failed: 'bad', ...config }, ok: { kind: 'exit', reason: 'ok' }, bad: { kind: 'exit', reason: 'bad' } });
const call = (config: Readonly<Record<string, Json>>, customer = {}) => begin(program(config), { facts: factsOf({ customer: { id: 'ana', ...customer } }), event: eventOf('Begun', { sku: 'A/1' }) });
const answered = (config: Readonly<Record<string, Json>>, result: { outcome: string; reason?: string; data?: Json }) => follow(program(config), call(config).run, [[H1, { type: 'result', step: 'call', visit: 1, ...result }]]);

describe('webhook', () => {
  it('asks for the call with its fields filled in, and waits for the answer', () => {
    const answer = call({ url: 'https://shop.example/{{customer.id}}', headers: { 'x-sku': '{{event.properties.sku}}' }, body: { sku: '{{event.properties.sku}}', n: 1 }, timeout: 'PT5S' });
    expect(answer.commands).toEqual([{ type: 'call', id: 'r1:call:1:0', step: 'call', visit: 1, method: 'POST', timeoutMs: 5000, url: 'https://shop.example/ana', headers: { 'x-sku': 'A/1', 'content-type': 'application/json' }, body: '{"sku":"A/1","n":1}' }]);
    expect(answer.run.waiting).toMatchObject({ step: 'call', result: true });
  });

  it('a value cannot lead the call to another place or add headers', () => {
    const evil = call({ url: 'https://shop.example/{{customer.name}}?q={{customer.name}}', headers: { 'x-name': '{{customer.name}}' } }, { name: '../..@evil.example/?a=b&c#\r\nx-admin: yes\uD800' });
    expect(evil.commands[0]).toMatchObject({ url: expect.stringMatching(/^https:\/\/shop\.example\/[A-Za-z0-9.%_-]+\?q=[A-Za-z0-9.%_-]+$/) as string });
    expect((evil.commands[0] as { headers: Record<string, string> }).headers['x-name']).not.toMatch(/[\r\n]/);
    expect(wayOf(call({ url: '{{customer.host}}' }, { host: 'https://evil.example' }))[0]).toBe('call failed');
    expect(wayOf(call({ url: 'javascript:alert(1)' }))[0]).toBe('call failed');
  });

  it('ENG-12: a field without a value sends the run down `failed`, with the reason, and nothing is called', () => {
    const answer = call({ url: 'https://shop.example/{{customer.missing}}' });
    expect(answer.commands.map((command) => command.type)).toEqual(['finish']);
    expect(answer.trail[0]).toMatchObject({ outcome: 'failed', because: expect.stringContaining('customer.missing') as string });
    expect(answer.run.finish?.id).toBe('bad');
  });

  it('ENG-12, ENG-17: where `failed` is not connected the run goes on to next', () => {
    const open = programOf({ call: { kind: 'webhook', url: 'https://shop.example/{{customer.missing}}', next: 'ok' }, ok: { kind: 'exit', reason: 'ok' } });
    expect(wayOf(begin(open))).toEqual(['call failed', 'ok finished']);
  });

  it('takes the way of the answer, and keeps it where asked to', () => {
    expect(answered({ save: true }, { outcome: 'next', data: { stock: 3 } }).run).toMatchObject({ finish: { id: 'ok' }, steps: { call: { outcome: 'next', data: { stock: 3 } } } });
    expect(answered({}, { outcome: 'next', data: { stock: 3 } }).run.steps['call']).toEqual({ outcome: 'next', at: H1 });
    const failed = answered({}, { outcome: 'failed', reason: 'HTTP 500' });
    expect(failed.run.finish?.id).toBe('bad');
    expect(failed.trail[0]?.because).toBe('the call failed: HTTP 500');
  });

  it('ENG-45: keeps the named parts of the answer, and null where one is not there', () => {
    const kept = answered({ keep: { count: 'body.stock.count', more: 'body.more' } }, { outcome: 'next', data: { status: 200, body: { stock: { count: 3 } } } });
    expect(kept.run.steps['call']).toMatchObject({ outcome: 'next', data: { count: 3, more: null } });
    expect(answered({ save: true, keep: { count: 'body.n' } }, { outcome: 'next', data: { status: 200, body: { n: 1 } } }).run.steps['call']?.data).toEqual({ status: 200, body: { n: 1 }, count: 1 });
  });

  it('goes the failed way where the answer is not what counts as success', () => {
    const config = { successWhen: { '==': [{ var: 'event.properties.body.ok' }, true] } };
    expect(answered(config, { outcome: 'next', data: { status: 200, body: { ok: true } } }).run.finish?.id).toBe('ok');
    const no = answered(config, { outcome: 'next', data: { status: 200, body: { ok: false } } });
    expect(no.run.finish?.id).toBe('bad');
    expect(no.trail[0]?.because).toContain('answered, but it did not go well');
    expect(answered({ successWhen: { nonsense: 1 } }, { outcome: 'next', data: {} }).trail[0]?.because).toContain('could not be decided');
  });

  it('asks for as many tries as the step allows', () => {
    expect(call({ retries: 2 }).commands[0]).toMatchObject({ attempts: 3 });
    expect(call({ retries: 0 }).commands[0]).toMatchObject({ attempts: 1 });
    expect('attempts' in (call({}).commands[0] ?? {})).toBe(false);
  });
});
