/** Tables of two or three columns that an extraction printed cell by cell: which cell is which, and what is level with what. */
import { said } from '../../../shared/house/import-said.ts';
import { type Place, type Source, slice, textOf, trim, type Unit, type Work } from '../work.ts';
import { alignLabels, alignSources, type Level } from './align.ts';
import { TEXT_HEADS } from './column-heads.ts';
import { readMarker, readMarkerInside } from './markers.ts';
import { measureOf, narrowest } from './measures.ts';
import { isSource, mayContinue, tidyCell } from './sources.ts';
import { isHan, widthOf } from './width.ts';

/** One paragraph of the text column with what stands level with it. */
export interface Cell {
  readonly unit: Unit;
  /** True when the row's first cell is empty or its label stands here: an unnumbered text here is a provision of its own. */
  opens: boolean;
  concept?: Unit;
  sources: Source[];
}

/** What the whole source taught about narrow cells. */
export interface Known {
  /** Words that stood as a label beyond doubt: on the line of a number, or before any text. Regions add to it. */
  readonly labels: Set<string>;
  /** True when the words of the source column are known: what is no source among them is a label. */
  readonly readsSources: boolean;
}

interface Placed {
  readonly unit: Unit;
  readonly row: number;
}
interface Segment {
  readonly labels: Placed[];
  readonly texts: Placed[];
  readonly sources: (Source & { readonly row: number; readonly end: number })[];
  /** Empty lines between the text and the first source: some belong to either cell. */
  pads: number;
  /** Empty lines before the first label: they are of the label cell when the first paragraph has no label. */
  readonly before: number;
}

/** Takes a table region apart: the paragraphs of its text column, each with its label and its sources. */
export function readRegion(
  units: readonly Unit[],
  heads: readonly string[],
  known: Known,
  work: Work,
): Cell[] {
  const region = new Region(units, heads, known, work);
  return region.read();
}

class Region {
  readonly #hasLabels: boolean;
  readonly #hasSources: boolean;
  readonly #narrow: number;
  /** A label in front of a number may be this wide: the number tells. */
  readonly #widest: number;
  readonly #units: readonly Unit[];
  readonly #known: Set<string>;
  readonly #readsSources: boolean;

