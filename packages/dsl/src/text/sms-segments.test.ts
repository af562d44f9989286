import { describe, expect, it } from 'vitest';
import { countSegments } from './sms-segments.ts';

const of = (text: string) => { const { encoding, units, segments, left } = countSegments(text); return [encoding, units, segments, left]; };
const a = (n: number) => 'a'.repeat(n);

describe('segments of an SMS', () => {
  it.each([
    ['', ['gsm7', 0, 0, 160]],
    ['a', ['gsm7', 1, 1, 159]],
    [a(160), ['gsm7', 160, 1, 0]],
    [a(161), ['gsm7', 161, 2, 145]],
    [a(306), ['gsm7', 306, 2, 0]],
    [a(307), ['gsm7', 307, 3, 152]],
    ['ä'.repeat(160), ['gsm7', 160, 1, 0]],
    ['€'.repeat(80), ['gsm7', 160, 1, 0]],
    ['€'.repeat(81), ['gsm7', 162, 2, 143]],
    ['ж'.repeat(70), ['ucs2', 70, 1, 0]],
    ['ж'.repeat(71), ['ucs2', 71, 2, 63]],
    ['ж'.repeat(134), ['ucs2', 134, 2, 0]],
    ['ж'.repeat(135), ['ucs2', 135, 3, 66]],
    ['😀'.repeat(35), ['ucs2', 70, 1, 0]],
    [`${a(69)}ж`, ['ucs2', 70, 1, 0]],
  ])('%j takes %j', (text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  it('never tears an escaped sign or a surrogate pair apart: the place before it stays empty', () => {
    expect(of(`${a(152)}€${a(20)}`)).toEqual(['gsm7', 174, 2, 131]);
    expect(of(`${'ж'.repeat(66)}😀${'ж'.repeat(20)}`)).toEqual(['ucs2', 88, 2, 45]);
    // 76 pairs fill 152 of 153 places: 39 places more than a plain count would say
    expect(countSegments('€'.repeat(153)).segments).toBe(3);
  });

  it('names the signs that make it dearer, each once', () => {
    expect(countSegments('It’s “here” – ç, Ç, ê 📦📦').dear).toEqual(['’', '“', '”', '–', 'ç', 'ê', '📦']);
    expect(countSegments('{}[]~\\|^€ Ä ñ ¿ Δ @\r\n').dear).toEqual([]);
  });

  it('has 128 signs in its alphabet but for the escape, and ten more behind it', () => {
    const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).filter((sign) => countSegments(sign).encoding === 'gsm7');
    expect(all.filter((sign) => countSegments(sign).units === 1)).toHaveLength(127);
    expect(all.filter((sign) => countSegments(sign).units === 2)).toHaveLength(10);
  });
});
