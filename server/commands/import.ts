/** `chapeau import FILE`: a file becomes a draft in preparation. */
import { readFile as readBytes } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { importFile, readFile } from '../import/worker.ts';
import { createDraftIn, type Folder } from './folder.ts';
import { printCreated } from './people.ts';

/** The bytes of a file, or an error that names it. */
export async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readBytes(file);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Error(
      code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${code ?? String(error)})`,
    );
  }
}

/** Reads a file in its thread; throws with the reason when it cannot be imported. */
export async function importedFile(file: string) {
  const result = await importFile(await bytesOf(file), path.basename(file));
  if (!result.ok) throw new Error(`${path.basename(file)}: ${result.refusal.message}`);
  return result.value;
}

export function register(program: Command, folder: Folder): void {
  program
    .command('import')
    .description('create a draft in preparation from a file, with links for its chair and secretariat')
    .argument('<file>', 'a text, Markdown, Word or PDF file; what it is, is told by its content')
    .option('--title <title>', 'what the draft is called; by default its own title')
    .action(async (file: string, { title }: { title?: string }) => {
      const outcome = await readFile(await bytesOf(file), path.basename(file));
      if (!outcome.read) throw new Error(`${path.basename(file)}: ${outcome.message}`);
      const { document, report, source } = outcome;
      const meta = title === undefined ? document.meta : { ...document.meta, title };
      printCreated(await createDraftIn(folder, { document: { ...document, meta }, source, report }));
      const doubts = report.filter(({ weight }) => weight === 'doubt').length;
      console.log(
        `${report.length} entries in the import report, ${doubts} of them to look at; it is in the draft's log`,
      );
    });
}
