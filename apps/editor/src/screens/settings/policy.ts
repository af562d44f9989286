import { defaultPolicy, durationInWords, type GatePolicy } from '@attune/dsl';

type QuietHours = NonNullable<GatePolicy['quietHours']>;
export type Cap = GatePolicy['caps'][number];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rules of sending as the API gave them; a part that is absent is taken from the language's own. */
export function readPolicy(given: unknown): GatePolicy {
  if (!isRecord(given)) return defaultPolicy;
  const quiet = given['quietHours'];
  return {
    ...defaultPolicy,
    ...(given as Partial<GatePolicy>),
    quietHours: quiet === null ? null : isRecord(quiet) ? (quiet as unknown as QuietHours) : defaultPolicy.quietHours,
    caps: Array.isArray(given['caps']) ? (given['caps'] as Cap[]) : defaultPolicy.caps,
  };
}

/** Windows a cap is usually counted over; one that is not among them is kept and shown in words. */
const WINDOWS = ['P1D', 'P3D', 'P7D', 'P14D', 'P30D'];

export function windowChoices(current: string): { value: string; label: string }[] {
  return [...new Set([...WINDOWS, current])].map((value) => ({ value, label: durationInWords(value) }));
}

/** What is wrong with the quiet hours as typed, or null. */
export function badQuietHours(quiet: QuietHours | null): boolean {
  return quiet !== null && (quiet.from === '' || quiet.to === '' || quiet.from === quiet.to);
}
