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
});
