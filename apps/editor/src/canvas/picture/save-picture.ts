import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Graph } from '@attune/dsl';
import { kindOf } from '../../document/kinds.ts';
import type { Sizes } from '../../document/tidy.ts';
import { saveFile } from '../../ui/save-file.ts';
import { KindIcon } from '../icons.tsx';
import { drawPicture, type Means } from './draw-picture.ts';

/** Browsers refuse larger drawing boards; a journey beyond it is drawn smaller. */
const MOST_PIXELS = 12_000;

/** Saves the whole canvas as a picture. PNG at twice the size, for screens that show as many. */
export async function savePicture(graph: Graph, sizes: Sizes, { name, as }: { readonly name: string; readonly as: 'svg' | 'png' }): Promise<void> {
  const picture = drawPicture(graph, sizes, pageMeans(graph));
  if (as === 'svg') return saveFile(`${name}.svg`, picture.svg, 'image/svg+xml');
  const scale = Math.min(2, MOST_PIXELS / picture.width, MOST_PIXELS / picture.height);
  const image = new Image();
  const url = URL.createObjectURL(new Blob([picture.svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const board = document.createElement('canvas');
    board.width = Math.round(picture.width * scale);
    board.height = Math.round(picture.height * scale);
    board.getContext('2d')?.drawImage(image, 0, 0, board.width, board.height);
    const blob = await new Promise<Blob | null>((done) => board.toBlob(done, 'image/png'));
    if (!blob) throw new Error('this browser made no picture');
    saveFile(`${name}.png`, blob, 'image/png');
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Colours, type and icons as this page shows them. */
function pageMeans(graph: Graph): Means {
  const style = getComputedStyle(document.documentElement);
  const fontFamily = style.getPropertyValue('--font').trim();
  const board = document.createElement('canvas').getContext('2d');
  const fonts = { title: `600 14px ${fontFamily}`, text: `13px ${fontFamily}`, small: `11.5px ${fontFamily}` };
  const icons = drawIcons([...new Set(graph.nodes.map((node) => kindOf(node.kind)?.icon ?? ''))]);
  return {
    fontFamily,
    colour: (token) => style.getPropertyValue(`--${token}`).trim(),
    measure: (font) => (text) => {
      if (!board) return text.length * 7;
      board.font = fonts[font];
      return board.measureText(text).width;
    },
    icon: (name) => icons.get(name) ?? '',
  };
}

/** The strokes of icons: they are components, so they are drawn once, off the page. */
function drawIcons(names: readonly string[]): ReadonlyMap<string, string> {
  const place = document.createElement('div');
  const root = createRoot(place);
  flushSync(() => root.render(names.map((name) => createElement('i', { key: name }, createElement(KindIcon, { name })))));
  const drawn = new Map(names.map((name, i) => [name, place.children[i]?.querySelector('svg')?.innerHTML ?? '']));
  root.unmount();
  return drawn;
}
