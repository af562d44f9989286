import type { CanvasNote, Graph, GraphNode } from '@attune/dsl';
import { kindOf, portsOf, summaryOf, titleOf } from '../../document/kinds.ts';
import { sizeOfNote } from '../../document/notes.ts';
import { cardWidth } from '../../document/place.ts';
import { stageBands } from '../../document/stages.ts';
import type { Sizes } from '../../document/tidy.ts';
import { drawLine } from '../edge-path.ts';
import { flowEdges, type LineEdge } from '../flow.ts';
import { words } from '../words.ts';
import { wrap, type Measure } from './wrap.ts';

/** What the drawing takes from the page: colours by the names of the tokens, widths of texts, and the icons' strokes. */
export interface Means {
  /** `card`, `ink`, `soft`, ... as CSS colours. */
  colour(token: string): string;
  measure(font: 'title' | 'text' | 'small'): Measure;
  /** The inside of a 24 by 24 icon, as SVG. */
  icon(name: string): string;
  readonly fontFamily: string;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 40;
const PAD = 13;
const LINE = { title: 19, text: 19, small: 16 } as const;
const tones: Readonly<Record<string, string>> = { start: 'good', timing: 'wait', decide: 'accent', say: 'warm', people: 'human' };

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const round = (n: number) => Math.round(n * 10) / 10;

interface Text { readonly x: number; readonly y: number; readonly fill: string; readonly size: number; readonly weight?: number; readonly anchor?: 'middle' }

const line = (text: string, { x, y, fill, size, weight, anchor }: Text) =>
  `<text x="${round(x)}" y="${round(y)}" fill="${fill}" font-size="${size}"${weight ? ` font-weight="${weight}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}>${escape(text)}</text>`;

interface Card {
  readonly node: GraphNode;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** The card with its words, and how tall that makes it. */
function drawCard(node: GraphNode, means: Means): Card {
  const kind = kindOf(node.kind);
  const width = cardWidth(node);
  const tone = tones[kind?.category ?? ''];
  const [ground, ink] = tone ? [means.colour(`${tone}-soft`), means.colour(`${tone}-ink`)] : [means.colour('sunken'), means.colour('soft')];
  const parts = [`<g transform="translate(${PAD} 11)"><rect width="28" height="28" rx="8" fill="${ground}"/><g transform="translate(6 6) scale(0.667)" fill="none" stroke="${ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${means.icon(kind?.icon ?? '')}</g></g>`];
  const title = wrap(titleOf(node), width - 2 * PAD - 38, 2, means.measure('title'));
  title.forEach((text, i) => parts.push(line(text, { x: PAD + 38, y: (title.length === 1 ? 30 : 25) + i * LINE.title, fill: means.colour('ink'), size: 14, weight: 600 })));
  let y = 11 + Math.max(28, title.length * LINE.title + 4) + 6;
  for (const text of wrap(summaryOf(node).map((part) => part.text).join(' '), width - 2 * PAD, 3, means.measure('text'))) {
    parts.push(line(text, { x: PAD, y: y + 14, fill: means.colour('soft'), size: 13 }));
    y += LINE.text;
  }
  y += 10;
  const ports = portsOf(node);
  if (ports.length > 1) {
    parts.push(`<path d="M0 ${y}H${width}" stroke="${means.colour('line')}"/>`);
    ports.forEach((port, i) => {
      const cell = width / ports.length;
      if (i > 0) parts.push(`<path d="M${round(i * cell)} ${y}v24" stroke="${means.colour('line')}"/>`);
      parts.push(line(wrap(port.label || words.card.then, cell - 10, 1, means.measure('small'))[0] ?? '', { x: (i + 0.5) * cell, y: y + 16, fill: means.colour('soft'), size: 11.5, anchor: 'middle' }));
    });
    y += 24;
  }
  return { node, width, height: y, svg: `<rect width="${width}" height="${y}" rx="12" fill="${means.colour('card')}" stroke="${means.colour('line')}"/>${parts.join('')}` };
}

function drawNote(note: CanvasNote, means: Means): string {
  const { width, height } = sizeOfNote(note);
  const lines = wrap(note.text, width - 24, Math.max(1, Math.floor((height - 20) / LINE.text)), means.measure('text'));
  return `<g transform="translate(${note.position.x} ${note.position.y})"><rect width="${width}" height="${height}" rx="6" fill="${means.colour('wait-soft')}" stroke="${means.colour('wait')}"/>${lines.map((text, i) => line(text, { x: 12, y: 24 + i * LINE.text, fill: means.colour('ink'), size: 13 })).join('')}</g>`;
}

function drawEdge(edge: LineEdge, cards: ReadonlyMap<string, Card>, means: Means): string {
  const [from, to] = [cards.get(edge.source), cards.get(edge.target)];
  if (!from || !to) return '';
  const ports = portsOf(from.node);
  const at = Math.max(0, ports.findIndex((port) => port.id === edge.sourceHandle));
  const start = { x: from.node.position.x + (from.width * (at + 0.5)) / Math.max(1, ports.length), y: from.node.position.y + from.height };
  const end = { x: to.node.position.x + to.width / 2, y: to.node.position.y };
  return `<path d="${drawLine(start, end, edge.data?.bypass ?? null).path}" fill="none" stroke="${means.colour('edge')}" stroke-width="1.7"/><path d="M${round(end.x - 4)} ${round(end.y - 6)}l4 6 4-6" fill="none" stroke="${means.colour('edge')}" stroke-width="1.7"/>`;
}

/** The whole journey as one picture that needs nothing else: no fonts to load, no styles, no network. */
export function drawPicture(graph: Graph, sizes: Sizes, means: Means): Picture {
  const cards = new Map(graph.nodes.map((node) => [node.id, drawCard(node, means)]));
  const bands = stageBands(graph, new Map([...cards].map(([id, { width, height }]) => [id, { width, height }])));
  const boxes = [...bands, ...[...cards.values()].map(({ node, width, height }) => ({ ...node.position, width, height })), ...(graph.notes ?? []).map((note) => ({ ...note.position, ...sizeOfNote(note) }))];
  const left = Math.min(...boxes.map((box) => box.x)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.y)) - MARGIN;
  const width = Math.ceil(Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN - left);
  const height = Math.ceil(Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN - top);
  const body = [
    ...bands.map((band) => `<rect x="${band.x}" y="${band.y}" width="${band.width}" height="${band.height}" rx="20" fill="${means.colour('sunken')}" stroke="${means.colour('line')}"/>${line(band.name, { x: band.x + 20, y: band.y + 23, fill: means.colour('soft'), size: 13, weight: 600 })}`),
    ...(graph.notes ?? []).map((note) => drawNote(note, means)),
    ...flowEdges(graph, [], sizes).map((edge) => drawEdge(edge, cards, means)),
    ...[...cards.values()].map(({ node, svg }) => `<g transform="translate(${node.position.x} ${node.position.y})">${svg}</g>`),
  ];
  const name = escape(graph.settings.name);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${round(left)} ${round(top)} ${width} ${height}" font-family="${escape(means.fontFamily)}" role="img" aria-label="${name}"><title>${name}</title><rect x="${round(left)}" y="${round(top)}" width="${width}" height="${height}" fill="${means.colour('paper')}"/>${body.join('')}</svg>`;
  return { svg, width, height };
}
