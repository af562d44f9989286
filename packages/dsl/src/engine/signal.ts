import type { EventFact } from '../facts.ts';
import type { Json } from '../json.ts';
import type { FinishReason } from './run.ts';

/** What can happen to a run. */
export type Signal =
  /** The first signal of a fresh run (see `createRun`). */
  | { readonly type: 'start' }
  /** The customer did something. Exits, goals and waits look at it. */
  | { readonly type: 'event'; readonly event: EventFact }
  /** The customer changed (traits, segments, mood, consent): `when` branches look again. */
  | { readonly type: 'change' }
  /** A timer fell due. One for another step or visit than the run waits at does nothing (ENG-3). */
  | { readonly type: 'timer'; readonly step: string; readonly visit: number }
  /** A command of a step came to an end, e.g. a message was `sent` or `skipped`, a call `failed`, a task got an outcome. */
  | { readonly type: 'result'; readonly step: string; readonly visit: number; readonly outcome: string; readonly reason?: string; readonly data?: Json }
  /** A journey-level exit decided by the host. */
  | { readonly type: 'exit'; readonly id: string }
  /** Ended from outside. */
  | { readonly type: 'cancel'; readonly reason: Extract<FinishReason, 'cancelled' | 'erased' | 'superseded' | 'expired'> };
