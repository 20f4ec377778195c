/** One process at a time keeps the record of a data folder (SPEC LK1): a second one is told so and changes nothing. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Another process holds the folder. */
export class FolderInUse extends Error {
  constructor(folder: string, process: number) {
    super(`${folder} is in use by process ${process}; stop the server first, or use its pages`);
  }
}

/** Takes the folder for this process and returns what gives it back. Throws FolderInUse. */
export function takeFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'lock');
  for (;;) {
    try {
      writeFileSync(file, `${process.pid} ${beginOf(process.pid) ?? ''}`, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder !== undefined) throw new FolderInUse(folder, holder);
    rmSync(file, { force: true });
  }
}

/** The living process that holds the lock; undefined when it died without giving it back. */
function holderOf(file: string): number | undefined {
  const [number = '', begin = ''] = readIfThere(file).split(' ');
  const holder = Number(number);
  if (!Number.isInteger(holder) || holder <= 0 || !isAlive(holder)) return undefined;
  // Numbers come again, in a container at every start: it is the same process only if it began at the same time.
  return begin === '' || begin === (beginOf(holder) ?? begin) ? holder : undefined;
}

function isAlive(holder: number): boolean {
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in ticks since the machine did, where the system says it (Linux). */
const beginOf = (number: number): string | undefined =>
  readIfThere(`/proc/${number}/stat`).split(') ').at(-1)?.split(' ')[19];

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
