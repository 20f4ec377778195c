import { said } from '../../../shared/house/import-said.ts';
import type { Stage } from '../stage.ts';
import {
  after,
  type Hint,
  type Line,
  type Piece,
  type Place,
  textOf,
  type Unit,
  type Work,
} from '../work.ts';
import { readMarker } from './markers.ts';
import { MarkupReader } from './markup.ts';

/** Reads Markdown: headings, nested lists, footnotes, tables, emphasis; what is only markup is named in the report. */
export const markdown: Stage = {
  name: 'markdown',
  reads: ['lines', 'profile', 'units'],
  writes: ['units', 'title'],
  because:
    'drafts/paris: "    **Option 1:** [Parties aim …" is indented, so it stands inside the list item above it.',
  run(work) {
    if (work.profile !== 'markdown') return;
    const reader = new Blocks(work);
    reader.read();
    work.units = reader.units;
  },
};

interface List {
  /** Column of the marker, and of the words after it. */
  readonly at: number;
  readonly content: number;
}

const HEADING = /^(#{1,6})\s+/;
const NOTE = /^\[\^([^\]\s]+)\]:\s*/;
const SUPERSCRIPT_NOTE = /^<sup>\s*(\w{1,4})\s*<\/sup>\s*/;
const DEFINITION = /^\[([^\]^][^\]]*)\]:\s*\S+$/;
const ORDERED = /^(\d{1,4})([.)])(?:\s+|$)/;
const BULLET = /^([-*+])\s+/;
const ATTRIBUTES = /^(?:\{:.*\}|\* TOC|\[TOC\])$/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,}|(?:-{4,}[\s|]*)+)$/;

class Blocks {
  readonly units: Unit[] = [];
  readonly #markup: MarkupReader;
  #lists: List[] = [];
  #open: { line: Line; pieces: Piece[]; hint: Hint; lead: number } | undefined;
  #afterBlank = true;

  constructor(private readonly work: Work) {
    const labels = work.lines.flatMap((line) => DEFINITION.exec(textOf(line.spans))?.[1] ?? []);
    this.#markup = new MarkupReader(new Set(labels), work.report);
  }

  read(): void {
    const { lines } = this.work;
    for (let at = this.#frontMatter(lines); at < lines.length; at += 1) {
      const line = lines[at];
      if (line) this.#line(line);
    }
    this.#close();
    this.#markup.tell();
  }

