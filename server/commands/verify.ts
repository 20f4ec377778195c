/** `chapeau verify`: proves offline that the log is whole and says what the drafts say (SPEC LG4). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Log } from '../log/log.ts';
import { type Verified, verify } from '../log/replay.ts';
import { LOG_FILE, SqliteLog } from '../log/sqlite-log.ts';

/** Adds the command; `data` is the folder the server keeps its files in. */
export function register(program: Command, data: string): void {
  program
    .command('verify')
    .description('check the hash chain of every document, and that replay gives what snapshots say')
    .argument('[document]', 'a document of the log, draft/ID or hand/ID/PARTY; all by default')
    .option('--data <folder>', 'folder of the server', data)
    .action(async (document: string | undefined, options: { readonly data: string }) => {
      const isSound = await verifyFolder(options.data, document, (line) => process.stdout.write(`${line}\n`));
      if (!isSound) process.exitCode = 1;
    });
}

/** Prints one line a document; false if any chain breaks. Throws when there is no log. */
export async function verifyFolder(
  data: string,
  document: string | undefined,
  print: (line: string) => void,
): Promise<boolean> {
  const file = path.join(data, LOG_FILE);
  if (!existsSync(file)) throw new Error(`there is no log at ${file}`);
  const log = await SqliteLog.open(file);
  try {
    return await verifyAll(log, document, print);
  } finally {
    await log.close();
  }
}

async function verifyAll(
  log: Log,
  document: string | undefined,
  print: (line: string) => void,
): Promise<boolean> {
  const all = (await log.documents()).map(({ doc }) => doc);
  const wanted = document === undefined ? all : all.filter((doc) => doc === document);
  if (document !== undefined && wanted.length === 0) throw new Error(`the log has no document ${document}`);
  const verdicts: Verified[] = [];
  for (const doc of wanted) {
    const verdict = await verify(log, doc);
    verdicts.push(verdict);
    print(lineOf(verdict));
  }
  const broken = verdicts.filter(({ fault }) => fault !== undefined).length;
  print(
    `${verdicts.length} documents, ${verdicts.reduce((sum, { sound }) => sum + sound, 0)} entries sound, ${broken} broken`,
  );
  return broken === 0;
}

const lineOf = ({ doc, sound, fault }: Verified): string =>
  fault === undefined ? `${doc}: ${sound} entries, sound` : `${doc}: ${fault}`;
