/**
 * The bracketed plain text of a draft, in the forms of issued documents (SPEC RT1–RT6). Printing and importing again
 * gives the same draft. It holds no party's name, because a draft holds none.
 *
 * One block a paragraph, paragraphs parted by an empty line. Where a part has columns its provisions are printed cell by
 * cell, parted by tabs: concept, text, sources. Words are printed without their formats.
 */
import { type LabelScheme, markerOf, schemeOf } from '../draft/labels.ts';
import { cutContent, type Spot } from '../text/cut.ts';
import type { Block, DraftDocument } from '../text/document.ts';
import { bracketAlternatives } from './bracketed-alternatives.ts';
import { printed, printedLine } from './line.ts';

export interface TextOptions {
  /** How labels are printed; absent: the scheme of the draft's language. */
  readonly scheme?: LabelScheme;
  /** Put each alternative between brackets, unless it stands in brackets of its own; absent: as received (RT4). */
  readonly bracketAlternatives?: boolean;
  /** Leave the sources out. */
  readonly withoutSources?: boolean;
}

/** The rule printed above notes. */
const RULE = '____________________';

/** Prints a whole draft. Ends with a newline; an empty draft is an empty string. */
export function printText(document: DraftDocument, options: TextOptions = {}): string {
  const printer = new TextPrinter(options.scheme ?? schemeOf(document.meta.language), options);
  const { blocks } = options.bracketAlternatives ? bracketAlternatives(document) : document;
  for (const block of blocks) printer.print(block);
  return printer.finish();
}

/**
 * Prints what stands between two spots: what a delegate copies out. Labels of blocks whose start is selected, delimiters
 * as characters, no columns, no sources (RT5).
 */
export function printSelection(document: DraftDocument, from: Spot, to: Spot, scheme?: LabelScheme): string {
  const labels = scheme ?? schemeOf(document.meta.language);
  const blocks = document.blocks.slice(from.block, to.block + 1);
  return blocks
    .map((block, index) => {
      const begin = index === 0 ? from.offset : 0;
      const end = from.block + index === to.block ? to.offset : Number.POSITIVE_INFINITY;
      const content = cutContent(block.content, begin, end);
      return begin === 0 ? printedLine(block, content, labels) : printed(content);
    })
    .join('\n');
}

/** `1.` before an item reads like the number of a provision: its indent tells them apart, four spaces a level. */
const isNumbered = (block: Block, scheme: LabelScheme): boolean => /^\d+[.．]$/.test(markerOf(block, scheme));

/** Collects paragraphs; holds a concept back until the provision that it is printed beside. */
class TextPrinter {
  readonly #paragraphs: string[] = [];
  #columns: readonly string[] = [];
  #headsDue = false;
  #concept: string | undefined;
  #afterNote = false;

  constructor(
    private readonly scheme: LabelScheme,
    private readonly options: TextOptions,
  ) {}

  print(block: Block): void {
    if (block.kind === 'part') this.#part(block);
    else if (block.kind === 'title') this.#push(this.#line(block));
    else if (block.kind === 'concept') this.#hold(block);
    else if (block.kind === 'note') this.#note(block);
    else this.#text(block);
    this.#afterNote = block.kind === 'note';
  }

  finish(): string {
    this.#release();
    return this.#paragraphs.length === 0 ? '' : `${this.#paragraphs.join('\n\n')}\n`;
  }

  #part(block: Block): void {
    const line = this.#line(block);
    if (line === '') this.#release();
    else this.#push(line);
    this.#columns = block.attrs.columns ?? [];
    this.#headsDue = this.#columns.length > 0;
  }

  #hold(block: Block): void {
    this.#release();
    this.#concept = printed(block.content);
  }

  #note(block: Block): void {
    const line = `${block.attrs.label ?? ''} ${printed(block.content)}`.trim();
    this.#push(this.#afterNote ? line : `${RULE}\n${line}`);
  }

  #text(block: Block): void {
    const cells = [this.#line(block), ...this.#sources(block)];
    this.#heads();
    if (!this.#isInColumns(block)) this.#push(cells.join('\t'));
    else this.#paragraphs.push([this.#concept ?? '', ...cells].join('\t'));
    this.#concept = undefined;
  }

  #push(paragraph: string): void {
    this.#release();
    this.#paragraphs.push(paragraph);
  }

  /** Heads of the columns stand under the part's title, before anything else of the part. */
  #heads(): void {
    if (this.#headsDue) this.#paragraphs.push(this.#columns.join('\t'));
    this.#headsDue = false;
  }

  /** A concept with no provision beside it stands alone. */
  #release(): void {
    if (this.#concept === undefined) return;
    this.#heads();
    this.#paragraphs.push(this.#columns.length > 0 ? `${this.#concept}\t` : this.#concept);
    this.#concept = undefined;
  }

  /** Words of the run of an alternative are set in, so that its end can be seen. */
  #line(block: Block): string {
    const line = printedLine(block, block.content, this.scheme);
    if (block.kind === 'item')
      return `${isNumbered(block, this.scheme) ? '    '.repeat(1 + (block.attrs.level ?? 1)) : ''}${line}`;
    return block.attrs.run !== undefined ? `    ${line}` : line;
  }

  #isInColumns({ kind, attrs }: Block): boolean {
    if (this.#columns.length === 0) return false;
    return kind === 'provision' || kind === 'alternative' || kind === 'item' || attrs.run !== undefined;
  }

  #sources({ content }: Block): readonly string[] {
    if (this.options.withoutSources) return [];
    return content.flatMap((each) => ('el' in each && each.el === 'attribution' ? [each.raw] : []));
  }
}
