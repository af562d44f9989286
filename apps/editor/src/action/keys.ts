import { useEffect } from 'react';
import { neighbour, type Direction } from '../canvas/neighbour.ts';
import { useTools, type Tools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { move, shifted } from '../document/commands.ts';
import type { Action } from './action.ts';
import { copyAction, selectedText } from './copy.ts';
import { deleteAction } from './delete.ts';
import { actions } from './list.ts';
import { paste } from './paste.ts';

/** What was pressed, as a shortcut is written. Letters with Shift keep their small form: `shift+t`. */
export function pressed(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // signs such as "/" or "+" need Shift on some keyboards, so Shift counts with letters, digits and named keys only
  const shift = event.shiftKey && (/^[a-z0-9!]$/.test(key) || key.length > 1);
  return `${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${event.ctrlKey || event.metaKey ? 'mod+' : ''}${key}`;
}

/** The action of a key, or null. */
export function actionOf(shortcut: string, list: readonly Action[] = actions): Action | null {
  return list.find((action) => action.shortcut?.includes(shortcut)) ?? null;
}

const arrows: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
const steps: Readonly<Record<Direction, readonly [number, number]>> = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };
const NUDGE = 16;

/** Whether the person is writing, or in a dialog or menu: then keys are theirs. */
function isBusy(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox], [role=combobox], .cm-editor') !== null;
}

/** A dialog or an open menu keeps even the keys that work everywhere else. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]') !== null;
}

/** Whether an action's key is its own even though somebody may be writing. What is typed beside the document (a search, JSON that is not whole yet) keeps its own undo. */
function reachesInto({ whileWriting }: Action, target: EventTarget | null): boolean {
  if (!whileWriting || inDialog(target) || !(target instanceof Element)) return false;
  return whileWriting === 'anywhere' || !isBusy(target) || (target.closest('.inspector, .workbench-name, .note-card') !== null && target.closest('[data-own-undo]') === null);
}

/** Escape in a field leads back to its card; one that closes an open list first does only that. */
function leavesField(event: KeyboardEvent): boolean {
  return event.key === 'Escape' && event.target instanceof Element && event.target.closest('.inspector') !== null && event.target.getAttribute('aria-expanded') !== 'true' && !inDialog(event.target);
}

/** A key that a focused button, link or tab needs for itself. */
function belongsToControl(target: EventTarget | null, key: string): boolean {
  return (key === 'Enter' || key === ' ') && target instanceof Element && target.closest('button, a, [role=tab], [role=switch]') !== null;
}

function onArrow(tools: Tools, direction: Direction, event: KeyboardEvent): void {
  const { editor, view } = tools;
  const { graph, selection } = editor.getState();
  if (event.shiftKey && selection.length > 0) {
    const [dx, dy] = steps[direction];
    editor.getState().change(words.did.move, (g) => move(g, shifted(g, selection, { x: dx * NUDGE, y: dy * NUDGE })), 'nudge');
    return;
  }
  const next = neighbour(graph, selection.at(-1) ?? '', direction);
  if (next === null) return;
  editor.getState().select([next]);
  view.getState().flow?.reveal(next);
}

function backToCard({ editor, view }: Tools): void {
  const selected = editor.getState().selection.at(-1);
  if (selected === undefined) (document.activeElement as HTMLElement | null)?.blur();
  else view.getState().flow?.reveal(selected);
}

/** Makes the keyboard work while a journey is open. */
export function useKeys(): void {
  const tools = useTools();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const wanted = actionOf(pressed(event));
      if (wanted && reachesInto(wanted, event.target)) {
        event.preventDefault();
        if (wanted.enabled(tools)) wanted.run(tools);
        return;
      }
      if (leavesField(event)) return backToCard(tools);
      if (isBusy(event.target) || belongsToControl(event.target, event.key)) return;
      const direction = arrows[event.key];
      if (direction && !event.ctrlKey && !event.metaKey && !event.altKey && event.target instanceof Element && event.target.closest('.canvas, body') && !event.target.closest('.outline, .palette, .inspector')) {
        onArrow(tools, direction, event);
        event.preventDefault();
        return;
      }
      if (!wanted || wanted.native || !wanted.enabled(tools)) return;
      event.preventDefault();
      wanted.run(tools);
    };
    const onCopy = (event: ClipboardEvent) => {
      const text = isBusy(event.target) || String(window.getSelection() ?? '') !== '' ? null : selectedText(tools);
      if (text === null || !copyAction.enabled(tools)) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      tools.tell(words.tell.copied(tools.editor.getState().selection.length));
      if (event.type === 'cut') deleteAction.run(tools);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isBusy(event.target)) return;
      event.preventDefault();
      paste(tools, event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [tools]);
}

/** A shortcut as people read it on this machine. */
export function shortcutText(shortcut: string): string {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return shortcut.split(/\+(?!$)/).map((part) => (part === 'mod' ? (mac ? '⌘' : 'Ctrl') : part === 'shift' ? (mac ? '⇧' : 'Shift') : part.length === 1 ? part.toUpperCase() : part)).join(mac ? '' : '+');
}
