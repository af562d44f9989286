const whole = new Intl.NumberFormat();
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

/** A count in the reader's locale, e.g. `1,204`. */
export const count = (n: number): string => whole.format(n);
/** A share 0..1 as percent, e.g. `31%`. */
export const percent = (n: number): string => share.format(n);
/** A measurement with at most two decimals. */
export const decimal = (n: number): string => fine.format(n);
