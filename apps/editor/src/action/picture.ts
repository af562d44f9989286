import { FileImage, Image } from 'lucide-react';
import type { Tools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import type { Action } from './action.ts';

const drawn = ({ editor }: Tools) => editor.getState().graph.nodes.length > 0;

async function save(tools: Tools, as: 'svg' | 'png'): Promise<void> {
  try {
    // the drawing of pictures is loaded when somebody wants one
    const { savePicture } = await import('../canvas/picture/save-picture.ts');
    await savePicture(tools.editor.getState().graph, tools.view.getState().sizes, { name: tools.journeyKey, as });
  } catch {
    tools.tell(words.picture.failed, 'bad');
  }
}

export const svgAction: Action = { id: 'picture-svg', label: words.action.pictureSvg, icon: FileImage, enabled: drawn, run: (tools) => void save(tools, 'svg') };
export const pngAction: Action = { id: 'picture-png', label: words.action.picturePng, icon: Image, enabled: drawn, run: (tools) => void save(tools, 'png') };
