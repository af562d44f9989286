/** Plain JSON, the only kind of value that enters or leaves the language. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** RFC 3339 in UTC with milliseconds, e.g. `2026-05-03T18:00:00.000Z`. */
export type Instant = string;
/** ISO 8601, e.g. `P7D`, `PT1H30M`. Calendar units (Y, M, W, D) are counted in the run's zone (ENG-6). */
export type Duration = string;
/** An IANA zone name, e.g. `Europe/Berlin`. */
export type Zone = string;
