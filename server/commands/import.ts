/** `chapeau import FILE`: a file becomes a draft in preparation. */
import { readFile as readBytes } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { Answers } from '../../shared/house/import-record.ts';
import { importFile, type ReadOutcome, readFile, type Wish } from '../import/worker.ts';
import { ANSWER_HELP, answered, answersHelp } from './answers.ts';
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
export async function importedFile(file: string, wish: Wish = {}) {
  const result = await importFile(await bytesOf(file), path.basename(file), undefined, {}, wish);
  if (!result.ok) throw new Error(`${path.basename(file)}: ${result.refusal.message}`);
  return result.value;
}

interface Options {
  readonly title?: string;
  readonly answer?: Answers;
  readonly acceptChanges?: true;
}

export function register(program: Command, folder: Folder): void {
  program
    .command('import')
    .description('create a draft in preparation from a file, with links for its chair and secretariat')
    .argument('<file>', 'a text, Markdown, Word or PDF file; what it is, is told by its content')
    .option('--title <title>', 'what the draft is called; by default its own title')
    .option('--answer <kind=choice>', ANSWER_HELP, answered)
    .option('--accept-changes', 'take the tracked changes of a Word file into the text')
    .addHelpText('after', answersHelp)
    .action(async (file: string, { title, answer = {}, acceptChanges }: Options) => {
      const view = acceptChanges ? 'after' : 'before';
      const outcome = await readFile(await bytesOf(file), path.basename(file), { answers: answer, view });
      if (!outcome.read) throw new Error(`${path.basename(file)}: ${outcome.message} Nothing was created.`);
      const { document, report, source } = outcome;
      const meta = title === undefined ? document.meta : { ...document.meta, title };
      const answers = Object.keys({ ...answer.one, ...answer.all }).length > 0 ? { answers: answer } : {};
      printCreated(
        await createDraftIn(folder, { document: { ...document, meta }, source, report, ...answers }),
      );
      const open = report.filter(({ weight, settled }) => weight === 'doubt' && !settled).length;
      console.log(
        `${report.length} entries in the import report, ${open} of them to look at; it is in the draft's log`,
      );
      tellBeside(outcome, acceptChanges === true);
    });
}

/** What a Word file holds beside its text, and the command line cannot ask anybody about. */
function tellBeside({ changes, comments }: Extract<ReadOutcome, { read: true }>, accepted: boolean): void {
  if (changes.length > 0 && !accepted)
    console.log(
      `${changes.length} tracked changes are not in the draft: import the file on the page to say whose they are, or say --accept-changes`,
    );
  if (comments.length > 0)
    console.log(`${comments.length} comments are not in the draft: import the file on the page to keep them`);
}
