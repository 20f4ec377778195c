/**
 * How long a comparison takes: `npm run bench -- compare`. A random draft of this project against its generated next round,
 * beside diff-match-patch on the printed text of both, character by character, in the same run; and growth to 1,000 pages.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import DiffMatchPatch from 'diff-match-patch';
import { nextRound, type RoundTruth } from '../../fixtures/next-round.ts';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { compareDrafts } from '../../shared/compare/compare.ts';
import type { Comparison } from '../../shared/compare/comparison.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { seeded } from '../support/random.ts';

/** Characters of a printed page of English. */
const PAGE = 3_000;
const SIZES = [120_000, 375_000, 750_000, 1_500_000, 3_000_000];
const RUNS = 5;
const TARGET = 300;
/** A whole-draft diff without a time limit is given up after so many milliseconds. */
const PATIENCE = 60_000;

type Language = 'en' | 'zh';

interface Pair {
  readonly before: DraftDocument;
  readonly after: DraftDocument;
  readonly truth: RoundTruth;
  readonly printed: readonly [string, string];
}

/** Random drafts one after the other until their print has so many characters; each keeps its own ids and parts. */
function draftOf(characters: number, language: Language): DraftDocument {
  const blocks: Block[] = [];
  let length = 0;
  let meta: DraftDocument['meta'] = { title: '', language, dir: 'ltr' };
  for (let copy = 1; length < characters; copy += 1) {
    const next = randomDraft(seeded(copy), { language, most: 40 });
    meta = next.meta;
    length += printText(next).length;
    blocks.push(...next.blocks.map((block) => copied(block, copy)));
  }
  return { schema: 1, meta, blocks };
}

function copied({ id, kind, attrs, content }: Block, copy: number): Block {
  const of = (each: string) => `${copy}-${each}`;
  const label = kind === 'part' ? { label: `${attrs.label} of ${copy}` } : {};
  const covers = attrs.covers ? { covers: attrs.covers.map(of) } : {};
  const run = attrs.run === undefined ? {} : { run: of(attrs.run) };
  const inline = (each: Inline): Inline => {
    if (!('el' in each)) return each;
    if ('note' in each) return { ...each, note: of(each.note) };
    return 'id' in each ? { ...each, id: of(each.id) } : each;
  };
  return { id: of(id), kind, attrs: { ...attrs, ...label, ...covers, ...run }, content: content.map(inline) };
}

function pairOf(characters: number, language: Language, ids: 'kept' | 'new'): Pair {
  const before = draftOf(characters, language);
  const { document, truth } = nextRound(before, seeded(characters), { ids });
  return { before, after: document, truth, printed: [printText(before), printText(document)] };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Timed<T> {
  readonly milliseconds: number;
  /** The quickest run: what the machine does when nobody else uses it. */
  readonly least: number;
  readonly result: T;
}

function timed<T>(runs: number, run: () => T): Timed<T> {
  const times: number[] = [];
  let result = run();
  for (let at = 0; at < runs; at += 1) {
    const before = performance.now();
    result = run();
    times.push(performance.now() - before);
  }
  return { milliseconds: median(times), least: Math.min(...times), result };
}

function row(what: string, characters: number, times: readonly number[], found: string): void {
  const [middle, least = middle] = times.map((each) => each.toFixed(0));
  const cells = [
    what.padEnd(44),
    String(characters).padStart(10),
    (middle ?? '-').padStart(8),
    (least ?? '-').padStart(8),
    `  ${found}`,
  ];
  console.log(cells.join(' '));
}

function foundBy({ units }: Comparison, truth: RoundTruth): string {
  const moved = units.flatMap(({ kind, before }) =>
    kind === 'moved' && (before?.kind === 'provision' || before?.kind === 'alternative') ? [before.id] : [],
  );
  const right = moved.filter((id) => truth.moved.includes(id)).length;
  return `moves: ${right} of ${truth.moved.length} found, ${moved.length - right} wrong`;
}

function ours(what: string, { before, after, truth, printed }: Pair): number {
  const { milliseconds, least, result } = timed(RUNS, () => compareDrafts(before, after));
  row(what, printed[0].length, [milliseconds, least], foundBy(result, truth));
  return milliseconds;
}

function wholeDraft({ printed }: Pair): void {
  const diff = new DiffMatchPatch();
  const { milliseconds, least, result } = timed(3, () => diff.diff_main(printed[0], printed[1]));
  const what = 'diff-match-patch, characters, timeout 1 s';
  row(what, printed[0].length, [milliseconds, least], `${result.length} pieces`);
}

/** Without a time limit, in a process of its own that is ended when it takes too long. */
async function wholeDraftUntimed({ printed }: Pair): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chapeau-bench-'));
  writeFileSync(path.join(folder, 'texts.json'), JSON.stringify(printed));
  const program = `const { default: Dmp } = await import('diff-match-patch');
    const { readFileSync } = await import('node:fs');
    const texts = JSON.parse(readFileSync(process.argv[1], 'utf8'));
    const diff = new Dmp(); diff.Diff_Timeout = 0;
    const before = performance.now();
    const pieces = diff.diff_main(texts[0], texts[1]).length;
    console.log(JSON.stringify({ milliseconds: performance.now() - before, pieces }));`;
  const args = ['--input-type=module', '-e', program, path.join(folder, 'texts.json')];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { timeout: PATIENCE }, (_error, out) => resolve(out));
  });
  rmSync(folder, { recursive: true, force: true });
  const what = 'diff-match-patch, characters, no timeout';
  if (output === '') return row(what, printed[0].length, [], `not ended after ${PATIENCE / 1000} s`);
  const { milliseconds, pieces } = JSON.parse(output) as { milliseconds: number; pieces: number };
  row(what, printed[0].length, [milliseconds], `${pieces} pieces, once`);
}

/** Prints the table; exit code 1 when the target is missed. */
export async function benchCompare(): Promise<void> {
  console.log(
    `load ${os.loadavg()[0]?.toFixed(1)}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? ''}, Node ${process.version}, medians of ${RUNS} runs after one (others: 3)`,
  );
  console.log('what                                         characters   median    least');
  const first = SIZES[0] ?? 0;
  const pair = pairOf(first, 'en', 'kept');
  const slowest = Math.max(
    ours('ours, English, ids kept', pair),
    ours('ours, English, ids new', pairOf(first, 'en', 'new')),
    ours('ours, Chinese, ids new', pairOf(first, 'zh', 'new')),
  );
  wholeDraft(pair);
  await wholeDraftUntimed(pair);
  const growth = SIZES.map((size) =>
    ours(`ours, English, ${size / PAGE} pages, ids new`, pairOf(size, 'en', 'new')),
  );
  const perPage = SIZES.map((size, at) => ((growth[at] ?? 0) / (size / PAGE)).toFixed(1));
  console.log(`\nmilliseconds a page: ${perPage.join(', ')}`);
  console.log(
    `120 kB: ${slowest.toFixed(0)} ms (target: under ${TARGET}): ${slowest < TARGET ? 'met' : 'MISSED'}`,
  );
  if (slowest >= TARGET) process.exitCode = 1;
}
