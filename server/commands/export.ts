/** `chapeau export DRAFT|FILE`: a rendition of a draft, of one of its revisions or of a file, as a file. */
import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { deriveRendition } from '../../shared/renditions/derive.ts';
import { PAPERS, type Paper } from '../../shared/renditions/paper.ts';
import { redlineOf } from '../../shared/renditions/redline-of.ts';
import {
  COLUMNS,
  type Columns,
  type DraftState,
  type Masthead,
  RENDITION_KINDS,
  type RenditionKind,
  type RenditionOptions,
} from '../../shared/renditions/rendition.ts';
import { readTemplate } from '../export/template/template.ts';
import { writeWhole } from '../export/whole-file.ts';
import { FORMATS, type Format, writeAs } from '../export/write.ts';
import { writeRedlineAs } from '../export/write-redline.ts';
import type { Folder } from './folder.ts';
import { idsBetween, readBase, readSubject, type Subject } from './subject.ts';

interface ExportOptions {
  readonly as: string;
  readonly rendition: string;
  readonly output: string;
  readonly revision?: string;
  readonly base?: string;
  readonly authors: string;
  readonly allowOpen?: true;
  readonly paper: string;
  readonly template?: string;
  readonly lineNumbers?: true;
  readonly running?: true;
  readonly bracketAlternatives?: true;
  readonly columns?: string;
  readonly suggestion?: string;
  readonly symbol?: string;
  readonly status?: string;
  readonly date?: string;
  readonly language?: string;
}

/** Exit codes: a clean text while points are open, and everything that could not be done. */
const OPEN = 1;
const FAILED = 2;

const KINDS = [...RENDITION_KINDS, 'redline'] as const;
/** Changes bear one neutral name, or those of who asks for them. */
const AUTHORS = ['neutral', 'parties'] as const;
/** Who changed what nobody is named for. */
export const NEUTRAL = 'Chapeau';

