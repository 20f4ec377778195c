/** Writes a file whole or not at all (SPEC EX13): beside its place first, then renamed into it. */
import { unlinkSync } from 'node:fs';
import { lstat, open, rename, unlink } from 'node:fs/promises';
import path from 'node:path';

/** The file was not written; the message says why in words one can act on. */
export class NotWritten extends Error {}

/** What is done to the disk; tests put a full one here. */
export interface Disk {
  readonly put: (place: string, bytes: Uint8Array) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (place: string) => Promise<void>;
}

const DISK: Disk = { put: putDurably, rename, remove: unlink };

/** Writes `bytes` to `place`, over a file that is there. Throws `NotWritten`, and then nothing is left behind. */
export async function writeWhole(place: string, bytes: Uint8Array, disk: Disk = DISK): Promise<void> {
  await mustBeOrdinary(place);
  const beside = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}.part`);
  const stopped = (signal: NodeJS.Signals): never => leaveNothing(beside, signal);
  for (const signal of STOPS) process.once(signal, stopped);
  try {
    await disk.put(beside, bytes);
    await disk.rename(beside, place);
  } catch (error) {
    await disk.remove(beside).catch(() => {});
    throw new NotWritten(`${place} was not written: ${reasonOf(error, place)}`);
  } finally {
    for (const signal of STOPS) process.removeListener(signal, stopped);
  }
}

/** Ways to be stopped, and what a shell adds to their numbers in an exit code. */
const STOPS = ['SIGINT', 'SIGTERM'] as const;
const NUMBERS: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Ctrl-C in the middle of writing. */
function leaveNothing(beside: string, signal: NodeJS.Signals): never {
  try {
    unlinkSync(beside);
  } catch {
    // Nothing was begun, or all is in its place.
  }
  process.exit(NUMBERS[signal] ?? 1);
}

/** A device or folder is never replaced by a file. */
async function mustBeOrdinary(place: string): Promise<void> {
  const found = await lstat(place).catch(() => undefined);
  if (found === undefined || found.isFile() || found.isSymbolicLink()) return;
  throw new NotWritten(
    `${place} was not written: it is ${found.isDirectory() ? 'a folder' : 'no ordinary file'}`,
  );
}

async function putDurably(place: string, bytes: Uint8Array): Promise<void> {
  const file = await open(place, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown, place: string): string {
  const { code } = error as { code?: string };
  const folder = path.dirname(place);
  if (code === 'ENOENT') return `there is no folder ${folder}`;
  if (code === 'ENOTDIR') return `${folder} is no folder`;
  if (code === 'EACCES' || code === 'EPERM') return `the folder ${folder} may not be written to`;
  if (code === 'EROFS') return `the disk of ${folder} can only be read`;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}
