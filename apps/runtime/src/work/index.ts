export type { AcceptedCall } from './accepted.ts';
export type { Lag, Links, Role, Work, WorkDeps, WorkHooks } from './work.ts';
