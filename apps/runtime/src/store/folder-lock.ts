import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderLock { release(): void }

const FILE = 'attune.lock';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, as the kernel tells it; a pid alone may have been given to somebody else since. Null where it cannot be known. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function holder(file: string): { pid: number; start: string | null } | null {
  try {
    const [pid, start] = readFileSync(file, 'utf8').trim().split(' ');
    return { pid: Number(pid), start: start || null };
  } catch {
    return null;
  }
}

/** The process that has this folder now, or null. A lock that was left behind by one that is gone counts for nothing. */
export function folderHolder(dir: string): number | null {
  const other = holder(join(dir, FILE));
  return other !== null && lives(other) ? other.pid : null;
}

const lives = ({ pid, start }: { pid: number; start: string | null }): boolean => alive(pid) && (start === null || startOf(pid) === start);

/**
 * Takes a data folder for this process alone. PGlite takes no lock itself, and two processes on one folder lose data without a word.
 * A lock whose process is gone is taken over. Throws, naming the pid and the folder, while another process lives in it.
 */
export function lockFolder(dir: string): FolderLock {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, FILE);
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, `${process.pid} ${startOf(process.pid) ?? ''}\n`);
      closeSync(handle);
      let released = false;
      return { release() { if (!released) { released = true; rmSync(file, { force: true }); } } };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const other = holder(file);
      if (other && lives(other)) {
        throw new Error(`The data folder ${dir} is in use by process ${other.pid}. Stop that process, or choose another folder with DATA_DIR.`);
      }
      rmSync(file, { force: true });
    }
  }
  throw new Error(`The lock file ${file} keeps coming back: another process is starting on the same data folder. Try again, or choose another folder with DATA_DIR.`);
}
