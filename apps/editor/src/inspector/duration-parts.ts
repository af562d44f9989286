/** A length of time as a person chooses it: a number and one unit. */
export interface DurationParts {
  readonly amount: number;
  readonly unit: DurationUnit;
  readonly negative: boolean;
}

/** As written in ISO 8601; `MO` is months, since `M` alone is ambiguous outside of its place. */
export type DurationUnit = 'S' | 'M' | 'H' | 'D' | 'W' | 'MO' | 'Y';
export const units: readonly DurationUnit[] = ['M', 'H', 'D', 'W', 'MO'];

const SIMPLE = /^(-?)P(?:(\d+)([DWMY])|T(\d+(?:\.\d+)?)([HMS]))$/;

/** Reads an ISO 8601 duration of one unit; null for any other (`P1DT12H`), which is then edited as text. */
export function readDuration(text: string): DurationParts | null {
  const match = SIMPLE.exec(text);
  if (!match) return null;
  const [, sign, date, dateUnit, time, timeUnit] = match;
  const unit = dateUnit === 'M' ? 'MO' : ((dateUnit ?? timeUnit) as DurationUnit);
  return { amount: Number(date ?? time), unit, negative: sign === '-' };
}

export function writeDuration({ amount, unit, negative }: DurationParts): string {
  const whole = Math.max(0, Math.round(amount));
  const body = unit === 'S' || unit === 'M' || unit === 'H' ? `PT${whole}${unit}` : `P${whole}${unit === 'MO' ? 'M' : unit}`;
  return negative ? `-${body}` : body;
}
