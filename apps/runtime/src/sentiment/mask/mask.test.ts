import { describe, expect, it } from 'vitest';
import { maskText } from './mask.ts';

describe('what is cut', () => {
  it.each([
    ['@united lost my bag', '_ lost my bag'],
    ['Thanks @Lucky_Shop!', 'Thanks _!'],
    ['see https://great.example/best?love=1 now', 'see _ now'],
    ['write to happy@love.example please', 'write to _ please'],
    ['Grace helped me', '_ helped me'],
    ['I spoke with Joy about it', 'I spoke with _ about it'],
    ['Tia was rude', '_ was rude'],
    ['mia was rude', '_ was rude'],
    ["Faith's parcel is lost", "_'s parcel is lost"],
    ['Mr. Strong never called', 'Mr. _ never called'],
    ['Hello Happy, where is it?', 'Hello _, where is it?'],
    ['I met Grace Love there', 'I met _ _ there'],
  ])('%s -> %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});

describe('what stays, because it is a word', () => {
  it.each([
    'Hope this helps', 'Joy to use', 'Happy with it', 'Love the colour', 'I hope it lasts', 'what a joy', 'My order is MIA', 'Lovely staff. Lucky me!',
    'Great Joy In Every Box', 'True to size',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});
