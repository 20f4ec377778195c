import { said } from '../../../shared/house/import-said.ts';
import { isSet } from '../../../shared/renditions/setting.ts';
import type { Stage } from '../stage.ts';
import type { Line, Span } from '../work.ts';

/** A PDF printer draws bold by drawing the run four times, each a hair further to the right. */
const COPIES = 4;
/** A run stands on one physical line, so a longer repeat is none; it also bounds the search. */
const LONGEST_UNIT = 160;
const LONGEST_LINE = 1_600;
/** So many runs of two or more characters prove that the file has overdrawn text at all. */
const PROOF = 2;
/** Repeats that are drawn on purpose: leaders, rules, dashes, blanks. */
const NEVER = /^[\s_.\-=*#~·•…—–+|<>!?"'0]+$/;

/** Collapses text drawn four times over and keeps what the drawing meant: bold. */
export const overdraw: Stage = {
  name: 'overdraw',
  reads: ['text', 'lines'],
  writes: ['lines'],
  because: 'seeds/004 line 200: "备选备选备选备选11111111A." is 备选11A; line 226: "……" is no overdraw.',
  run(work) {
    if (isSet(work.text)) return;
    const found = work.lines.map((line) => (line.spans[0] ? findRuns(line.spans[0].text) : []));
    const proof = found.flat().filter((run) => run.unit >= 2 && run.copies === COPIES).length;
    if (proof < PROOF) return;
    work.lines = work.lines.map((line, index) => {
      const runs = found[index] ?? [];
      if (runs.length === 0) return line;
      const text = line.spans[0]?.text ?? '';
      const removed = runs.reduce((sum, run) => sum + run.unit * run.copies * (1 - 1 / COPIES), 0);
      for (const run of runs) work.report.drop(text.slice(run.from, run.from + dropped(run)));
      const place = { line: line.number, column: line.spans[0]?.column ?? 1 };
      const quote = runs.map((run) => text.slice(run.from, run.from + kept(run))).join('" "');
      const message = said('bold-overdrawn', { text: quote, count: removed });
      work.report.add('fake-bold', runs.some((run) => run.slack > 0) ? 'guess' : 'repair', place, message);
      return collapse(line, runs);
    });
  },
};

/** A repeat: `unit` characters, `copies` times, a multiple of four; `slack`: by how much it could be shifted. */
export interface Run {
  readonly from: number;
  readonly unit: number;
  readonly copies: number;
  readonly slack: number;
}
const kept = (run: Run): number => (run.unit * run.copies) / COPIES;
const dropped = (run: Run): number => run.unit * run.copies - kept(run);

/** The overdrawn runs of one physical line, left to right. */
export function findRuns(text: string): Run[] {
  if (text.length > LONGEST_LINE) return [];
  const runs: Run[] = [];
  let at = 0;
  while (at + COPIES <= text.length) {
    const run = runAt(text, at, runs.at(-1));
    if (run) runs.push(run);
    at = run ? run.from + run.unit * run.copies : at + 1;
  }
  return runs;
}

function runAt(text: string, at: number, before: Run | undefined): Run | undefined {
  const most = Math.min(LONGEST_UNIT, Math.floor((text.length - at) / COPIES));
  for (let unit = 1; unit <= most; unit += 1) {
    if (text[at] !== text[at + unit] || text[at] !== text[at + 2 * unit]) continue;
    const length = repeatLength(text, at, unit);
    if (length < unit * COPIES) continue;
    if (NEVER.test(text.slice(at, at + unit))) continue;
    return place(text, at, unit, length, before);
  }
  return undefined;
}

function repeatLength(text: string, at: number, unit: number): number {
  let end = at + unit;
  while (end < text.length && text[end] === text[end - unit]) end += 1;
  return end - at;
}

/** Where in a repeat that is longer than its copies the run begins: beside a mark, a line end or another run. */
function place(text: string, at: number, unit: number, length: number, before: Run | undefined): Run {
  const copies = Math.floor(length / unit / COPIES) * COPIES;
  const slack = length - unit * copies;
  const atEdge =
    at === 0 ||
    isEdge(text[at - 1]) ||
    (before !== undefined && before.from + before.unit * before.copies === at);
  const endsAtEdge = at + length === text.length || isEdge(text[at + length]);
  const shift = slack > 0 && !atEdge && endsAtEdge ? slack : 0;
  return { from: at + shift, unit, copies, slack };
}

const isEdge = (character: string | undefined): boolean =>
  character === undefined || /[\s\p{P}]/u.test(character);

function collapse(line: Line, runs: readonly Run[]): Line {
  const whole = line.spans[0];
  if (!whole) return line;
  const spans: Span[] = [];
  let at = 0;
  const push = (from: number, to: number, strong: boolean) => {
    if (from < to) {
      const text = whole.text.slice(from, to);
      spans.push({ text, line: whole.line, column: whole.column + from, ...(strong ? { strong } : {}) });
    }
  };
  for (const run of runs) {
    push(at, run.from, false);
    push(run.from, run.from + kept(run), true);
    at = run.from + run.unit * run.copies;
  }
  push(at, whole.text.length, false);
  return { ...line, spans };
}
