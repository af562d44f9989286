import { describe, expect, it } from 'vitest';
import { addNote } from '../../document/notes.ts';
import { setStage } from '../../document/stages.ts';
import { updateDetails } from '../../document/commands.ts';
import { sample } from '../../document/testing.ts';
import { drawPicture, type Means } from './draw-picture.ts';
import { wrap } from './wrap.ts';

const measure = (text: string) => text.length * 7;
const means: Means = { colour: (token) => `#${token}`, measure: () => measure, icon: () => '<path d="M0 0"/>', fontFamily: 'Inter, sans-serif' };

describe('the picture of a journey', () => {
  it('holds every card with its sentence, every connection, note and stage, inside its frame', () => {
    const graph = addNote(setStage(sample(), ['day', 'fork'], 'Think').graph, { x: 900, y: 40 }, 'Ask Care').graph;
    const { svg, width, height } = drawPicture(graph, new Map(), means);
    for (const words of ['Wait a while', 'Branch', 'Think', 'Ask Care', '1 day']) expect(svg).toContain(words);
    expect(svg.match(/<path d="M[^"]* C/g)).toHaveLength(graph.edges.length);
    expect(width).toBeGreaterThan(900 + 200);
    expect(height).toBeGreaterThan(800);
  });

  it('writes signs that mean something in SVG as plain text', () => {
    const { svg } = drawPicture(updateDetails(sample(), 'day', { label: 'Tom & "Jerry" <script>' }).graph, new Map(), means);
    expect(svg).toContain('Tom &amp; &quot;Jerry&quot;');
    expect(svg).not.toContain('<script');
  });
});

describe('breaking text into lines', () => {
  it.each([
    ['one two three', 49, 3, ['one two', 'three']],
    ['one two three four five', 49, 2, ['one two', 'three…']],
    ['unbreakable', 35, 4, ['unbre', 'akabl', 'e']],
    ['two\nlines', 200, 3, ['two', 'lines']],
    ['', 50, 2, ['']],
  ])('%j in %d pixels and %d lines', (text, width, most, lines) => {
    expect(wrap(text, width, most, measure)).toEqual(lines);
  });
});
