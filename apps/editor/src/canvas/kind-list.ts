import { nodeKinds, type Category, type NodeKind } from '@attune/dsl';
import { fitsOnEdge } from '../document/kinds.ts';
import type { AddTarget } from './view-store.ts';
import { words } from './words.ts';

const order: readonly Category[] = ['start', 'timing', 'decide', 'say', 'data', 'people', 'flow'];

export interface KindGroup {
  readonly category: Category;
  readonly title: string;
  readonly kinds: readonly NodeKind[];
}

/** The kinds of the registry that match the words searched for, by category. */
export function kindGroups(search: string, fits: (kind: NodeKind) => boolean = () => true): readonly KindGroup[] {
  const wanted = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (kind: NodeKind) => {
    const text = `${kind.title} ${kind.help} ${kind.kind} ${words.palette.category[kind.category] ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return order
    .map((category) => ({ category, title: words.palette.category[category] ?? category, kinds: nodeKinds.filter((kind) => kind.category === category && fits(kind) && matches(kind)) }))
    .filter((group) => group.kinds.length > 0);
}

/** The kind that Enter adds: one that is called so before one that only speaks of it. */
export function bestKind(groups: readonly KindGroup[], search: string): NodeKind | undefined {
  const wanted = search.trim().toLowerCase();
  const rank = ({ title }: NodeKind) => { const name = title.toLowerCase(); return name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3; };
  return groups.flatMap((group) => group.kinds).reduce<NodeKind | undefined>((best, kind) => (best === undefined || rank(kind) < rank(best) ? kind : best), undefined);
}

/** What can be added at a place: nothing can lead to an entry, and what ends a journey cannot stand in the middle of a path. */
export function fitsTarget(target: AddTarget): (kind: NodeKind) => boolean {
  if (target.at === 'edge') return fitsOnEdge;
  if (target.at === 'port') return (kind) => kind.role === 'step';
  return () => true;
}
