import type { Action } from './action.ts';
import { addStepAction } from './add-step.ts';
import { connectAction } from './connect.ts';
import { copyAction } from './copy.ts';
import { cutAction } from './cut.ts';
import { deleteAction } from './delete.ts';
import { duplicateAction } from './duplicate.ts';
import { openJourneyAction, openStepAction } from './open-settings.ts';
import { findAction } from './find.ts';
import { noteAction } from './notes.ts';
import { experimentsAction, importAction, outlineAction, problemsAction, publishAction, shortcutsAction, tryItAction, versionsAction } from './panels.ts';
import { pasteAction } from './paste.ts';
import { pngAction, svgAction } from './picture.ts';
import { redoAction } from './redo.ts';
import { selectAllAction } from './select-all.ts';
import { tidyAction } from './tidy.ts';
import { undoAction } from './undo.ts';
import { fitAction, zoomInAction, zoomOutAction } from './zoom.ts';

/** THE list of actions, in the order of menus. */
export const actions: readonly Action[] = [
  addStepAction, noteAction, connectAction, copyAction, cutAction, pasteAction, duplicateAction, deleteAction, selectAllAction,
  undoAction, redoAction, findAction, tidyAction, fitAction, zoomInAction, zoomOutAction,
  openStepAction, openJourneyAction, outlineAction, problemsAction, tryItAction, versionsAction, experimentsAction, publishAction, importAction, svgAction, pngAction, shortcutsAction,
];