  /** `---`, keys, `---` at the very beginning: the title is kept, the rest named. */
  #frontMatter(lines: readonly Line[]): number {
    const first = lines.findIndex((line) => line.kind === 'text');
    if (first < 0 || textOf(lines[first]?.spans ?? []) !== '---') return 0;
    const end = lines.findIndex((line, index) => index > first && textOf(line.spans) === '---');
    const keys = lines.slice(first + 1, end);
    if (end < 0 || end > first + 40 || !keys.some((line) => /^[\w-]+:/.test(textOf(line.spans)))) return 0;
    for (const line of lines.slice(first, end + 1)) this.#drop(line, 'front-matter');
    const title = keys.map((line) => /^title:\s*"?(.*?)"?$/.exec(textOf(line.spans))?.[1]).find(Boolean);
    if (title) this.work.title = title;
    return end + 1;
  }

  #line(line: Line): void {
    if (line.kind !== 'text') {
      this.#close();
      this.#afterBlank = true;
      return;
    }
    const text = textOf(line.spans);
    if (ATTRIBUTES.test(text) || DEFINITION.test(text) || RULE.test(text)) this.#markupLine(line, text);
    else this.#words(line, text);
    this.#afterBlank = false;
  }

  #markupLine(line: Line, text: string): void {
    this.#close();
    this.#drop(line, DEFINITION.test(text) ? 'link-target' : 'markup-one');
  }

  #drop(line: Line, what: 'front-matter' | 'link-target' | 'table-rule' | 'markup-one'): void {
    const text = textOf(line.spans);
    this.work.report.drop(text);
    this.work.report.add('markup', 'repair', place(line), said(what, { text: text.slice(0, 200) }));
  }

  #words(line: Line, text: string): void {
    const heading = HEADING.exec(text);
    const note = NOTE.exec(text) ?? SUPERSCRIPT_NOTE.exec(text);
    if (heading) this.#heading(line, heading);
    else if (note && this.#afterBlank) this.#begin(line, note[0].length, { note: note[1] ?? '' }, 0);
    else if (this.#isTable(text)) this.#table(line, text);
    else this.#listed(line, text);
  }

  #heading(line: Line, [all = '', marks = '']: RegExpExecArray): void {
    this.#lists = [];
    this.#begin(line, all.length, { heading: marks.length }, 0);
    this.#markup.drop(all, 'heading');
    this.#close();
  }

  #isTable(text: string): boolean {
    return /^\|.*\|$/.test(text) || (text.includes('\t') && !this.#open);
  }

  #table(line: Line, text: string): void {
    this.#close();
    if (/^[|\s:-]+$/.test(text)) {
      this.#drop(line, 'table-rule');
      return;
    }
    const cells = text.includes('\t') ? text.split('\t') : text.slice(1, -1).split('|');
    let at = text.includes('\t') ? 0 : 1;
    const pieces = cells.map((cell) => {
      const span = { text: cell.trim(), line: line.number, column: at + 1 };
      at += cell.length + 1;
      return this.#markup.read([span]);
    });
    if (!text.includes('\t')) this.#markup.drop(text.replace(/[^|]/g, ''), 'table');
    const before = this.units.at(-1);
    const head = before?.hint?.cells === undefined;
    this.units.push({ ...unitOf(line, [], {}, 0), hint: { cells: pieces, head } });
  }

  #listed(line: Line, text: string): void {
    const ordered = ORDERED.exec(text);
    const bullet = BULLET.exec(text);
    const marker = ordered ?? bullet;
    const isItem =
      marker !== null && (this.#afterBlank || this.#lists.length > 0 || this.#open === undefined);
    if (isItem) this.#item(line, marker, ordered);
    else if (this.#open && !this.#afterBlank) this.#go(line);
    else this.#paragraph(line);
  }

  #item(line: Line, marker: RegExpExecArray, ordered: RegExpExecArray | null): void {
    this.#lists = this.#lists.filter((list) => line.lead >= list.content - 1 || line.lead > list.at + 1);
    this.#lists.push({ at: line.lead, content: line.lead + marker[0].trimEnd().length + 1 });
    const label = marker[1] ?? '';
    const hint = {
      list: this.#lists.length,
      label,
      marker: ordered ? `${label}${ordered[2] ?? '.'}` : label,
      bullet: ordered === null,
    };
    this.#begin(line, marker[0].length, hint, this.#lists.length - 1);
  }

  /** A paragraph belongs to the list item whose words it is level with. */
  #paragraph(line: Line): void {
    this.#lists = line.lead === 0 ? [] : this.#lists.filter((list) => line.lead >= list.at + 2);
    this.#begin(line, 0, {}, this.#lists.length);
  }

  #begin(line: Line, skip: number, hint: Hint, lead: number): void {
    this.#close();
    this.#open = { line, pieces: after(line.spans, skip), hint, lead };
    if (hint.note !== undefined)
      this.#markup.drop(textOf(line.spans).slice(0, skip).replace(hint.note, ''), 'footnote');
  }

  #go(line: Line): void {
    this.#open?.pieces.push({ text: ' ', line: line.number, column: 1 }, ...line.spans);
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return;
    const pieces = this.#markup.read(open.pieces);
    const option = open.hint.label === undefined ? undefined : readMarker(textOf(pieces));
    if (option?.kind === 'option') {
      // `1. **Option 1:** words`: the number is the provision's, the words are the option's.
      this.units.push(
        unitOf(open.line, [], open.hint, open.lead),
        unitOf(open.line, pieces, {}, open.lead + 1),
      );
    } else this.units.push(unitOf(open.line, pieces, open.hint, open.lead));
  }
}

const place = (line: Line): Place => ({ line: line.number, column: line.spans[0]?.column ?? 1 });

const unitOf = (line: Line, pieces: readonly Piece[], hint: Hint, lead: number): Unit => ({
  kind: 'text',
  pieces,
  line: line.number,
  height: 1,
  lead,
  startsPage: false,
  width: 0,
  hint,
});
