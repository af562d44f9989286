/** Operators over what the customer did before. */
const past = new Set(['happened', 'count', 'sum', 'latest', 'since']);

/** Whether a condition reads what is only there on the way: the event that came, or earlier steps of the journey. */
export function needsMoment(condition: unknown): boolean {
  if (Array.isArray(condition)) return condition.some(needsMoment);
  if (typeof condition !== 'object' || condition === null) return false;
  return Object.entries(condition).some(([name, value]) => {
    // inside "did X where ..." the event is the one that is counted, not the one in hand
    if (past.has(name)) return false;
    if (name === 'var' || name === 'missing') return pathsOf(value).some((path) => /^(?:event|steps)(?:\.|$)/.test(path));
    return needsMoment(value);
  });
}

const pathsOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(pathsOf) : []);