  constructor(
    units: readonly Unit[],
    heads: readonly string[],
    known: Known,
    private readonly work: Work,
  ) {
    this.#known = known.labels;
    const at = heads.findIndex((head) => TEXT_HEADS.test(head));
    this.#hasLabels = at > 0;
    this.#hasSources = at >= 0 && at < heads.length - 1;
    const measure = measureOf(units);
    this.#narrow = narrowest(units, measure);
    this.#widest = Math.max(this.#narrow, measure * 0.45);
    this.#units = units.flatMap((unit, index) => this.#split(unit, units[index - 1]));
    this.#readsSources = known.readsSources;
    const first = this.#units.findIndex((unit) => unit.kind === 'text' && !this.#isNarrow(unit));
    for (const unit of this.#units.slice(0, Math.max(first, 0)))
      this.#known.add(tidyCell(textOf(unit.pieces)));
  }

  read(): Cell[] {
    const cells: Cell[] = [];
    let at = 0;
    while (at < this.#units.length) {
      const segment: Segment = { labels: [], texts: [], sources: [], pads: 0, before: this.#padsBefore(at) };
      const end = this.#segment(segment, at);
      cells.push(...this.#cells(segment));
      at = Math.max(end, at + 1);
    }
    return cells;
  }

  /** A label that shares the line of its paragraph, and a source that shares the line of an empty one. */
  #split(unit: Unit, before: Unit | undefined): Unit[] {
    const text = textOf(unit.pieces);
    const cut = this.#labelCut(text, unit, before);
    const [label, rest] =
      cut > 0 ? [this.#part(unit, 0, cut), this.#part(unit, cut, text.length)] : [undefined, unit];
    if (label) this.#known.add(tidyCell(textOf(label.pieces)));
    const body = textOf(rest.pieces);
    const marker = readMarker(body);
    const empty =
      this.#hasSources &&
      marker?.kind === 'provision' &&
      rest.height === 1 &&
      isSource(body.slice(marker.length));
    const rests = empty
      ? [this.#part(rest, 0, marker.length), this.#part(rest, marker.length, body.length)]
      : [rest];
    return label ? [label, ...rests] : rests;
  }

  #part(unit: Unit, from: number, to: number): Unit {
    const pieces = from === 0 ? slice(unit.pieces, 0, to) : trim(slice(unit.pieces, from, to));
    const width = Math.min(unit.width, widthOf(textOf(pieces)));
    return {
      ...unit,
      pieces,
      width,
      lead: from === 0 ? unit.lead : 0,
      startsPage: from === 0 && unit.startsPage,
      height: from === 0 && to < 30 ? 1 : unit.height,
    };
  }

  /** Where a label in front of a number, or in front of bold words, ends; 0: there is none. */
  #labelCut(text: string, unit: Unit, before: Unit | undefined): number {
    if (!this.#hasLabels || readMarkerInside(text)) return 0;
    const number = /^(\S.{0,40}?)\s+(?=[[［]?\d{1,3}(?:[.．、](?!\d))\s*)/.exec(text);
    if (number && widthOf(number[1] ?? '') <= this.#widest && readMarkerInside(text.slice(number[0].length)))
      return number[0].length;
    const first = /^(\S{2,12})\s+(?=\S)/.exec(text);
    const opens = before === undefined || before.kind === 'padding' || unit.startsPage;
    if (!first || !opens || widthOf(first[1] ?? '') > this.#narrow || unit.width <= this.#narrow) return 0;
    const next = text[first[0].length];
    const isBold = unit.pieces.some(
      (piece) => 'text' in piece && piece.strong && piece.text.startsWith(next ?? ''),
    );
    return isBold && /^\p{Script=Han}+$/u.test(first[1] ?? '') && isHan(next) ? first[0].length : 0;
  }

  #isNarrow(unit: Unit): boolean {
    if (unit.kind !== 'text' || unit.width > this.#narrow) return false;
    const text = textOf(unit.pieces);
    return !/^[[［\]］{]/.test(text) && readMarker(text) === undefined;
  }

  #padsBefore(at: number): number {
    let count = 0;
    while (this.#units[at - 1 - count]?.kind === 'padding') count += 1;
    return count;
  }

  #segment(segment: Segment, from: number): number {
    let at = this.#labels(segment, from);
    at = this.#texts(segment, at);
    return this.#hasSources ? this.#sources(segment, at) : at;
  }

  #labels(segment: Segment, from: number): number {
    let row = 1;
    let at = from;
    for (; at < this.#units.length; at += 1) {
      const unit = this.#units[at];
      if (!unit || (unit.kind === 'text' && !this.#isNarrow(unit))) break;
      if (unit.kind === 'text') segment.labels.push({ unit, row });
      row += unit.height;
    }
    return at;
  }

  #texts(segment: Segment, from: number): number {
    let row = 1;
    let at = from;
    for (; at < this.#units.length; at += 1) {
      const unit = this.#units[at];
      if (!unit || this.#isNarrow(unit) || (at > from && this.#opensRow(unit))) break;
      if (unit.kind === 'text') segment.texts.push({ unit, row });
      segment.pads = unit.kind === 'padding' ? segment.pads + 1 : 0;
      row += unit.height;
    }
    return at;
  }

  /** A page, or an empty first cell, begins a row that stands by itself. */
  #opensRow(unit: Unit): boolean {
    return unit.kind === 'text' && (unit.startsPage || unit.lead > 0);
  }

  #sources(segment: Segment, from: number): number {
    let end = from;
    while (end < this.#units.length) {
      const unit = this.#units[end];
      if (!unit || (unit.kind === 'text' && (!this.#isNarrow(unit) || (end > from && this.#opensRow(unit)))))
        break;
      if (unit.kind === 'text' && end === from && this.#opensRow(unit)) break;
      end += 1;
    }
    const next = this.#units[end];
    const labelled = this.#hasLabels && next !== undefined && !this.#opensRow(next);
    const cut = labelled ? this.#labelStart(from, end) : end;
    this.#readSources(segment, from, cut);
    return cut;
  }

  /** In a run of narrow cells before a numbered text the last ones are the labels of the next row. */
  #labelStart(from: number, end: number): number {
    let cut = end;
    for (let at = end - 1; at >= from; at -= 1) {
      const unit = this.#units[at];
      if (!unit) break;
      if (unit.kind === 'padding') continue;
      if (isSource(textOf(unit.pieces))) break;
      const isLabel = this.#readsSources || this.#known.has(tidyCell(textOf(unit.pieces)));
      if (cut < end && !isLabel) break;
      cut = at;
    }
    return cut;
  }

  #readSources(segment: Segment, from: number, to: number): void {
    let row = 1;
    let open: { raw: string; place: Place; row: number; end: number } | undefined;
    const close = () => {
      if (open)
        segment.sources.push({ raw: tidyCell(open.raw), ...open.place, row: open.row, end: open.end });
      open = undefined;
    };
    for (const unit of this.#units.slice(from, to)) {
      if (unit.kind === 'padding') close();
      else {
        const text = textOf(unit.pieces);
        const place = { line: unit.line, column: unit.pieces[0]?.column ?? 1 };
        if (open && mayContinue(open.raw)) {
          open.raw += ` ${text}`;
          open.end = row + unit.height - 1;
        } else {
          close();
          open = { raw: text, place, row, end: row + unit.height - 1 };
        }
      }
      row += unit.height;
    }
    close();
  }

  #cells(segment: Segment): Cell[] {
    if (segment.texts.length === 0) return this.#loose(segment);
    const levels = this.#levels(segment);
    const cells = segment.texts.map(
      ({ unit }, index): Cell => ({ unit, opens: index === 0 || unit.lead > 0, sources: [] }),
    );
    for (const [label, text] of alignLabels(segment.labels, segment.before, levels, this.work)) {
      const cell = cells[text];
      if (!cell) continue;
      if (cell.concept) cell.concept = joinUnits(cell.concept, label);
      else cell.concept = label;
      cell.opens = true;
    }
    alignSources(segment.sources, levels, segment.pads, this.work).forEach((text, index) => {
      const source = segment.sources[index];
      if (source) cells[text]?.sources.push({ raw: source.raw, line: source.line, column: source.column });
    });
    return cells;
  }

  #levels(segment: Segment): Level[] {
    return segment.texts.map(({ unit, row }, index) => {
      const marker = readMarkerInside(textOf(unit.pieces));
      const isItem = marker?.kind === 'item';
      const numbered = marker?.kind === 'provision' || marker?.kind === 'alternative';
      return { row, height: unit.height, kind: isItem ? 'item' : numbered || index === 0 ? 'head' : 'more' };
    });
  }

  /** Narrow cells beside no text at all: nothing to attach them to, so they stay in the draft as they are. */
  #loose(segment: Segment): Cell[] {
    return segment.labels.map(({ unit }) => {
      this.work.report.add(
        'column',
        'doubt',
        { line: unit.line, column: 1 },
        said('column-loose', { text: textOf(unit.pieces) }),
      );
      return { unit, opens: true, sources: [] };
    });
  }
}

function joinUnits(a: Unit, b: Unit): Unit {
  return {
    ...a,
    pieces: [...a.pieces, { text: ' ', line: b.line, column: 1 }, ...b.pieces],
    height: a.height + b.height,
  };
}
