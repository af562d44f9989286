import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderHolder } from '../store/folder-lock.ts';
import { fail, ok, warn, wordsOf, type Finding } from './finding.ts';

const GB = 1024 ** 3;
const LEAST_BYTES = 0.2 * GB;
const FAIR_BYTES = 2 * GB;

/** Whether the data folder can be used, who uses it, and whether the disk has space. Makes nothing. */
export function checkFolder(dir: string): readonly Finding[] {
  if (existsSync(dir) && !statSync(dir).isDirectory()) return [fail(`DATA_DIR ${dir} is a file`, 'set DATA_DIR to the path of a folder')];
  const there = existsSync(dir);
  const place = nearest(dir);
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch {
    return [fail(`DATA_DIR ${dir} cannot be written`, `let the user that runs Attune write to ${place}, or set DATA_DIR to another folder`)];
  }
  const pid = there ? folderHolder(dir) : null;
  return [
    ok(there ? `DATA_DIR ${dir} can be written${pid === null ? ' and nobody uses it' : `; process ${pid} uses it`}` : `DATA_DIR ${dir} is not there yet and can be made`),
    checkSpace(place),
  ];
}

/** Who has the embedded database open, or null. */
export const userOf = (dir: string): number | null => (existsSync(dir) ? folderHolder(dir) : null);

export const hasDatabase = (dir: string): boolean => existsSync(join(dir, 'database'));

/** The folder itself, or the first one above it that is there. */
function nearest(dir: string): string {
  let place = dir;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}

function checkSpace(place: string): Finding {
  try {
    const { bavail, bsize } = statfsSync(place);
    return judgeSpace(bavail * bsize, place);
  } catch (error) {
    return warn(`the space left at ${place} is unknown: ${wordsOf(error)}`, 'see to it that there are some gigabytes');
  }
}

export function judgeSpace(bytes: number, place: string): Finding {
  const what = `${(bytes / GB).toFixed(1)} GB are left at ${place}`;
  if (bytes < LEAST_BYTES) return fail(what, 'make room: a database without space stops taking events');
  return bytes < FAIR_BYTES ? warn(what, 'make room before it is needed') : ok(what);
}
