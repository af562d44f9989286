import { describe, expect, it } from 'vitest';
import { actionOf, pressed } from './keys.ts';
import { actions } from './list.ts';

const key = (name: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('actions', () => {
  it('never give one key to two actions', () => {
    const keys = actions.flatMap((action) => action.shortcut ?? []);
    expect(keys.filter((one, i) => keys.indexOf(one) !== i)).toEqual([]);
  });

  it('have distinct ids and a label each', () => {
    expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length);
    expect(actions.filter((action) => action.label === '')).toEqual([]);
  });

  it('leave Ctrl+K to the command palette', () => {
    expect(actionOf('mod+k')).toBeNull();
  });
});

describe('keys', () => {
  it.each([
    [key('z', { ctrlKey: true }), 'undo'],
    [key('z', { metaKey: true }), 'undo'],
    [key('Z', { ctrlKey: true, shiftKey: true }), 'redo'],
    [key('y', { ctrlKey: true }), 'redo'],
    [key('Delete'), 'delete'],
    [key('/'), 'add-step'],
    [key('/', { shiftKey: true }), 'add-step'],
    [key('+', { ctrlKey: true, shiftKey: true }), 'zoom-in'],
    [key('c'), 'connect'],
    [key('c', { ctrlKey: true }), 'copy'],
    [key('T', { shiftKey: true }), 'tidy'],
    [key('t'), 'try-it'],
  ])('%j does %s', (event, id) => {
    expect(actionOf(pressed(event))?.id).toBe(id);
  });
});
