import { expect, it } from 'vitest';
import { barOf, topOf } from './range.ts';

it('a range is drawn where it lies on its scale, also one below nought', () => {
  expect(barOf({ value: 0.25, low: 0.125, high: 0.5 }, 0, 0.5)).toEqual({ left: 25, width: 75, at: 50 });
  expect(barOf({ value: 0, low: -50, high: 50 }, -100, 100)).toEqual({ left: 25, width: 50, at: 50 });
});

it('an open end reaches to the end of the scale, what is beyond it stays inside, and no value draws no point', () => {
  expect(barOf({ value: null, low: 0, high: null }, 0, 1)).toEqual({ left: 0, width: 100, at: null });
  expect(barOf({ value: 3, low: -1, high: 2 }, 0, 1)).toEqual({ left: 0, width: 100, at: 100 });
});

it('small shares get a scale on which they can be told apart, and none ends beyond all', () => {
  expect(topOf([{ value: 0.12, low: 0.05, high: 0.23 }, { value: 0.1, low: 0, high: 0.18 }])).toBe(0.3);
  expect(topOf([{ value: 0.001, low: 0, high: 0.01 }])).toBe(0.1);
  expect(topOf([{ value: 0.99, low: 0.9, high: 1 }])).toBe(1);
});
