import { readdirSync, readFileSync } from 'node:fs';

/** Processor time used so far, in microseconds. */
export interface Cpu { readonly node: number; readonly database: number }

const TICK_US = 10_000;

function statOf(pid: string): { parent: string; us: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name before the last bracket may hold anything
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: fields[1] ?? '', us: (Number(fields[11]) + Number(fields[12])) * TICK_US };
  } catch {
    return null;
  }
}

/**
 * The time of this process and of the database server's processes (`backend`: one of them), connections that have ended excepted.
 * Other work on the machine slows a rate much and this little. Zero for the database where there is no /proc.
 */
export function readCpu(backend: number | null): Cpu {
  const { user, system } = process.cpuUsage();
  const parent = backend === null ? undefined : statOf(String(backend))?.parent;
  let database = 0;
  if (parent !== undefined) {
    for (const pid of readdirSync('/proc')) {
      const stat = /^\d+$/.test(pid) ? statOf(pid) : null;
      if (stat?.parent === parent) database += stat.us;
    }
  }
  return { node: user + system, database };
}

/** Microseconds a piece. */
export const cpuOf = (before: Cpu, after: Cpu, n: number): Cpu => ({ node: (after.node - before.node) / n, database: (after.database - before.database) / n });
