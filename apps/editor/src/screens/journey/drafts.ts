import type { Drafts } from '../../document/keeping.ts';

const nameOf = (key: string) => `attune:draft:${key}`;
const baseOf = (key: string) => `attune:draft-base:${key}`;
// the base is as large as the draft and stays the same while the draft changes: written once
const written = new Map<string, unknown>();

/** Unsaved documents in this browser's storage. Storage can be full or forbidden: then there is no safety copy, and saving works as ever. */
export const localDrafts: Drafts = {
  read(key) {
    try {
      const draft: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null');
      if (typeof draft !== 'object' || draft === null || !('graph' in draft) || !('revision' in draft) || typeof draft.revision !== 'number') return null;
      const base: unknown = JSON.parse(localStorage.getItem(baseOf(key)) ?? 'null');
      return { graph: draft.graph, revision: draft.revision, base };
    } catch {
      return null;
    }
  },
  write(key, { graph, revision, base }) {
    try {
      if (written.get(key) !== base) {
        localStorage.setItem(baseOf(key), JSON.stringify(base));
        written.set(key, base);
      }
      localStorage.setItem(nameOf(key), JSON.stringify({ graph, revision }));
    } catch {
      // the copy is a second net; the first one, saving, tells when it fails
    }
  },
  clear(key) {
    try {
      written.delete(key);
      localStorage.removeItem(baseOf(key));
      localStorage.removeItem(nameOf(key));
    } catch {
      // nothing was written then either
    }
  },
};
