/** Imports a PDF: the glyphs of its pages become lines, columns and paragraphs; then the same draft and report as from text (SPEC PF1). */
import { said } from '../../../shared/house/import-said.ts';
import { type Refusal, type Result, refuse } from '../decode.ts';
import { finish, type Imported, type ImportOptions, partiesOf } from '../import.ts';
import { Report, type ReportEntry } from '../report.ts';
import { Hyphens } from '../text/hyphens.ts';
import { splitLines } from '../text/lines.ts';
import { detectLanguage } from '../text/profile.ts';
import { recognise } from '../text/recognise.ts';
import type { Work } from '../work.ts';
import { furnitureIn, type Note, takeFoot } from './edges.ts';
import { sizeOf } from './lines.ts';
import { openPdf } from './open.ts';
import { type Drawn, MOST_GLYPHS, readPages } from './pages.ts';
import type { Measures } from './paragraphs.ts';
import { footnotesOf, type ReadWords, unitsOf } from './units.ts';
import { piecesOf, type SourceLine } from './words.ts';

/** Reads a PDF into a draft. Never rejects on bytes; what cannot be read is refused by a value. */
export async function importPdf(bytes: Uint8Array, options: ImportOptions = {}): Promise<Result<Imported>> {
  options.onStage?.('open', 0);
  const opened = await openPdf(bytes);
  if (!opened.ok) return opened;
  const report = new Report(options.answers);
  const drawn = await readPages(opened.value, report, (share) => options.onStage?.('pages', share * 0.8));
  const refusal = unreadable(drawn);
  if (refusal) return { ok: false, refusal };
  options.onStage?.('recognise', 0.85);
  const { pages } = drawn;
  const text = pages
    .flat()
    .map((line) => line.text)
    .join('\n');
  const work: Work = {
    text,
    report,
    profile: 'lines',
    language: options.language ?? detectLanguage(splitLines(text)),
    lines: [],
    units: [],
    footnotes: [],
    entries: [],
    title: '',
    ...partiesOf(options),
  };
  arrange(work, drawn);
  recognise.run(work);
  options.onStage?.('assemble', 0.95);
  const { imported } = finish(work, bytes, { encoding: 'utf-8' });
  const lines = pages.flat();
  return { ok: true, value: { ...imported, report: imported.report.map((entry) => placed(entry, lines)) } };
}

function unreadable({ glyphs, unnamed, pictures, pages }: Drawn): Refusal | undefined {
  if (glyphs > MOST_GLYPHS)
    return refuse('too-large', said('refused-pdf-long', { most: MOST_GLYPHS })).refusal;
  if (glyphs > 0 && unnamed > glyphs / 2)
    return refuse('undecodable', said('refused-pdf-unnamed', { count: glyphs, unnamed })).refusal;
  if (glyphs > 0) return undefined;
  const why = pictures > 0 ? 'refused-pdf-pictures' : 'refused-pdf-empty';
  return refuse('empty', said(why, { pages: pages.length, count: pictures })).refusal;
}

/** Takes off what belongs to the page, and sets the rest as paragraphs. */
function arrange(work: Work, { pages, rules }: Drawn): void {
  const all = pages.flat();
  const size = median(all.map(({ glyphs }) => sizeOf(glyphs)));
  const measures: Measures = { rules, leading: leadingOf(pages) };
  const furniture = furnitureIn(pages, measures);
  for (const [line, what] of furniture) {
    work.report.drop(line.text);
    const message = said(what, { text: line.text });
    work.report.add('page-furniture', 'guess', { line: line.number, column: 1 }, message);
  }
  const notes: Note[] = [];
  const body = pages.flatMap((lines) => {
    const own = lines.filter((line) => !furniture.has(line));
    return takeFoot(own, size, measures, notes);
  });
  const marks = new Set(notes.map(({ mark }) => mark));
  const read: ReadWords = (line) => piecesOf(line, marks);
  const hyphens = new Hyphens(() => work.text, work.report);
  work.units = unitsOf(body, measures, read, work.report, hyphens);
  work.footnotes = footnotesOf(notes, (line) => piecesOf(line, new Set()), hyphens);
}

/** From baseline to baseline in em: what the closest lines of a paragraph measure. */
function leadingOf(pages: readonly (readonly SourceLine[])[]): number {
  const gaps = pages.flatMap((lines) =>
    lines.slice(1).flatMap((line, index) => {
      const gap = (line.y - (lines[index]?.y ?? 0)) / sizeOf(line.glyphs);
      return gap > 0.9 && gap < 2.5 ? [gap] : [];
    }),
  );
  return gaps.length > 0 ? (gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.3)] ?? 1.25) : 1.25;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 10;

/** Names the page and the line on it: lines count over the whole file. */
function placed(entry: ReportEntry, lines: readonly SourceLine[]): ReportEntry {
  const line = lines[entry.line - 1];
  return line ? { ...entry, message: `Page ${line.page}, line ${line.onPage}: ${entry.message}` } : entry;
}
