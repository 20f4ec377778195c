/**
 * `npm run bench -- export`: how long an export of a draft of the size of the Paris text takes, written three times, the
 * median counts; and how long a key takes from one person to another while files are written for others.
 */
import { cpus, loadavg, release } from 'node:os';
import { parseArgs } from 'node:util';
import { nextRound } from '../../fixtures/next-round.ts';
import { startChromium } from '../../server/export/chromium.ts';
import { printPdf } from '../../server/export/pdf.ts';
import { type Format, writeAs } from '../../server/export/write.ts';
import { writeRedlineAs } from '../../server/export/write-redline.ts';
import { readBrackets } from '../../shared/draft/brackets.ts';
import { deriveRendition } from '../../shared/renditions/derive.ts';
import type { Redline } from '../../shared/renditions/redline.ts';
import { redlineOf } from '../../shared/renditions/redline-of.ts';
import { RENDITION_KINDS, type Rendition, type RenditionKind } from '../../shared/renditions/rendition.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { seeded } from '../support/random.ts';
import { benchKeys } from './export/keys.ts';
import { countWords, parisSized } from './export/paris.ts';

const RUNS = 3;
/** Milliseconds. */
const LIMIT = 2_000;
const LIMIT_PDF = 5_000;
const A4 = { paper: 'a4' } as const;

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

async function median(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

/**
 * Prints the tables; exit code 1 when an export, or a key meanwhile, takes longer than it may.
 * Options: `--only files|keys --seconds 15 --asked WORD`.
 */
export async function benchExport(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      seconds: { type: 'string', default: '15' },
      asked: { type: 'string' },
    },
  });
  const machine = cpus();
  console.log(
    `${machine.length} x ${machine[0]?.model}, Linux ${release()}, Node ${process.version}; load average ${loadavg()[0]?.toFixed(1)}`,
  );
  const slowFiles = values.only === 'keys' ? 0 : await benchFiles();
  const slowKeys = values.only === 'files' ? 0 : await benchKeys(Number(values.seconds), values.asked);
  if (slowFiles + slowKeys > 0) process.exitCode = 1;
}

/** How many exports take longer than they may. */
async function benchFiles(): Promise<number> {
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
  return slow;
}
