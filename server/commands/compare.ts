/** `chapeau compare A B`: what became of one draft in another; exit code 0 the same, 1 different, 2 trouble. */
import type { Command } from 'commander';
import { compareDrafts } from '../../shared/compare/compare.ts';
import { isDifferent } from '../../shared/compare/comparison.ts';
import { printComparison } from '../../shared/compare/print.ts';
import { redlineOf } from '../../shared/renditions/redline-of.ts';
import { writeWhole } from '../export/whole-file.ts';
import { REDLINE_FORMATS, writeRedlineAs } from '../export/write-redline.ts';
import { NEUTRAL } from './export.ts';
import type { Folder } from './folder.ts';
import { idsBetween, readSubject, type Subject } from './subject.ts';

const TROUBLE = 2;

interface CompareOptions {
  readonly json?: true;
  readonly as?: string;
  readonly output?: string;
}

export function register(program: Command, folder: Folder, chromium: string | undefined): void {
  program
    .command('compare')
    .description('compare two texts, provision by provision; exit code 0: the same, 1: different, 2: trouble')
    .argument('<before>', 'a file to import, a draft by id or title, or an issued text as DRAFT@SYMBOL')
    .argument('<after>', 'the later one; it may be of another kind')
    .option('--json', 'print JSON for other programs')
    .option('--as <format>', `write a redline: one of ${REDLINE_FORMATS.join(', ')}`)
    .option('-o, --output <file>', 'where to write the redline')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : TROUBLE))
    .action(async (before: string, after: string, options: CompareOptions) => {
      const both = await bothSubjects(folder, before, after);
      try {
        process.exitCode = both ? await compare(both, options, chromium) : TROUBLE;
      } catch (error) {
        console.error(`chapeau: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = TROUBLE;
      }
    });
}

async function compare(
  [before, after]: readonly [Subject, Subject],
  { json, as, output }: CompareOptions,
  chromium: string | undefined,
): Promise<number> {
  const ids = idsBetween(before, after);
  const comparison = compareDrafts(before.state.document, after.state.document, { ids });
  if (as === undefined && output === undefined)
    process.stdout.write(json ? `${JSON.stringify(comparison, null, 2)}\n` : printComparison(comparison));
  else await writeComparison(before, after, { as, output, chromium });
  return isDifferent(comparison) ? 1 : 0;
}

interface Writing {
  readonly as: string | undefined;
  readonly output: string | undefined;
  readonly chromium: string | undefined;
}

async function writeComparison(before: Subject, after: Subject, wish: Writing): Promise<void> {
  const { as, output, chromium } = wish;
  const format = REDLINE_FORMATS.find((each) => each === as);
  if (!format || output === undefined)
    throw new Error(`a redline is written with --as ${REDLINE_FORMATS.join('|')} and -o FILE`);
  const { masthead } = after;
  const redline = redlineOf(before.state, after.state, {
    masthead,
    base: before.name,
    ids: idsBetween(before, after),
  });
  const options = { paper: 'a4', chromium, authors: { neutral: NEUTRAL } } as const;
  await writeWhole(output, await writeRedlineAs(format, redline, options));
}

/** Both texts read; or the reason why one cannot be, for each that cannot. */
async function bothSubjects(
  folder: Folder,
  before: string,
  after: string,
): Promise<readonly [Subject, Subject] | undefined> {
  const outcomes = [];
  for (const said of [before, after]) outcomes.push(await settled(readSubject(folder, said)));
  const [first, second] = outcomes;
  if (first && second && 'subject' in first && 'subject' in second) return [first.subject, second.subject];
  for (const outcome of outcomes) if ('reason' in outcome) console.error(`chapeau: ${outcome.reason}`);
  return undefined;
}

/** The people's tables are opened by one reader at a time. */
const settled = (
  reading: Promise<Subject>,
): Promise<{ readonly subject: Subject } | { readonly reason: string }> =>
  reading.then(
    (subject) => ({ subject }),
    (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }),
  );
