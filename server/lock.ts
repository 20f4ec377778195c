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
      writeFileSync(file, String(process.pid), { flag: 'wx' });
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
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // In a container every server may be process 1: a lock of our own number is from a life before.
    if (!Number.isInteger(holder) || holder <= 0 || holder === process.pid) return undefined;
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? Number(readFileSync(file, 'utf8')) : undefined;
  }
}
