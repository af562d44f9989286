/** Runs `task` after `ms` milliseconds; answers how to call it off. Handed in, so that tests move their own clock. */
export type Schedule = (task: () => void, ms: number) => () => void;

export const realSchedule: Schedule = (task, ms) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};
