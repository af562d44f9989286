import { describe, expect, it } from 'vitest';
import { smsParts } from './sms-parts.ts';

describe('smsParts', () => {
  it('puts 160 plain letters into one message, and the 161st starts a second', () => {
    expect(smsParts('a'.repeat(160))).toEqual({ units: 160, parts: 1 });
    expect(smsParts('a'.repeat(161))).toEqual({ units: 161, parts: 2 });
  });
  it('counts a euro sign twice', () => {
    expect(smsParts('€'.repeat(80))).toEqual({ units: 160, parts: 1 });
    expect(smsParts('€'.repeat(81))).toEqual({ units: 162, parts: 2 });
  });
  it('holds only 70 units once a letter is outside the basic alphabet', () => {
    expect(smsParts('я'.repeat(70)).parts).toBe(1);
    expect(smsParts('я'.repeat(71)).parts).toBe(2);
    expect(smsParts(`${'a'.repeat(69)}🙂`)).toEqual({ units: 71, parts: 2 });
  });
  it('says that nothing takes no message', () => {
    expect(smsParts('')).toEqual({ units: 0, parts: 0 });
  });
});
