import { useEffect, useSyncExternalStore, type ReactNode } from 'react';

/** Something the command palette can do. */
export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: ReactNode;
  /** As it is shown, e.g. `Ctrl+Z`. The palette shows it; whoever offers the command listens to the keys. */
  readonly shortcut?: string;
  readonly run: () => void;
}

export interface PaletteGroup { readonly group: string; readonly commands: readonly PaletteCommand[] }

let groups: readonly PaletteGroup[] = [];
const listeners = new Set<() => void>();
const change = (next: readonly PaletteGroup[]): void => {
  groups = next;
  for (const listener of listeners) listener();
};

/** Puts a group of commands into the palette; returns the way to take it out again. */
export function offerCommands(group: string, commands: readonly PaletteCommand[]): () => void {
  const entry = { group, commands };
  change([...groups, entry]);
  return () => change(groups.filter((other) => other !== entry));
}

/** `offerCommands` for the life of a component. Hand in a memoised list. */
export function useCommands(group: string, commands: readonly PaletteCommand[]): void {
  useEffect(() => offerCommands(group, commands), [group, commands]);
}

/** All commands on offer now. */
export function useOfferedCommands(): readonly PaletteGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
}
