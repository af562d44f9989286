import { describe, expect, it } from 'vitest';
import { pictureOf } from './graph-layout.ts';

const node = (id: string, x = 0) => ({ id, kind: 'delay', config: {}, position: { x, y: 0 } });
const edge = (from: string, to: string) => ({ id: `${from}-${to}`, from: { node: from, port: 'next' }, to });
const at = (picture: ReturnType<typeof pictureOf>, id: string) => picture.places.find((place) => place.id === id);

describe('pictureOf', () => {
  it('puts a step one column after the longest way to it', () => {
    const picture = pictureOf({ nodes: [node('a'), node('b'), node('c')], edges: [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')] });
    expect([at(picture, 'a')?.x, at(picture, 'b')?.x, at(picture, 'c')?.x]).toEqual([0, 1, 2]);
    expect(picture.width).toBe(3);
  });
  it('keeps the order of branches from the canvas and centres a column with fewer steps', () => {
    const picture = pictureOf({ nodes: [node('a'), node('right', 300), node('left', -300)], edges: [edge('a', 'right'), edge('a', 'left')] });
    expect([at(picture, 'left')?.y, at(picture, 'right')?.y, at(picture, 'a')?.y]).toEqual([0, 1, 0.5]);
  });
  it('ends on a journey that goes round and round', () => {
    const picture = pictureOf({ nodes: [node('a'), node('b'), node('c')], edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'b')] });
    expect(picture.lines).toHaveLength(3);
    expect(at(picture, 'c')?.x).toBe(2);
  });
  it('draws a circle without a start, and nothing at all', () => {
    expect(pictureOf({ nodes: [node('a'), node('b')], edges: [edge('a', 'b'), edge('b', 'a')] }).places).toHaveLength(2);
    expect(pictureOf({ nodes: [], edges: [] })).toMatchObject({ places: [], height: 1 });
  });
});