export function register(program: Command, folder: Folder, chromium: string | undefined): void {
  program
    .command('export')
    .description('write a rendition of a draft: bracketed, clean, points … as Word, PDF, HTML …')
    .argument('<subject>', 'a file to import, or a draft by id or title')
    .requiredOption('--as <format>', `one of ${FORMATS.join(', ')}`)
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--rendition <kind>', `one of ${KINDS.join(', ')}`, 'bracketed')
    .option(
      '--revision <symbol>',
      'of a draft: the text that was issued so, instead of the text as it stands',
    )
    .option('--base <revision|file>', 'redline: what it is compared with; by default the last issued text')
    .option('--authors <whose>', `redline: one of ${AUTHORS.join(', ')}`, 'neutral')
    .option('--allow-open', 'clean: mark the points that are open instead of refusing')
    .option('--paper <size>', `one of ${PAPERS.join(', ')}`, 'a4')
    .option(
      '--template <file>',
      "Word: the body's own template (.docx, .dotx): its styles, heads, feet, masthead and paper",
    )
    .option('--line-numbers', 'number every fifth line (Word, PDF)')
    .option('--running', 'running text, also where the draft has columns')
    .option('--columns <which>', `columns: one of ${COLUMNS.join(', ')}`)
    .option('--suggestion <file|draft>', "columns of proposals: the Chair's text that stands beside them")
    .option('--bracket-alternatives', 'put every alternative between brackets')
    .option('--symbol <symbol>', "symbol of the document; by default the draft's")
    .option('--status <sentence>', 'what the text is: "Text as it stands after the second reading."')
    .option(
      '--date <instant>',
      'instant of the text, ISO 8601; by default that of its last change, of a file now',
      instant,
    )
    .option('--language <tag>', 'language of heads and labels (BCP 47); by default that of the draft')
    .action(async (subject: string, options: ExportOptions) => {
      try {
        process.exitCode = await exportSubject({ folder, chromium, said: subject, options });
      } catch (error) {
        console.error(`chapeau: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = FAILED;
      }
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : FAILED));
}

interface Export {
  readonly folder: Folder;
  readonly chromium: string | undefined;
  readonly said: string;
  readonly options: ExportOptions;
}

/** Everything that was said is checked before anything is read or written. */
async function exportSubject({ folder, chromium, said, options }: Export): Promise<number> {
  const kind = known<(typeof KINDS)[number]>('rendition', KINDS, options.rendition);
  const format = known<Format>('format', FORMATS, options.as);
  const paper = known<Paper>('paper', PAPERS, options.paper);
  const authors = known<(typeof AUTHORS)[number]>('way to name authors', AUTHORS, options.authors);
  if (options.base !== undefined && kind !== 'redline')
    throw new Error(`only a redline has a base; this is ${kind}`);
  if (options.template !== undefined && format !== 'docx')
    throw new Error(`only a Word file is written in a template; this is ${format}`);
  const template = options.template === undefined ? {} : { template: await templateAt(options.template) };
  const subject = await readSubject(folder, said, options.revision);
  const print = { paper, lineNumbers: options.lineNumbers ?? false, chromium, ...template };
  if (kind === 'redline') {
    const base = await readBase(folder, subject, options.base);
    const byParty = authors === 'parties';
    const redline = redlineOf(base.state, subject.state, {
      masthead: mastheadOf(subject, options),
      base: base.name,
      ids: idsBetween(base, subject),
      byParty,
      ...(options.language === undefined ? {} : { language: options.language }),
    });
    const named = byParty ? ('parties' as const) : { neutral: NEUTRAL };
    await writeWhole(options.output, await writeRedlineAs(format, redline, { ...print, authors: named }));
    return 0;
  }
  const { state } = subject;
  const derived = deriveRendition(state, {
    ...renditionOptions(subject, kind, options),
    ...(await columnsOf(folder, subject, kind, options)),
  });
  if (!derived.ok) {
    console.error(`chapeau: no clean text, since ${derived.open.length} points are open:`);
    for (const line of openLines(state, renditionOptions(subject, 'points', options))) console.error(line);
    return OPEN;
  }
  await writeWhole(options.output, await writeAs(format, derived.rendition, print));
  return 0;
}

/** Which columns, and the Chair's text beside the proposals. */
async function columnsOf(
  folder: Folder,
  subject: Subject,
  kind: RenditionKind,
  { columns: said, suggestion }: ExportOptions,
): Promise<Pick<RenditionOptions, 'columns' | 'suggestion'>> {
  if (said === undefined && suggestion === undefined) return {};
  if (kind !== 'columns') throw new Error(`only the rendition columns has columns; this is ${kind}`);
  const columns = known<Columns>('kind of columns', COLUMNS, said ?? 'proposals');
  if (suggestion === undefined) return { columns };
  if (columns !== 'proposals') throw new Error('a suggestion stands beside proposals: --columns proposals');
  const chairs = await readSubject(folder, suggestion);
  const isFile = subject.draft === undefined || chairs.draft === undefined;
  return { columns, suggestion: { document: chairs.state.document, ids: isFile ? 'apart' : 'lasting' } };
}

/** A template that cannot be used is said before anything else is read. */
async function templateAt(place: string): Promise<Uint8Array> {
  const bytes = await readFile(place).catch(() => {
    throw new Error(`there is no template ${place}`);
  });
  readTemplate(bytes);
  return bytes;
}

/** The open points as the list of them prints them, one a line. */
function openLines(state: DraftState, options: RenditionOptions): readonly string[] {
  const listed = deriveRendition(state, options);
  if (!listed.ok || listed.rendition.body.kind !== 'points') return [];
  return listed.rendition.body.points.map(({ number, place, words }) => `  ${number} (${place}) ${words}`);
}

function renditionOptions(subject: Subject, kind: RenditionKind, options: ExportOptions): RenditionOptions {
  const { language, allowOpen, running, bracketAlternatives } = options;
  const masthead = mastheadOf(subject, options);
  return { kind, masthead, language, allowOpen, running, bracketAlternatives };
}

/** What was said on the command line stands above what the text says of itself. */
function mastheadOf({ masthead }: Subject, { symbol, status, date }: ExportOptions): Masthead {
  return {
    ...masthead,
    ...(symbol === undefined ? {} : { symbol }),
    ...(status === undefined ? {} : { status }),
    ...(date === undefined ? {} : { at: date }),
  };
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
