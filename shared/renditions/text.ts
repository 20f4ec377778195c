/**
 * The bracketed plain text of a draft, in the forms of issued documents (SPEC RT1–RT6). Printing and importing again
 * gives the same draft. It holds no party's name, because a draft holds none.
 *
 * One block a paragraph, paragraphs parted by an empty line. Where a part has columns its provisions are printed cell by
 * cell, parted by tabs: concept, text, sources. Words are printed without their formats.
 */
import { type LabelScheme, markerOf, schemeOf } from '../draft/labels.ts';
import { titleIn } from '../draft/title.ts';
import { cutContent, type Spot } from '../text/cut.ts';
import type { Block, DraftDocument, Inline } from '../text/document.ts';
import { bracketAlternatives } from './bracketed-alternatives.ts';
import { printed, printedLine } from './line.ts';
import {
  BARE_PART,
  CLOSING,
  COVER,
  chapterIndent,
  isRaisable,
  needsSetting,
  raised,
  runDepth,
  SET,
} from './setting.ts';

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
  const scheme = options.scheme ?? schemeOf(document.meta.language);
  const printing = options.bracketAlternatives ? bracketAlternatives(document) : document;
  const printer = needsSetting(document)
    ? new SetPrinter(scheme, options, printing)
    : new TextPrinter(scheme, options);
  for (const block of printing.blocks) printer.print(block);
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
    protected readonly scheme: LabelScheme,
    private readonly options: TextOptions,
  ) {}

  print(block: Block): void {
    if (block.kind === 'part') this.#part(block);
    else if (block.kind === 'title') this.#push(this.line(block));
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
    const line = this.line(block);
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
    const line = this.noteLine(block);
    this.#push(this.#afterNote ? line : `${RULE}\n${line}`);
  }

  protected noteLine({ attrs, content }: Block): string {
    return `${attrs.label ?? ''} ${printed(content)}`.trim();
  }

  #text(block: Block): void {
    const cells = [this.line(block), ...this.#sources(block)];
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
  protected line(block: Block): string {
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

/** Sets headings to the middle, items and runs step by step, and closes the text with a rule (RT9). */
class SetPrinter extends TextPrinter {
  readonly #byId: ReadonlyMap<string, Block>;
  /** Marks that notes of the draft bear. */
  readonly #marks: ReadonlySet<string>;

  constructor(
    scheme: LabelScheme,
    options: TextOptions,
    private readonly document: DraftDocument,
  ) {
    super(scheme, options);
    const { blocks } = document;
    this.#byId = new Map(blocks.map((block) => [block.id, block]));
    this.#marks = new Set(blocks.flatMap(({ kind, attrs }) => (kind === 'note' ? [attrs.label ?? ''] : [])));
  }

  override finish(): string {
    const text = super.finish();
    const { meta, blocks } = this.document;
    const title = meta.title === titleIn(blocks) ? '' : meta.title;
    return `${text}\n${CLOSING}\n${title === '' ? '' : `\n${' '.repeat(SET.chapter)}${title}\n`}`;
  }

  protected override line(block: Block): string {
    const { kind, id } = block;
    const content = block.content.map((inline) => this.#withRaisedMark(inline));
    const line = printedLine(block, content, this.scheme);
    const bare = kind !== 'part' ? '' : id === 'cover' ? COVER : BARE_PART;
    return `${' '.repeat(this.#indent(block))}${line || bare}`;
  }

  protected override noteLine(block: Block): string {
    return `${' '.repeat(SET.note)}${super.noteLine(block)}`;
  }

  #indent(block: Block): number {
    const { kind, attrs } = block;
    if (kind === 'title' || kind === 'part') return SET[kind];
    if (kind === 'chapter') return chapterIndent(attrs.level ?? 1);
    if (kind === 'row') return attrs.head ? SET.head : SET.row;
    const depth = runDepth(block, this.#byId);
    return kind === 'item' ? SET.step * (depth + (attrs.level ?? 1)) + SET.item : SET.step * depth;
  }

  /** A mark of figures or letters is raised: beside a word it would be read as part of it. */
  #withRaisedMark(inline: Inline): Inline {
    if (!('el' in inline) || inline.el !== 'note_ref') return inline;
    const { mark } = inline;
    return isRaisable(mark) && this.#marks.has(mark) ? { ...inline, mark: raised(mark) } : inline;
  }
}
