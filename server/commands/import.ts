/** `chapeau import FILE`: a file becomes a draft in preparation. */
import { readFile as readBytes } from 'node:fs/promises';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Answers } from '../../shared/house/import-record.ts';
import { AUTHOR_FATES } from '../changes/import-acts.ts';
import { importFile, type Wish } from '../import/worker.ts';
import { ANSWER_HELP, answered, answersHelp } from './answers.ts';
import type { Folder } from './folder.ts';
import { type Imported, importInto } from './import-draft.ts';
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
  readonly author?: Meanings;
  readonly name?: Meanings;
  readonly acceptChanges?: true;
}
type Meanings = Readonly<Record<string, string>>;

/** One more `NAME=WHO`; a name may hold an equals sign itself. */
function meaning(given: string, before: Meanings = {}): Meanings {
  const [, name = '', who = ''] = /^(.+)=([^=]+)$/.exec(given) ?? [];
  if (who.trim() === '') throw new InvalidArgumentError('say NAME=WHO');
  return { ...before, [name.trim()]: who.trim() };
}

export function register(program: Command, folder: Folder): void {
  program
    .command('import')
    .description('create a draft in preparation from a file, with links for its chair and secretariat')
    .argument('<file>', 'a text, Markdown, Word or PDF file; what it is, is told by its content')
    .option('--title <title>', 'what the draft is called; by default its own title')
    .option('--answer <kind=choice>', ANSWER_HELP, answered)
    .option('--author <name=who>', AUTHOR_HELP, meaning)
    .option('--name <name=party>', NAME_HELP, meaning)
    .option('--accept-changes', 'take the tracked changes of a Word file into the text')
    .addHelpText('after', answersHelp)
    .action(async (file: string, options: Options) => {
      const { title, answer: answers = {}, author: authors = {}, name: names = {}, acceptChanges } = options;
      const bytes = await bytesOf(file);
      const wish = { bytes, file, title, answers, authors, names, acceptChanges: acceptChanges === true };
      const imported = await importInto(folder, wish);
      printCreated(imported.created);
      const { report } = imported.read;
      const open = report.filter(({ weight, settled }) => weight === 'doubt' && !settled).length;
      console.log(
        `${report.length} entries in the import report, ${open} of them to look at; it is in the draft's log`,
      );
      tellBeside(imported);
    });
}

const AUTHOR_HELP =
  'whose requests the tracked changes of this person are: a party of the list, chair, text (taken into it) or drop; may be repeated';
const NAME_HELP = 'the party that a name in the words means ([EU: …]); may be repeated';

/** What became of that which a file holds beside its text. */
function tellBeside({ read, became, authors }: Imported): void {
  for (const [author, who] of Object.entries(authors)) {
    const count = read.changes.filter((change) => change.author === author).length;
    console.log(`${count} tracked changes by ${author}: ${FATE_WORDS[who] ?? `requests of ${who}`}`);
  }
  for (const { why, words } of became.told)
    console.log(`no proposal (${why}), in the import report: ${words}`);
  if (became.refused > 0) console.log(`${became.refused} of ${became.asked} requests were refused`);
  if (read.comments.length > 0)
    console.log(`${read.comments.length} comments are kept for chair and secretariat`);
}

const FATE_WORDS: Readonly<Record<string, string>> = {
  [AUTHOR_FATES.chair]: 'requests of the Chair from the floor',
  [AUTHOR_FATES.text]: 'taken into the text',
  [AUTHOR_FATES.drop]: 'left out',
};
