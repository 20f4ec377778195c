/** Base text, proposals and the Chair's suggestion as one table (SPEC RN11): a row a provision, headings across. */
import type { LabelScheme } from '../draft/labels.ts';
import { readUnits } from '../draft/units.ts';
import type { Block, Inline } from '../text/document.ts';
import { levelOf, noteOf, styleOf } from './paras.ts';
import type { Body } from './rendition.ts';
import { bare, type Cell, type Entry, lineOf, type Para, type Row, said, textOfLine } from './sheet.ts';
import type { Vocabulary } from './vocabulary.ts';

type SidesBody = Extract<Body, { kind: 'sides' }>;

export function sideEntries(body: SidesBody, scheme: LabelScheme, words: Vocabulary): readonly Entry[] {
  const notes = body.document.blocks.filter(({ kind }) => kind === 'note');
  const heads = words.sides.map(
    (head): Cell => ({ paras: [{ style: 'head', level: 0, line: bare(said(head)) }] }),
  );
  const rows = rowsOf(body, scheme);
  return [
    { kind: 'table', holds: 'columns', heads, widths: [36, 38, 26], rows },
    ...notes.map((block): Entry => ({ kind: 'note', note: noteOf(block) })),
  ];
}

const HEADINGS = new Set(['title', 'part', 'chapter', 'concept']);

/** What nothing is asked of and is no provision stands across. */
function rowsOf({ document, sides }: SidesBody, scheme: LabelScheme): readonly Row[] {
  const units = readUnits(document);
  const rows: Row[] = [];
  document.blocks.forEach((block, at) => {
    if (block.kind === 'note') return;
    const unit = units.at(at);
    if (unit && unit.from !== at) return;
    const beside = sides[unit?.id ?? block.id];
    const own = unit
      ? document.blocks.slice(unit.from, unit.to).filter(({ kind }) => kind !== 'note')
      : [block];
    if (!unit && !beside) {
      const para = paraOf(block, scheme);
      if (textOfLine(para.line) !== '' || !HEADINGS.has(block.kind)) rows.push({ across: para });
      return;
    }
    const cells = [own, beside?.proposals ?? [], beside?.suggestion ?? []].map(
      (blocks, column): Cell => ({ paras: blocks.map((each) => cellPara(each, scheme, column)) }),
    );
    rows.push({ cells });
  });
  return rows;
}

const paraOf = (block: Block, scheme: LabelScheme): Para => ({
  id: block.id,
  style: styleOf(block),
  level: levelOf(block),
  line: lineOf({ ...block, content: block.content.map(cellBreak) }, scheme),
});

/** Cells of a row of data stand on one line. */
const cellBreak = (each: Inline): Inline =>
  'el' in each && each.el === 'cell_break' ? { text: ' | ' } : each;

/** Only the base text can be linked to. */
function cellPara(block: Block, scheme: LabelScheme, column: number): Para {
  const { id, ...para } = paraOf(block, scheme);
  return column === 0 && id !== undefined ? { id, ...para } : para;
}

/** The same rows as cells of text, with the heads first; headings are left out. */
export function sideRows(
  body: SidesBody,
  scheme: LabelScheme,
  words: Vocabulary,
): readonly (readonly string[])[] {
  const text = ({ paras }: Cell): string => paras.map(({ line }) => textOfLine(line)).join('\n');
  return [
    [...words.sides],
    ...rowsOf(body, scheme).flatMap((row) => ('cells' in row ? [row.cells.map(text)] : [])),
  ];
}
