import { describe, expect, it } from 'vitest';
import { factsOf, T0 } from '../../engine/testing.ts';
import { entryManual } from './node.ts';

const facts = { ...factsOf(), event: null, steps: {}, now: T0 };

describe('entry by hand', () => {
  it('takes whom somebody adds, with the inputs it needs', () => {
    const accepts = (inputs: object) => entryManual.accepts({ inputs: [{ name: 'order_id', required: true }, { name: 'note' }] }, { type: 'manual', inputs: { ...inputs } }, facts);
    expect(accepts({ order_id: 'o1' }).yes).toBe(true);
    expect(accepts({ order_id: null })).toMatchObject({ yes: false, because: 'added by hand, but without order_id' });
    expect(accepts({}).yes).toBe(false);
    expect(entryManual.accepts({}, { type: 'manual', inputs: {} }, facts).yes).toBe(true);
    expect(entryManual.accepts({}, { type: 'tick', entry: 0, at: T0 }, facts).yes).toBe(false);
  });
});
