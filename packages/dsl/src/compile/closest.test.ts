import { describe, expect, it } from 'vitest';
import { closest, didYouMean } from './closest.ts';

describe('closest', () => {
  const known = ['Order Completed', 'Order Refunded', 'Product Viewed', 'vip'];

  it('finds what was meant in spite of slips, swapped letters, case and separators', () => {
    expect(closest('Order Completd', known)).toBe('Order Completed');
    expect(closest('order_completed', known)).toBe('Order Completed');
    expect(closest('Prodcut Viewed', known)).toBe('Product Viewed');
    expect(closest('vipp', known)).toBe('vip');
  });

  it('says nothing where nothing is near', () => {
    expect(closest('Invoice Paid', known)).toBeNull();
    expect(closest('', known)).toBeNull();
    expect(didYouMean('xyz', [])).toBe('');
  });

  it('stays quick for very long names', () => {
    expect(closest('x'.repeat(100_000), Array.from({ length: 2000 }, (_, i) => 'x'.repeat(150) + String(i)))).toBeTypeOf('string');
  });
});
