/** How much of a draft is settled: counts for the chair and the secretariat (SPEC ST1, ST2). Linear. */
import { type Block, type DraftDocument, isWords } from '../text/document.ts';
import { type Readings, readingsOf } from './points.ts';
import { sectionsOf, type Unit } from './units.ts';

export interface Counts {
  readonly provisions: number;
  /** Provisions with words that no bracket touches and no alternative stands against. */
  readonly clean: number;
  readonly alternatives: number;
  readonly items: number;
  readonly placeholders: number;
  /** Pairs, by kind. A bracket counts in the part where it opens. */
  readonly contested: number;
  readonly choices: number;
  readonly placeholderBrackets: number;
  readonly unpaired: number;
  readonly sets: number;
  readonly remarks: number;
  readonly notes: number;
  readonly sources: number;
  readonly rows: number;
  /** Words in the sense of the language: of a script without spaces each character is one. */
  readonly words: number;
  /** Of these, words in at least one bracket; a bracket around the whole draft is not counted. */
  readonly bracketed: number;
}

export interface Statistics {
  readonly draft: Counts;
  /** By id of the part, in a draft without parts of the chapter; `''` for what stands before the first. */
  readonly parts: ReadonlyMap<string, Counts>;
}

type Tally = { -readonly [name in keyof Counts]: number };

/** Counts a draft and each of its parts; of one without parts each chapter. */
export function readStatistics(
  document: DraftDocument,
  readings: Readings = readingsOf(document),
): Statistics {
  const parts = new Map<string, Tally>();
  const sectionAt = sectionsOf(document, readings.units);
  const partAt = (index: number): Tally => {
    const id = sectionAt(index) ?? '';
    const tally = parts.get(id) ?? empty();
    parts.set(id, tally);
    return tally;
  };
  const coverage = new Coverage(readings);
  document.blocks.forEach((block, index) => {
    countBlock(partAt(index), block);
    countContent(partAt(index), block, index, coverage);
  });
  countReadings(partAt, readings, document);
  countClean(partAt, readings, coverage.touched);
  return { draft: sum([...parts.values()]), parts };
}

function countBlock(tally: Tally, { kind, attrs }: Block): void {
  if (kind === 'provision') tally.provisions++;
  if (kind === 'provision' && (attrs.form === 'placeholder' || attrs.form === 'reserved'))
    tally.placeholders++;
  if (kind === 'alternative') tally.alternatives++;
  if (kind === 'item') tally.items++;
  if (kind === 'note') tally.notes++;
  if (kind === 'remark') tally.remarks++;
  if (kind === 'row') tally.rows++;
}

/** Follows which brackets are open from one inline to the next, and which blocks they touch. */
class Coverage {
  readonly touched = new Set<number>();
  readonly #counted: ReadonlySet<string>;
  #depth = 0;

  constructor({ brackets }: Readings) {
    for (const { at } of brackets.unpaired) this.touched.add(at.block);
    this.#counted = new Set(brackets.pairs.filter(({ extent }) => extent !== 'draft').map(({ id }) => id));
  }

  get covers(): boolean {
    return this.#depth > 0;
  }

  open(id: string): void {
    if (this.#counted.has(id)) this.#depth++;
  }

  close(id: string): void {
    if (this.#counted.has(id)) this.#depth--;
  }

  touch(block: number): void {
    if (this.covers) this.touched.add(block);
  }
}

function countContent(tally: Tally, block: Block, index: number, coverage: Coverage): void {
  coverage.touch(index);
  const words = wordsIn(block);
  block.content.forEach((inline, at) => {
    if (isWords(inline)) {
      const count = words[at] ?? 0;
      tally.words += count;
      if (coverage.covers) tally.bracketed += count;
    } else if (inline.el === 'bracket_open') coverage.open(inline.id);
    else if (inline.el === 'bracket_close') coverage.close(inline.id);
    else if (inline.el === 'remark') tally.remarks++;
    else if (inline.el === 'attribution') tally.sources++;
    coverage.touch(index);
  });
}

const counted = new WeakMap<Block, readonly number[]>();

/** Words of each inline of a block; counted once, as a block that changes is another. */
export function wordsIn(block: Block): readonly number[] {
  const known = counted.get(block) ?? countContentWords(block);
  counted.set(block, known);
  return known;
}

/** A word that is emphasised in part (`re*affirm*`) is counted once, where it begins. */
const countContentWords = ({ content }: Block): readonly number[] =>
  content.map((each, at) => {
    if (!isWords(each)) return 0;
    const before = content[at - 1];
    const goesOn =
      before &&
      isWords(before) &&
      ENDS_IN_WORD.test(before.text.slice(-8)) &&
      BEGINS_IN_WORD.test(each.text.slice(0, 8));
    return countWords(each.text) - (goesOn ? 1 : 0);
  });

const WORD =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]|(?:(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}])[\p{L}\p{N}\p{M}'’-])+/gu;

const ENDS_IN_WORD = /(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}])[\p{L}\p{N}\p{M}][\p{M}'’-]*$/u;
const BEGINS_IN_WORD = /^['’-]*(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}])[\p{L}\p{N}\p{M}]/u;

/** Words of a text; each Chinese or Japanese character is one. */
export function countWords(text: string): number {
  let count = 0;
  for (const match of text.matchAll(WORD)) if (/[\p{L}\p{N}]/u.test(match[0])) count++;
  return count;
}

function countReadings(partAt: (index: number) => Tally, readings: Readings, document: DraftDocument): void {
  for (const { kind, open } of readings.brackets.pairs) {
    const tally = partAt(open.block);
    if (kind === 'contested') tally.contested++;
    else if (kind === 'choice') tally.choices++;
    else tally.placeholderBrackets++;
  }
  for (const { at } of readings.brackets.unpaired) partAt(at.block).unpaired++;
  const indexOf = new Map(document.blocks.map(({ id }, index) => [id, index]));
  for (const set of readings.alternatives.sets) partAt(indexOf.get(set.id) ?? 0).sets++;
}

function countClean(
  partAt: (index: number) => Tally,
  { units, alternatives }: Readings,
  touched: ReadonlySet<number>,
): void {
  for (const unit of units.list) {
    if (unit.block.kind !== 'provision' || unit.block.attrs.form !== undefined) continue;
    if (alternatives.setOf.has(unit.id) || unit.block.content.length === 0) continue;
    if (!isTouched(unit, touched)) partAt(unit.from).clean++;
  }
}

function isTouched({ from, to }: Unit, touched: ReadonlySet<number>): boolean {
  for (let at = from; at < to; at++) if (touched.has(at)) return true;
  return false;
}

function empty(): Tally {
  return {
    provisions: 0,
    clean: 0,
    alternatives: 0,
    items: 0,
    placeholders: 0,
    contested: 0,
    choices: 0,
    placeholderBrackets: 0,
    unpaired: 0,
    sets: 0,
    remarks: 0,
    notes: 0,
    sources: 0,
    rows: 0,
    words: 0,
    bracketed: 0,
  };
}

function sum(tallies: readonly Tally[]): Counts {
  const total = empty();
  for (const tally of tallies)
    for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += tally[name];
  return total;
}
