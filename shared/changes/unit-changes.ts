/** What became of whole provisions, headings, rows and notes, as requests (SPEC CH1, CH5, CH6). */
import type { BlockComparison, UnitComparison } from '../compare/comparison.ts';
import type { Block, Inline } from '../text/document.ts';
import type { BlockKind } from '../text/element.ts';
import type { AsideKind, Change, NewWords } from './change.ts';
import { changed } from './inline-changes.ts';
import { lengthOf } from './stretches.ts';
import { type Holding, heldWords, printOf } from './words.ts';

export interface UnitGround {
  readonly holding: Omit<Holding, 'block' | 'isRun'>;
  /** Blocks of the changed text by id, as it was given (formats and all). */
  readonly written: ReadonlyMap<string, Block>;
  /** Id in the base of a unit of the changed text. */
  readonly baseOf: ReadonlyMap<string, string>;
  /** Numbers that provisions of the base have. */
  readonly numbers: ReadonlySet<string>;
  /** Units of the base that may go without a word: an alternative to them was kept. */
  readonly retired: ReadonlySet<string>;
}

/** Where a unit of the changed text stands: after which unit of the base, and its last block that stands. */
export interface Standing {
  readonly unit: string | null;
  readonly last: Block | undefined;
}

const UNITS: ReadonlySet<BlockKind> = new Set(['provision', 'alternative', 'paragraph']);
const ASIDE: Partial<Record<BlockKind, AsideKind>> = {
  part: 'heading',
  title: 'heading',
  chapter: 'heading',
  concept: 'heading',
  row: 'table',
  note: 'note',
};

/** A unit that is gone. */
export function goneUnit(unit: UnitComparison, { retired, holding }: UnitGround): readonly Change[] {
  const block = unit.before!;
  const words = unit.blocks.map((each) => printOf(each.before?.content ?? [])).join('\n');
  if (retired.has(block.id)) return [];
  if (block.kind === 'part' || block.kind === 'title' || block.kind === 'note') {
    const size = lengthOf(unit.blocks[0]?.before?.content ?? []);
    if (size > 0) return [wordsGone(block.id, size)];
    holding.tell({ what: ASIDE[block.kind]!, block: block.id, side: 'gone', words: block.marker || words });
    return [];
  }
  return [changed('deletion', { on: 'blocks', blocks: [block.id] })];
}

const wordsGone = (block: string, size: number): Change =>
  changed('deletion', { on: 'range', from: { block, offset: 0 }, to: { block, offset: size } });

/** A unit that moved; what was changed in it is told by its blocks. */
export function movedUnit(
  { before }: UnitComparison,
  at: Standing,
  { holding }: UnitGround,
): readonly Change[] {
  if (!before || at.unit === before.id) return [];
  if (UNITS.has(before.kind))
    return [{ ...changed('move', { on: 'blocks', blocks: [before.id] }), target: at.unit }];
  holding.tell({ what: 'moved', block: before.id, side: 'changed', words: before.marker });
  return [];
}

/** A unit that is new. */
export function newUnit(unit: UnitComparison, at: Standing, ground: UnitGround): readonly Change[] {
  const blocks = unit.blocks.flatMap(({ after }) => (after ? [ground.written.get(after.id) ?? after] : []));
  const [first] = blocks;
  if (!first) return [];
  const aside = ASIDE[first.kind];
  if (first.kind === 'row') return newRow(first, at, ground);
  if (aside !== undefined) {
    const words = blocks.map(({ content }) => printOf(content)).join('\n');
    ground.holding.tell({ what: aside, side: 'new', words, ...(at.last ? { block: at.last.id } : {}) });
    return [];
  }
  const goesOn = first.kind === 'paragraph' || first.kind === 'item';
  if (goesOn && blocks.length === 1 && at.last?.kind === first.kind)
    return [paragraphAfter(at.last, first, ground)];
  const covers = (first.attrs.covers ?? []).flatMap((id) => ground.baseOf.get(id) ?? []);
  const isAlternative = first.kind === 'alternative' && covers.length > 0;
  const words = blocks.map((block, index) => newWords(block, index, isAlternative, at, ground));
  if (words.every(({ content }) => content.length === 0)) return [];
  if (isAlternative) return [{ kind: 'alternative', where: { on: 'blocks', blocks: covers }, words }];
  return [{ kind: 'provision', where: { on: 'after', block: at.unit }, words }];
}

/** A new row of a table stands after the row or provision before it. */
function newRow({ attrs, content }: Block, at: Standing, { holding }: UnitGround): readonly Change[] {
  const words = heldWords(content, { ...holding, isRun: true, block: at.last?.id });
  if (words.length === 0) return [];
  const head = attrs.head ? { head: true as const } : {};
  return [
    {
      kind: 'provision',
      where: { on: 'after', block: at.unit },
      words: [{ kind: 'row', attrs: head, content: words }],
    },
  ];
}

function newWords(
  { kind, attrs, content }: Block,
  index: number,
  isAlternative: boolean,
  { last }: Standing,
  { holding, numbers }: UnitGround,
): NewWords {
  const words = heldWords(content, { ...holding, isRun: true, block: last?.id });
  const { label, level, form, relation, dir, head } = attrs;
  const own =
    index === 0 ? (isAlternative ? 'alternative' : 'provision') : kind === 'alternative' ? 'paragraph' : kind;
  const isTaken = own === 'provision' && label !== undefined && numbers.has(label);
  return {
    kind: own,
    attrs: definite({
      label: isTaken ? undefined : label,
      level,
      dir,
      head,
      form: form === 'placeholder' || form === 'reserved' ? form : undefined,
      relation: isAlternative && index === 0 ? (relation ?? 'replaces') : undefined,
    }),
    content: words,
  };
}

function definite<T extends object>(attrs: T): T {
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== undefined)) as T;
}

/** A new paragraph or item after a block of its kind, or after the words that introduce a list: a break and its words. */
export function paragraphAfter(
  host: Block,
  { kind, attrs, content }: Block,
  { holding }: UnitGround,
): Change {
  const words = heldWords(content, { ...holding, isRun: false, block: host.id });
  const { label, level } = attrs;
  const item = kind === 'item' ? { item: definite({ label, level }) } : {};
  const start: Inline = { el: 'paragraph_break', ...item };
  return changed('insertion', { on: 'gap', at: { block: host.id, offset: lengthOf(host.content) } }, [
    start,
    ...words,
  ]);
}

/** An item or further block of a unit that is gone. */
export const goneBlock = ({ before }: BlockComparison): Change =>
  changed('deletion', { on: 'blocks', blocks: [before!.id] });
