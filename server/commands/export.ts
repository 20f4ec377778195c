/** `chapeau export FILE`: a rendition of a draft as a file. */
import { type Command, InvalidArgumentError } from 'commander';
import { deriveRendition } from '../../shared/renditions/derive.ts';
import { PAPERS, type Paper } from '../../shared/renditions/paper.ts';
import {
  type DraftState,
  RENDITION_KINDS,
  type RenditionKind,
  type RenditionOptions,
} from '../../shared/renditions/rendition.ts';
import { writeWhole } from '../export/whole-file.ts';
import { FORMATS, type Format, writeAs } from '../export/write.ts';
import { importedFile } from './import.ts';

interface ExportOptions {
  readonly as: string;
  readonly rendition: string;
  readonly output: string;
  readonly allowOpen?: true;
  readonly paper: string;
  readonly lineNumbers?: true;
  readonly running?: true;
  readonly bracketAlternatives?: true;
  readonly symbol?: string;
  readonly status?: string;
  readonly date?: string;
  readonly language?: string;
}

/** Exit codes: a clean text while points are open, and everything that could not be done. */
const OPEN = 1;
const FAILED = 2;

/** What a source says of itself: for now a file; a draft of the data folder has proponents and statuses beside it. */
export async function stateOf(source: string): Promise<DraftState> {
  const { document } = await importedFile(source);
  return { document };
}

export function register(program: Command, chromium: string | undefined): void {
  program
    .command('export')
    .description('write a rendition of a draft: bracketed, clean, points … as Word, PDF, HTML …')
    .argument('<file>', 'a text, Markdown, Word, PDF or JSON file; what it is, is told by its content')
    .requiredOption('--as <format>', `one of ${FORMATS.join(', ')}`)
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--rendition <kind>', `one of ${RENDITION_KINDS.join(', ')}`, 'bracketed')
    .option('--allow-open', 'clean: mark the points that are open instead of refusing')
    .option('--paper <size>', `one of ${PAPERS.join(', ')}`, 'a4')
    .option('--line-numbers', 'number every fifth line (Word, PDF)')
    .option('--running', 'running text, also where the draft has columns')
    .option('--bracket-alternatives', 'put every alternative between brackets')
    .option('--symbol <symbol>', "symbol of the document; by default the draft's")
    .option('--status <sentence>', 'what the text is: "Text as it stands after the second reading."')
    .option('--date <instant>', 'instant of the text, ISO 8601; by default now', instant)
    .option('--language <tag>', 'language of heads and labels (BCP 47); by default that of the draft')
    .action(async (file: string, options: ExportOptions) => {
      try {
        process.exitCode = await exportFile(file, options, chromium);
      } catch (error) {
        console.error(`chapeau: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = FAILED;
      }
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : FAILED));
}

async function exportFile(file: string, options: ExportOptions, chromium?: string): Promise<number> {
  const kind = known<RenditionKind>('rendition', RENDITION_KINDS, options.rendition);
  const format = known<Format>('format', FORMATS, options.as);
  const paper = known<Paper>('paper', PAPERS, options.paper);
  const state = await stateOf(file);
  const derived = deriveRendition(state, renditionOptions(state, kind, options));
  if (!derived.ok) {
    console.error(`chapeau: no clean text, since ${derived.open.length} points are open:`);
    for (const line of openLines(state, renditionOptions(state, 'points', options))) console.error(line);
    return OPEN;
  }
  const lineNumbers = options.lineNumbers ?? false;
  await writeWhole(
    options.output,
    await writeAs(format, derived.rendition, { paper, lineNumbers, chromium }),
  );
  return 0;
}

/** The open points as the list of them prints them, one a line. */
function openLines(state: DraftState, options: RenditionOptions): readonly string[] {
  const listed = deriveRendition(state, options);
  if (!listed.ok || listed.rendition.body.kind !== 'points') return [];
  return listed.rendition.body.points.map(({ number, place, words }) => `  ${number} (${place}) ${words}`);
}

function renditionOptions(
  { document: { meta } }: DraftState,
  kind: RenditionKind,
  options: ExportOptions,
): RenditionOptions {
  const symbol = options.symbol ?? meta.symbol;
  const { status, language, allowOpen, running, bracketAlternatives } = options;
  const at = options.date ?? new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const masthead = { ...(symbol ? { symbol } : {}), title: meta.title, ...(status ? { status } : {}), at };
  return { kind, masthead, language, allowOpen, running, bracketAlternatives };
}

function known<T extends string>(what: string, words: readonly T[], said: string): T {
  const found = words.find((word) => word === said);
  if (found !== undefined) return found;
  throw new Error(`no ${what} is called "${said}"; there are ${words.join(', ')}`);
}

function instant(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('an instant like 2026-11-25T18:05:00Z');
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
