/**
 * How long an export takes: `npm run bench -- export`. A draft of the size of the Paris text, 17,000 words and 1,000
 * brackets, made of random drafts of this project; each export is written three times, the median counts.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { nextRound } from '../../fixtures/next-round.ts';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { startChromium } from '../../server/export/chromium.ts';
import type { ExportJob } from '../../server/export/export.ts';
import { printPdf } from '../../server/export/pdf.ts';
import { exportApart } from '../../server/export/worker.ts';
import { type Format, writeAs } from '../../server/export/write.ts';
import { writeRedlineAs } from '../../server/export/write-redline.ts';
import { readBrackets } from '../../shared/draft/brackets.ts';
import { deriveRendition } from '../../shared/renditions/derive.ts';
import type { Redline } from '../../shared/renditions/redline.ts';
import { redlineOf } from '../../shared/renditions/redline-of.ts';
import { RENDITION_KINDS, type Rendition, type RenditionKind } from '../../shared/renditions/rendition.ts';
import {
  type Block,
  type DraftDocument,
  delimiterIn,
  type Inline,
  wordsOf,
} from '../../shared/text/document.ts';
import { seeded } from '../support/random.ts';

const WORDS = 17_000;
const BRACKETS = 1_000;
const RUNS = 3;
/** Milliseconds. */
const LIMIT = 2_000;
const LIMIT_PDF = 5_000;
const A4 = { paper: 'a4' } as const;

const countWords = ({ content }: Block): number =>
  wordsOf(content)
    .split(/\s+/)
    .filter((each) => each !== '').length;

/** One random draft after the other, each in parts of its own, until there are words enough; then brackets likewise. */
function parisSized(): DraftDocument {
  const blocks: Block[] = [];
  let words = 0;
  for (let seed = 1; words < WORDS; seed += 1) {
    const part = randomDraft(seeded(seed), { language: 'en' }).blocks.map((block) =>
      renamed(block, `${seed}.`),
    );
    blocks.push(...part);
    words += part.reduce((sum, each) => sum + countWords(each), 0);
  }
  const document = { schema: 1, meta: { title: 'Bench', language: 'en', dir: 'ltr' }, blocks } as const;
  return bracketed(document, BRACKETS - readBrackets(document).pairs.length);
}

/** Ids of each copy are its own. */
function renamed({ id, kind, attrs, content }: Block, copy: string): Block {
  const { covers, run } = attrs;
  const own = {
    ...attrs,
    ...(covers ? { covers: covers.map((each) => copy + each) } : {}),
    ...(run ? { run: copy + run } : {}),
  };
  return { id: copy + id, kind, attrs: own, content: content.map((each) => renamedInline(each, copy)) };
}

function renamedInline(each: Inline, copy: string): Inline {
  if (!('el' in each)) return each;
  if (each.el === 'note_ref') return { ...each, note: copy + each.note };
  if (each.el === 'option_break')
    return each.bracket === undefined ? each : { ...each, bracket: copy + each.bracket };
  return delimiterIn(each) ? ({ ...each, id: copy + (delimiterIn(each)?.id ?? '') } as Inline) : each;
}

/** Brackets around the first words of as many provisions as are needed. */
function bracketed(document: DraftDocument, more: number): DraftDocument {
  let left = more;
  const blocks = document.blocks.map((block): Block => {
    if (left <= 0 || block.kind === 'part' || block.kind === 'row') return block;
    const content = block.content.flatMap((each, at): readonly Inline[] => {
      if ('el' in each || left <= 0) return [each];
      left -= 1;
      const id = `${block.id}.${at}`;
      return [
        { el: 'bracket_open', id, kind: 'contested', glyph: '[' },
        each,
        { el: 'bracket_close', id, glyph: ']' },
      ];
    });
    return { ...block, content };
  });
  return { ...document, blocks };
}

function renditionOf(document: DraftDocument, kind: RenditionKind): Rendition {
  const masthead = { title: 'Bench', at: '2026-11-25T18:05:00Z' };
  const derived = deriveRendition({ document }, { kind, masthead, allowOpen: true });
  if (!derived.ok) throw new Error('refused');
  return derived.rendition;
}

/** The draft against its generated next round. */
function redlineOfRounds(document: DraftDocument): Redline {
  const { document: after } = nextRound(document, seeded(7), { ids: 'kept' });
  return redlineOf({ document }, { document: after }, { masthead: MASTHEAD, ids: 'lasting' });
}

const MASTHEAD = { title: 'Bench', at: '2026-11-25T18:05:00Z' };

const jobOf = (document: DraftDocument) =>
  ({
    of: 'text',
    state: { document },
    options: { kind: 'bracketed', masthead: MASTHEAD },
    print: A4,
  }) as const;

/** Milliseconds for which the thread of the rooms could take no keystroke while a file was written apart. */
async function heldDuring(job: ExportJob) {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const before = performance.now();
  const result = await exportApart(job);
  const taken = performance.now() - before;
  delays.disable();
  if (!result.done) throw new Error(result.why);
  return { taken, held: { p99: delays.percentile(99) / 1e6, most: delays.max / 1e6 } };
}

async function median(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

/** Prints the table; exit code 1 when an export takes longer than it may. */
export async function benchExport(): Promise<void> {
  const document = parisSized();
  const words = document.blocks.reduce((sum, each) => sum + countWords(each), 0);
  const { pairs } = readBrackets(document);
  console.log(
    `${words} words, ${pairs.length} brackets, ${document.blocks.length} blocks; median of ${RUNS}, ms`,
  );
  let slow = 0;
  const told = (what: string, time: number, limit: number) => {
    if (time > limit) slow += 1;
    console.log(`${what.padEnd(24)} ${time.toFixed(0).padStart(6)}${time > limit ? '  MISSED' : ''}`);
  };
  for (const kind of RENDITION_KINDS)
    told(`derive ${kind}`, await median(() => renditionOf(document, kind)), LIMIT);
  const formats: readonly Format[] = ['txt', 'md', 'html', 'json', 'docx'];
  for (const kind of ['bracketed', 'compilation'] as const)
    for (const format of formats)
      told(`${format} ${kind}`, await median(() => writeAs(format, renditionOf(document, kind), A4)), LIMIT);
  told('csv points', await median(() => writeAs('csv', renditionOf(document, 'points'), A4)), LIMIT);
  const redline = redlineOfRounds(document);
  told('compare with next round', await median(() => redlineOfRounds(document)), LIMIT);
  for (const format of ['docx', 'html'] as const) {
    const options = { ...A4, authors: { neutral: 'Chapeau' } };
    told(`${format} redline`, await median(() => writeRedlineAs(format, redline, options)), LIMIT);
  }
  for (const format of ['docx', 'html'] as const) {
    const { held, taken } = await heldDuring({ ...jobOf(document), format });
    console.log(
      `${`${format} apart from the room`.padEnd(24)} ${taken.toFixed(0).padStart(6)}  room held: p99 ${held.p99.toFixed(1)}, most ${held.most.toFixed(1)} ms`,
    );
  }
  const browser = await startChromium(process.env.CHAPEAU_CHROMIUM);
  const numbered = { ...A4, lineNumbers: true };
  told(
    'pdf bracketed',
    await median(() => printPdf(browser, renditionOf(document, 'bracketed'), A4)),
    LIMIT_PDF,
  );
  told(
    'pdf, lines numbered',
    await median(() => printPdf(browser, renditionOf(document, 'bracketed'), numbered)),
    LIMIT_PDF,
  );
  await browser.close();
  if (slow > 0) process.exitCode = 1;
}
