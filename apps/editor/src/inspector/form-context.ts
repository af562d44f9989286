import { createContext, useContext } from 'react';
import type { Catalog } from '@attune/runtime/shapes';
import type { Issue } from '@attune/dsl';

/** A problem at a place of this form. */
export interface FieldIssue {
  readonly path: readonly string[];
  readonly issue: Issue;
}

/** What the fields of one form share. */
export interface FormScope {
  readonly catalog: Catalog | null;
  readonly issues: readonly FieldIssue[];
  /** Names of events this journey speaks of, nearest first: their properties are offered first. */
  readonly events: readonly string[];
  /** Steps of the journey, for values they left behind. */
  readonly steps: readonly { readonly id: string; readonly title: string }[];
  /** The whole config the form is about: a preview depends on the channel beside it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Ends the gesture of typing: the next change is a step of its own in the history. */
  seal(): void;
  fix(issue: Issue): void;
}

export const FormContext = createContext<FormScope>({ catalog: null, issues: [], events: [], steps: [], config: {}, seal: () => {}, fix: () => {} });

export const useForm = () => useContext(FormContext);

/** The problems at exactly this place, or, with `inside`, anywhere below it. */
export function useIssues(path: readonly string[], inside = false): readonly Issue[] {
  return useForm().issues
    .filter((found) => (inside ? found.path.length >= path.length : found.path.length === path.length) && path.every((key, i) => found.path[i] === key))
    .map((found) => found.issue);
}
