import { said } from '../../../shared/house/import-said.ts';
import type { Stage } from '../stage.ts';
import { type Line, type Piece, textOf, type Unit, type Work } from '../work.ts';
import { Hyphens } from './hyphens.ts';
import { readMarker } from './markers.ts';
import { startsPage } from './pages.ts';
import { isHan, widthOf } from './width.ts';

/** Undoes hard line ends: physical lines become paragraphs. */
export const wraps: Stage = {
  name: 'wraps',
  reads: ['text', 'lines', 'profile'],
  writes: ['units'],
  because:
    'seeds/004 lines 92-94: "《千年宣言" goes on with "》发展目标…"; line 102 ends in a space and ends the paragraph.',
  run(work) {
    if (work.profile === 'markdown') return;
    const isHanging = work.profile === 'set' || (work.profile === 'lines' && isSpaced(work.lines));
    const joined = new Joiner(work, isHanging, measureOf(work.lines));
    work.lines.forEach((_, index) => {
      joined.take(index);
    });
    joined.close();
    const isAdjacent = work.profile === 'lines' && !joined.spaced && isMostlySpaced(work.lines);
    work.units = work.profile === 'lines' ? rejoin(joined.units, work, isAdjacent) : joined.units;
  },
};

/** What begins a paragraph even without an empty line before it. */
const BEGINS =
  /^(?:\d{1,3}\s*[.．、)]\s|[（(]?[a-zA-Z0-9一二三四五六七八九十]{1,3}[)）]\s|[a-z][.．)]\s|[•·●○▪◦‣➤*–—-]\s|第[一二三四五六七八九十百\d]+[章节条部]|Article \d|Chapter |CHAPTER |Annex |ANNEX |Option \w+\s*:|(?:OP|PP)\s?\d)/;

class Joiner {
  readonly units: Unit[] = [];
  #pieces: Piece[] = [];
  #first: Line | undefined;
  #startsPage = false;
  #height = 0;
  #width = 0;
  #last: Line | undefined;
  #index = 0;
  readonly #hyphens: Hyphens;

  constructor(
    private readonly work: Work,
    /** True when empty lines part all paragraphs, so that a line that hangs below another goes on with it. */
    readonly spaced: boolean,
    /** Half-width columns that the longest lines fill. */
    private readonly measure: number,
  ) {
    this.#hyphens = new Hyphens(() => work.text, work.report);
  }

  take(index: number): void {
    const line = this.work.lines[index];
    if (!line) return;
    this.#index = index;
    if (line.kind === 'text') this.#text(line, startsPage(this.work.lines, index));
    else this.#blank(line);
  }

  #blank(line: Line): void {
    if (this.work.profile === 'extraction') {
      if (line.kind === 'padding' && this.#pieces.length === 0) this.#pad(line);
      return;
    }
    this.close();
  }

  #pad(line: Line): void {
    this.units.push({
      kind: 'padding',
      pieces: [],
      line: line.number,
      height: 1,
      lead: 0,
      startsPage: false,
      width: 0,
    });
  }

  #text(line: Line, page: boolean): void {
    if (this.#pieces.length > 0 && this.#begins(line, page)) this.close();
    this.#add(line, page);
    if (this.#ends(line)) this.close();
  }

  #begins(line: Line, page: boolean): boolean {
    const text = textOf(line.spans);
    if (this.work.profile === 'extraction') return page && line.spans.every((span) => span.strong);
    return this.work.profile === 'wrapped' && (BEGINS.test(text) || this.#isShort(line));
  }

  /** A line into which the next word would have fitted was ended on purpose. */
  #isShort(next: Line): boolean {
    const last = this.#last;
    if (!last) return false;
    const word = /^\S+/.exec(textOf(next.spans))?.[0] ?? '';
    return last.lead + widthOf(textOf(last.spans)) + 1 + widthOf(word) <= this.measure * 0.9;
  }

  #ends(line: Line): boolean {
    if (this.work.profile === 'lines') return !this.spaced;
    if (this.work.profile !== 'extraction' || !line.trails) return false;
    return !this.#isWordSpace(line);
  }

  /** A trailing space that only parts two Latin words inside an open parenthesis does not end the paragraph. */
  #isWordSpace(line: Line): boolean {
    const text = textOf(this.#pieces);
    const next = this.work.lines[this.#index + 1];
    const opened =
      text.lastIndexOf('（') > text.lastIndexOf('）') || text.lastIndexOf('(') > text.lastIndexOf(')');
    if (!opened || !/[A-Za-z,]$/.test(text) || next?.kind !== 'text' || next.lead > 0) return false;
    if (!/^[A-Za-z]/.test(textOf(next.spans)) || widthOf(textOf(line.spans)) < 60) return false;
    const message = said('join-space', { text: text.slice(-12) });
    const place = { line: line.number, column: 1 };
    return this.work.report.ask('joined', 'joined', { weight: 'guess', place, message }) === 'joined';
  }

  #add(line: Line, page: boolean): void {
    const before = this.#last;
    if (this.#pieces.length === 0) {
      this.#first = line;
      this.#startsPage = page;
    } else if (this.spaced) {
      this.#pieces.push({ object: { el: 'line_break' }, line: line.number, column: 1 });
    } else if (before && parts(textOf(before.spans), textOf(line.spans))) {
      const end = before.spans.at(-1);
      this.#pieces.push({
        text: ' ',
        line: before.number,
        column: (end?.column ?? 1) + (end?.text.length ?? 0),
      });
    } else this.#pieces = this.#hyphens.joined(this.#pieces, textOf(line.spans));
    this.#pieces.push(...line.spans);
    this.#height += 1;
    this.#width = Math.max(this.#width, widthOf(textOf(line.spans)));
    this.#last = line;
  }

  close(): void {
    const first = this.#first;
    if (first && this.#pieces.length > 0) {
      this.units.push({
        kind: 'text',
        pieces: this.#pieces,
        line: first.number,
        height: this.#height,
        lead: first.lead,
        startsPage: this.#startsPage,
        width: this.#width,
      });
    }
    this.#pieces = [];
    this.#first = undefined;
    this.#height = 0;
    this.#width = 0;
    this.#last = undefined;
  }
}

