/**
 * What is aligned between two drafts: a provision or alternative with all that goes with it, and every block that stands
 * for itself (headings, rows, notes, remarks, paragraphs).
 */
import { markerOf, schemeOf } from '../draft/labels.ts';
import { type Place, readUnits } from '../draft/units.ts';
import { type Block, type DraftDocument, isWords } from '../text/document.ts';
import { type Shingles, shinglesOf } from './shingles.ts';

/** Only things of one sort are taken for each other by their words. */
export type Sort = 'text' | 'part' | 'heading' | 'row' | 'note';

export class Entry {
  #words: string | undefined;
  #shingles: Shingles | undefined;

  constructor(
    /** Index among the entries of its draft, or of its unit. */
    readonly index: number,
    /** In order of print, its own first. */
    readonly blocks: readonly Block[],
    /** Index of its own block in `document.blocks`. */
    readonly at: number,
    readonly place: Place,
    readonly sort: Sort,
    /** Printed before its words. */
    readonly marker: string,
    /** Words of other blocks by which it is known (the title of a part). */
    private readonly beside = '',
  ) {}

  /** The same entry in another list. */
  numbered(index: number): Entry {
    return new Entry(index, this.blocks, this.at, this.place, this.sort, this.marker, this.beside);
  }

  get block(): Block {
    return this.blocks[0] as Block;
  }

  get id(): string {
    return this.block.id;
  }

  get label(): string {
    return this.block.attrs.label ?? '';
  }

  /** Its words and remarks, spaces made one; neither brackets nor formats. */
  get words(): string {
    this.#words ??= this.blocks.map(blockWords).concat(this.beside).join(' ').replace(/\s+/g, ' ').trim();
    return this.#words;
  }

  get shingles(): Shingles {
    this.#shingles ??= shinglesOf(this.words);
    return this.#shingles;
  }
}

/** All entries of a draft in order of print. Linear. */
export function entriesOf(document: DraftDocument): readonly Entry[] {
  const units = readUnits(document);
  const scheme = schemeOf(document.meta.language);
  const groups: { at: number; blocks: Block[] }[] = [];
  const groupOf = new Map<string, { blocks: Block[] }>();
  document.blocks.forEach((block, at) => {
    const unit = units.at(at);
    const known = unit && groupOf.get(unit.id);
    if (known) known.blocks.push(block);
    else {
      const group = { at, blocks: [block] };
      groups.push(group);
      if (unit) groupOf.set(unit.id, group);
    }
  });
  return groups.map(({ at, blocks }, index) => {
    const block = blocks[0] as Block;
    const beside = block.kind === 'part' ? titlesAfter(document, at) : '';
    return new Entry(index, blocks, at, units.placeAt(at), sortOf(block), markerOf(block, scheme), beside);
  });
}

/** The blocks of a unit below its own, each an entry. */
export function partsOfUnit(unit: Entry): readonly Entry[] {
  return unit.blocks.slice(1).map((block, index) => new Entry(index, [block], index, {}, 'text', ''));
}

function sortOf({ kind }: Block): Sort {
  switch (kind) {
    case 'provision':
    case 'alternative':
    case 'item':
    case 'paragraph':
    case 'remark':
      return 'text';
    case 'title':
    case 'chapter':
    case 'concept':
      return 'heading';
    case 'part':
    case 'row':
    case 'note':
      return kind;
    default:
      return kind satisfies never;
  }
}

function titlesAfter({ blocks }: DraftDocument, at: number): string {
  let words = '';
  for (let next = at + 1; blocks[next]?.kind === 'title'; next++)
    words += ` ${blockWords(blocks[next] as Block)}`;
  return words;
}

function blockWords({ content }: Block): string {
  return content
    .map((inline) => {
      if (isWords(inline)) return inline.text;
      return inline.el === 'remark'
        ? inline.text
        : inline.el === 'line_break' || inline.el === 'cell_break'
          ? ' '
          : '';
    })
    .join('');
}
