import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import type { Tools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import type { Action } from './action.ts';

const drawn = ({ view }: Tools) => view.getState().flow !== null;

export const fitAction: Action = { id: 'fit', label: words.action.fit, icon: Maximize, shortcut: ['shift+1', 'shift+!'], inMenu: true, enabled: drawn, run: ({ view }) => view.getState().flow?.fit() };
export const zoomInAction: Action = { id: 'zoom-in', label: words.action.zoomIn, icon: ZoomIn, shortcut: ['mod+=', 'mod++'], enabled: drawn, run: ({ view }) => view.getState().flow?.zoomIn() };
export const zoomOutAction: Action = { id: 'zoom-out', label: words.action.zoomOut, icon: ZoomOut, shortcut: ['mod+-'], enabled: drawn, run: ({ view }) => view.getState().flow?.zoomOut() };