/** Whether a line end stood for a space between words: not between Chinese characters, not after a hyphen. */
export function parts(before: string, next: string): boolean {
  const last = before.at(-1);
  const first = next[0];
  if (isHan(last) || isHan(first)) return false;
  const edge = (last ?? '') + (first ?? '');
  if (/[\u3000-\u303f\uff00-\uff65]/u.test(edge)) return false;
  if (/[“”‘’…—]/.test(edge) && /\p{Script=Han}/u.test(before + next)) return false;
  return !/[\p{L}\d][-\u2010\u00ad]$/u.test(before);
}

/** What the longest lines measure, indent and all, leaving out the odd one. */
function measureOf(lines: readonly Line[]): number {
  const widths = lines.flatMap((line) =>
    line.kind === 'text' ? [line.lead + widthOf(textOf(line.spans))] : [],
  );
  widths.sort((a, b) => a - b);
  return widths[Math.floor(widths.length * 0.97)] ?? 0;
}

/** True when every line that follows another without an empty line between is set in: hanging lines of one paragraph. */
function isSpaced(lines: readonly Line[]): boolean {
  return lines.every((line, index) => {
    const before = lines[index - 1];
    return line.kind !== 'text' || before?.kind !== 'text' || line.lead >= 4;
  });
}

/** True when empty lines part almost all paragraphs: a line right below another may be the same paragraph. */
function isMostlySpaced(lines: readonly Line[]): boolean {
  const texts = lines.flatMap((line, index) => (line.kind === 'text' ? [index] : []));
  const apart = texts.filter((index) => lines[index - 1]?.kind !== 'text');
  return texts.length > 4 && apart.length >= texts.length * 0.8;
}

/** A line right below another goes on with it when no sentence ended and none begins. */
function hangs(before: Unit, unit: Unit): boolean {
  const [text, next] = [textOf(before.pieces), textOf(unit.pieces)];
  const isBelow = unit.line === before.line + before.height;
  if (!isBelow || /\t/.test(text + next) || readMarker(next) !== undefined) return false;
  return !/[.;:!?。；：！？]\W*$/u.test(text) && /^[\p{Ll}\p{Script=Han}]/u.test(next);
}

/** A paragraph that fills a line of print and ends in the middle of a sentence was cut by the end of a page. */
const LEAST_CUT = 100;

/** Puts paragraphs together again that a page end cut in two. */
function rejoin(units: readonly Unit[], work: Work, isAdjacent: boolean): Unit[] {
  const out: Unit[] = [];
  for (const unit of units) {
    const before = out.at(-1);
    if (
      before &&
      unit.kind === 'text' &&
      (goesOn(before, unit) || (isAdjacent && hangs(before, unit))) &&
      isOne(unit, work)
    ) {
      const gap = parts(textOf(before.pieces), textOf(unit.pieces))
        ? [{ text: ' ', line: unit.line, column: 1 }]
        : [];
      out[out.length - 1] = {
        ...before,
        pieces: [...before.pieces, ...gap, ...unit.pieces],
        height: before.height + unit.height,
      };
    } else out.push(unit);
  }
  return out;
}

/** Asks whether two paragraphs that read like one are one. */
function isOne(unit: Unit, work: Work): boolean {
  const message = said('join-sentence');
  const told = { weight: 'guess', place: { line: unit.line, column: 1 }, message } as const;
  return work.report.ask('joined', 'joined', told) === 'joined';
}

function goesOn(before: Unit, unit: Unit): boolean {
  const [text, next] = [textOf(before.pieces), textOf(unit.pieces)];
  if (before.width < LEAST_CUT || unit.width < LEAST_CUT || unit.lead > 0 || /\t/.test(text + next))
    return false;
  if (readMarker(next) !== undefined) return false;
  return (isHan(text.at(-1)) && isHan(next[0])) || (/\p{Ll}$/u.test(text) && /^\p{Ll}/u.test(next));
}
