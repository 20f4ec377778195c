/**
 * Tracked changes: which words a view shows, and the changes one by one for those who decide what becomes of each. The
 * authors' names stay in this model; they go into no draft and no report (SPEC IM26).
 */
import type { Change, DocxBlock, DocxContent, DocxParagraph, DocxRow, DocxRun } from './content.ts';

/** The text as it was before all changes, or as it would be if all were accepted, or those of some authors alone. */
export type View = 'before' | 'after' | { readonly accepted: readonly string[] };

const NEW = new Set<Change['kind']>(['insertion', 'move-to']);

/** True when something with this history stands in the view. */
export const isIn = (view: View, changes: readonly Change[]): boolean =>
  changes.every(({ kind, author }) => NEW.has(kind) === accepts(view, author));

const accepts = (view: View, author: string): boolean =>
  typeof view === 'string' ? view === 'after' : view.accepted.includes(author);

/** One change as a person made it: neighbouring runs of one author, time and kind are one. */
export interface TrackedChange extends Change {
  readonly what: 'words' | 'paragraph-end' | 'row' | 'cell';
  /** The words that were inserted, deleted or moved; of a row its cells parted by tabs. */
  readonly text: string;
  /** Index of the paragraph, counted over the whole body, in which it begins. */
  readonly paragraph: number;
  /** UTF-16 units of words of that paragraph before it, of every history. */
  readonly offset: number;
  /** How many changes of others it lies in: words deleted within an insertion have 1. */
  readonly depth: number;
}

/** All changes of the body in order; notes and text of notes included after it. */
export function changesOf(content: DocxContent): readonly TrackedChange[] {
  const collector = new Collector();
  collector.blocks(content.blocks);
  for (const note of content.notes) collector.blocks(note.blocks);
  return collector.found;
}

class Collector {
  readonly found: TrackedChange[] = [];
  #paragraph = -1;

  blocks(blocks: readonly DocxBlock[]): void {
    for (const block of blocks) {
      if (block.kind === 'paragraph') this.#words(block);
      else for (const row of block.rows) this.#row(row);
    }
  }

  #row(row: DocxRow): void {
    const text = row.cells.map((cell) => cell.blocks.map(wordsIn).join('\n')).join('\t');
    const place = { paragraph: this.#paragraph + 1, offset: 0 };
    row.changes.forEach((change, depth) => {
      this.found.push({ ...change, what: 'row', text, ...place, depth });
    });
    for (const cell of row.cells) {
      const inCell = cell.blocks.map(wordsIn).join('\n');
      const own = { paragraph: this.#paragraph + 1, offset: 0, depth: row.changes.length };
      for (const change of cell.changes) this.found.push({ ...change, what: 'cell', text: inCell, ...own });
      this.blocks(cell.blocks);
    }
  }

  #words(paragraph: DocxParagraph): void {
    this.#paragraph += 1;
    let offset = 0;
    let open: (TrackedChange & { text: string })[] = [];
    for (const run of paragraph.runs) {
      const text = run.kind === 'words' ? run.text : run.kind === 'line-break' ? '\n' : '';
      open = run.changes.map((change, depth) => {
        const going = open.find((each) => each.depth === depth && isSame(each, change));
        if (going) going.text += text;
        return going ?? this.#begin(change, text, offset, depth);
      });
      offset += text.length;
    }
    paragraph.mark.forEach((change, depth) => {
      this.found.push({
        ...change,
        what: 'paragraph-end',
        text: '',
        paragraph: this.#paragraph,
        offset,
        depth,
      });
    });
  }

  #begin(change: Change, text: string, offset: number, depth: number): TrackedChange & { text: string } {
    const begun = { ...change, what: 'words' as const, text, paragraph: this.#paragraph, offset, depth };
    this.found.push(begun);
    return begun;
  }
}

const isSame = (a: Change, b: Change) =>
  a.kind === b.kind && a.author === b.author && a.at === b.at && a.move === b.move;

/** The words of a block of every history. */
function wordsIn(block: DocxBlock): string {
  if (block.kind === 'table')
    return block.rows
      .map((row) => row.cells.map((cell) => cell.blocks.map(wordsIn).join('\n')).join('\t'))
      .join('\n');
  return block.runs.map((run) => (run.kind === 'words' ? run.text : '')).join('');
}

/** UTF-16 units that a run takes in the offsets of changes. */
export const lengthIn = (run: DocxRun): number =>
  run.kind === 'words' ? run.text.length : run.kind === 'line-break' ? 1 : 0;

/** The paragraphs of a file by the count that changes name them by. */
export function countParagraphs(content: DocxContent): ReadonlyMap<DocxParagraph, number> {
  const counts = new Map<DocxParagraph, number>();
  const count = (blocks: readonly DocxBlock[]): void => {
    for (const block of blocks) {
      if (block.kind === 'paragraph') counts.set(block, counts.size);
      else for (const { cells } of block.rows) for (const cell of cells) count(cell.blocks);
    }
  };
  count(content.blocks);
  for (const note of content.notes) count(note.blocks);
  return counts;
}

/** How many people changed the text. */
export const authorsOf = (changes: readonly Change[]): number =>
  new Set(changes.map(({ author }) => author)).size;
