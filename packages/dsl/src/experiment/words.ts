/** Numbers of an experiment as a marketer reads them. */
export const inWords = (count: number): string => count.toLocaleString('en');

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** Never 100 %: an experiment does not know for certain. */
export const sureInWords = (confidence: number): string => `${Math.min(99.9, Math.floor(confidence * 1000) / 10)} %`;

export function countsInWords({ label, converted, entered }: { readonly label: string; readonly converted: number; readonly entered: number }): string {
  return `“${label}” ${inWords(converted)} of ${inWords(entered)}${entered === 0 ? '' : ` (${percent(converted / entered)})`}`;
}
