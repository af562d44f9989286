import { describe, expect, it } from 'vitest';
import { customerAddress, mailAddress } from './address.ts';

describe('addresses that are taken', () => {
  it.each([
    ['zoe@shop.example', 'zoe@shop.example'],
    ['  zoe@Shop.EXAMPLE ', 'zoe@shop.example'],
    ['Zoe.Smith+news@mail.shop.example', 'Zoe.Smith+news@mail.shop.example'],
    ["o'neil_{x}@shop.example", "o'neil_{x}@shop.example"],
    ['zoe@bücher.example', 'zoe@xn--bcher-kva.example'],
    [`${'x'.repeat(64)}@shop.example`, `${'x'.repeat(64)}@shop.example`],
  ])('%s', (text, address) => expect(mailAddress(text)).toBe(address));
});

describe('texts that are no address', () => {
  it.each([
    '', '@', 'zoe', 'zoe@', '@shop.example', 'zoe@shop', 'zoe@localhost', 'zoe@.example', 'zoe@shop..example', 'zoe@-shop.example', 'zoe@shop.123', 'zoe@[127.0.0.1]', '.zoe@shop.example',
    'zoe.@shop.example', 'z..e@shop.example', '"zoe smith"@shop.example', 'zoe smith@shop.example', 'zoe@shop.example, thief@evil.example', 'zoe@shop.example\r\nBcc: thief@evil.example',
    'Zoe <zoe@shop.example>', 'zoe(comment)@shop.example', 'zoe@shop.example\u0000', `${'x'.repeat(65)}@shop.example`, `zoe@${'x'.repeat(64)}.example`, `zoe@${'abc.'.repeat(70)}example`,
  ])('%j', (text) => expect(mailAddress(text)).toBeNull());

  it.each([null, undefined, 7, true, {}, ['zoe@shop.example'], { toString: () => 'zoe@shop.example' }])('%o, which is no text', (value) => expect(mailAddress(value)).toBeNull());
});

it('a customer without a trait of their own has no address, whatever their prototype says', () => {
  expect(customerAddress({ traits: Object.create({ email: 'zoe@shop.example' }) as Record<string, unknown> })).toBeNull();
  expect(customerAddress({ traits: { email: 'zoe@shop.example' } })).toBe('zoe@shop.example');
});
