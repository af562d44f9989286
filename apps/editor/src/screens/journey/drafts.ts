import type { Drafts } from '../../document/saving.ts';

const nameOf = (key: string) => `attune:draft:${key}`;

/** Unsaved documents in this browser's storage. Storage can be full or forbidden: then there is no safety copy, and saving works as ever. */
export const localDrafts: Drafts = {
  read(key) {
    try {
      const draft: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null');
      if (typeof draft !== 'object' || draft === null || !('graph' in draft) || !('revision' in draft) || typeof draft.revision !== 'number') return null;
      return { graph: draft.graph, revision: draft.revision };
    } catch {
      return null;
    }
  },
  write(key, draft) {
    try {
      localStorage.setItem(nameOf(key), JSON.stringify(draft));
    } catch {
      // the copy is a second net; the first one, saving, tells when it fails
    }
  },
  clear(key) {
    try {
      localStorage.removeItem(nameOf(key));
    } catch {
      // nothing was written then either
    }
  },
};
