/**
 * Sequential evidence about a share (a probability), valid however often one looks. For a share that is really `share`, the likelihood of what was
 * seen under a Beta mixture, divided by its likelihood under `share`, is a martingale of mean 1: the chance that it ever exceeds 1/alpha is at most
 * alpha (Ville 1939; Robbins 1970, "Statistical methods related to the law of the iterated logarithm").
 */
export interface Prior {
  /** Beta(a, b): where one expects the share to lie. Any choice is valid; a near one needs less data. */
  readonly a: number;
  readonly b: number;
}

/** A prior of mean `share` that is worth `weight` observations. */
export function priorAt(share: number, weight: number): Prior {
  const inside = Math.min(0.999, Math.max(0.001, share));
  return { a: inside * weight, b: (1 - inside) * weight };
}

/** Natural logarithm of the evidence that `yes` of `yes + no` observations speak against `share`. */
export function logEvidence(yes: number, no: number, share: number, prior: Prior): number {
  return against(yes, no, prior)(share);
}

/** The same for any share: what does not depend on it is worked out once. */
function against(yes: number, no: number, { a, b }: Prior): (share: number) => number {
  const mixed = logBeta(a + yes, b + no) - logBeta(a, b);
  return (share) => {
    if ((yes > 0 && share <= 0) || (no > 0 && share >= 1)) return Infinity;
    return mixed - (yes > 0 ? yes * Math.log(share) : 0) - (no > 0 ? no * Math.log1p(-share) : 0);
  };
}

/** The shares that are not refuted at `alpha`: with probability 1 - alpha the true one is among them at every look. */
export function shareInterval(yes: number, no: number, alpha: number, prior: Prior): { readonly low: number; readonly high: number } {
  const limit = Math.log(1 / alpha);
  const likeliest = yes + no === 0 ? 0.5 : yes / (yes + no);
  const evidence = against(yes, no, prior);
  const refuted = (share: number) => evidence(share) >= limit;
  return { low: edge(likeliest, 0, refuted), high: edge(likeliest, 1, refuted) };
}

/** Evidence rises from the likeliest share to either end, so the place where it passes the limit is found by halving. */
function edge(inside: number, end: number, refuted: (share: number) => boolean): number {
  if (!refuted(end)) return end;
  let [kept, gone] = [inside, end];
  for (let turn = 0; turn < 50; turn += 1) {
    const middle = (kept + gone) / 2;
    if (refuted(middle)) gone = middle;
    else kept = middle;
  }
  return kept;
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

const LANCZOS = [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];

/** Lanczos' approximation (g = 7, n = 9), good to about 15 digits for positive numbers. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const sum = LANCZOS.reduce((total, coefficient, index) => total + coefficient / (z + index + 1), 0.99999999999980993);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
