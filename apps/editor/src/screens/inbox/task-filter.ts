import type { TaskQuery } from '../../api/client.ts';

/** What the address says about the list. `who`: `me`, `nobody`, or absent for all. */
export interface TaskSearch { readonly state?: string | undefined; readonly queue?: string | undefined; readonly who?: string | undefined }

export const states = ['open', 'late', 'done', 'overdue', 'withdrawn'] as const;

/** The list that the address asks for. Late tasks are open ones, so `late` is no status of its own. */
export function taskQuery({ state, queue, who }: TaskSearch, me: string | null): TaskQuery {
  return {
    ...(state === undefined ? {} : state === 'late' ? { late: 'true' } : { status: state }),
    ...(queue === undefined ? {} : { queue }),
    ...(who === 'nobody' ? { unassigned: 'true' } : who === 'me' && me !== null ? { assignee: me } : {}),
  };
}
