/** What a check found out. `fail`: Attune does not start, or does not do what it is set up for. `warn`: it does, and something is worth mending, or could not be learned. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was looked at and how it is, in one line without secrets and persons. */
  readonly what: string;
  /** What to do about it; null where nothing is to be done. */
  readonly remedy: string | null;
}

export const ok = (what: string): Finding => ({ state: 'ok', what, remedy: null });
export const warn = (what: string, remedy: string): Finding => ({ state: 'warn', what, remedy });
export const fail = (what: string, remedy: string): Finding => ({ state: 'fail', what, remedy });

/** A line a finding: `warn  max_wal_size is 1 GB  - set it to 12 GB`. */
export const lineOf = ({ state, what, remedy }: Finding): string => `${state.padEnd(4)}  ${what.replaceAll(/\s+/g, ' ')}${remedy === null ? '' : `  - ${remedy.replaceAll(/\s+/g, ' ')}`}`;

/** The words of an error; a connection that was refused by several addresses has them in its parts. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordsOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  // the words of a refused query stand behind the query itself
  return error.cause instanceof Error && error.message.startsWith('Failed query') ? wordsOf(error.cause) : error.message;
}
