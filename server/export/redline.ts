/**
 * A redline as a Word file with real tracked changes (SPEC EX12): accepting all gives the new text, rejecting all the base
 * text. What is compared is settled before; here it is only written.
 */
import { BorderStyle, Document, Paragraph, type ParagraphChild, TextRun } from 'docx';
import type { PrintOptions } from '../../shared/renditions/paper.ts';
import type { Masthead } from '../../shared/renditions/rendition.ts';
import { piecesOf, type Sheet, type Style } from '../../shared/renditions/sheet.ts';
import { dated, vocabularyOf } from '../../shared/renditions/vocabulary.ts';
import type { Inline } from '../../shared/text/document.ts';
import { pack } from './pack.ts';
import { type Change, type Face, faceOf, RunMaker } from './word.ts';
import { directed, paragraphLook, sectionOf, stylesOf } from './word-style.ts';

/** Words that stand in both texts, in the base text alone, or in the new text alone. */
export interface RedlinePiece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly content: readonly Inline[];
  /** Who asks for it, in the order of print; several parties may ask to delete the same words. */
  readonly by?: readonly string[];
}

/** One paragraph. A whole one that is new or gone has pieces of that kind alone, and its end is tracked too. */
export interface RedlineBlock {
  readonly kind: 'same' | 'gone' | 'new';
  readonly style: Style;
  readonly level: number;
  /** As printed in the new text, in the base text where the block is gone. */
  readonly label?: string;
  /** As printed in the base text, where the provision was renumbered. */
  readonly baseLabel?: string;
  readonly by?: readonly string[];
  readonly pieces: readonly RedlinePiece[];
}

export interface Redline {
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly masthead: Masthead;
  readonly blocks: readonly RedlineBlock[];
}

export interface RedlineOptions extends PrintOptions {
  /** Changes bear the names of those who ask for them, or one neutral name. */
  readonly authors: 'parties' | { readonly neutral: string };
}

/** The bytes of the file; the same redline gives the same bytes. */
export async function writeRedline(redline: Redline, options: RedlineOptions): Promise<Uint8Array> {
  const { language, masthead } = redline;
  const document = new RedlineWriter(redline, options).document();
  return pack(document, { title: masthead.title, language, at: masthead.at, marks: [] });
}

/** Who changed what nobody is named for. */
const NOBODY = 'Chapeau';

class RedlineWriter {
  readonly #face: Face;
  readonly #runs: RunMaker;
  readonly #comments: string[] = [];

  constructor(
    private readonly redline: Redline,
    private readonly options: RedlineOptions,
  ) {
    this.#face = faceOf(redline.language, redline.dir);
    this.#runs = new RunMaker(this.#face);
  }

  document(): Document {
    const { masthead } = this.redline;
    const sheet = this.#sheet();
    // The end of the last paragraph cannot be tracked: a line that stands in both texts closes the document.
    const children = [
      ...this.#head(sheet),
      ...this.redline.blocks.map((each) => this.#block(each)),
      closing(),
    ];
    const section = sectionOf(sheet, this.options, this.#face, this.#runs);
    const comments = this.#comments.map((text, id) => ({
      id,
      author: this.#authorOf(undefined),
      initials: '',
      date: new Date(masthead.at),
      children: [new Paragraph({ children: this.#runs.text(text) })],
    }));
    return new Document({
      title: masthead.title,
      creator: '',
      lastModifiedBy: '',
      styles: stylesOf(this.#face) ?? {},
      ...(comments.length > 0 ? { comments: { children: comments } } : {}),
      sections: [{ ...section, children }],
    });
  }

  #sheet(): Sheet {
    const { language, dir, masthead } = this.redline;
    const { symbol, title, status, legend, at } = masthead;
    const names = this.redline.blocks.some(({ by, pieces }) => by || pieces.some((each) => each.by));
    const isRestricted = names && this.options.authors === 'parties';
    const words = vocabularyOf(language);
    const head = {
      ...(symbol === undefined ? {} : { symbol }),
      ...(isRestricted ? { restricted: words.restricted } : {}),
      date: dated(language, at, isRestricted),
      title,
      lines: [status, legend].filter((each) => each !== undefined),
    };
    return { language, dir, words, title, head, entries: [], notes: new Map() };
  }

  #head({ head }: Sheet): Paragraph[] {
    const first = [head.symbol, head.restricted, head.date].filter((each) => each !== undefined);
    const said = [first.join(' · '), ...(head.title ? [head.title] : []), ...head.lines];
    return said.map((text, at) => {
      const heading = at === 1 && head.title ? { heading: 'Title' as const } : {};
      return new Paragraph({ ...directed(this.#face), ...heading, children: this.#runs.text(text) });
    });
  }

  #block(block: RedlineBlock): Paragraph {
    const { kind, pieces, by } = block;
    const end = kind === 'same' ? {} : { run: { [MARKS[kind]]: this.#revision(by) } };
    const children = [...this.#label(block), ...pieces.flatMap((each) => this.#piece(each, block))];
    return new Paragraph({ ...paragraphLook(block, this.#face), ...end, children });
  }

  #label({ kind, label = '', baseLabel, by }: RedlineBlock): ParagraphChild[] {
    if (kind === 'same' && baseLabel !== undefined && baseLabel !== label) {
      const gone = this.#text(baseLabel, this.#change('gone', by));
      return [...gone, ...this.#text(label, this.#change('new', by)), new TextRun({ text: '\t' })];
    }
    if (label === '') return [];
    const change = kind === 'same' ? undefined : this.#change(kind, by);
    return this.#text(`${label}\t`, change);
  }

  #text = (text: string, change?: Change): ParagraphChild[] =>
    text === '' ? [] : this.#runs.text(text, {}, change);

  #piece({ kind, content, by }: RedlinePiece, block: RedlineBlock): ParagraphChild[] {
    const drawn = piecesOf(content);
    if (kind === 'same' || drawn.length === 0) return this.#runs.pieces(drawn);
    const change = this.#change(kind, by ?? block.by);
    const runs = this.#runs.pieces(drawn, {}, change);
    const comment = kind === 'gone' ? this.#comment(by ?? block.by) : undefined;
    return comment === undefined ? runs : this.#runs.commented(runs, comment);
  }

  #change = (kind: 'new' | 'gone', by: readonly string[] | undefined): Change => ({
    kind,
    author: this.#authorOf(by),
    date: this.redline.masthead.at,
  });

  #revision(by: readonly string[] | undefined) {
    return { id: this.#runs.nextChange(), author: this.#authorOf(by), date: this.redline.masthead.at };
  }

  #authorOf(by: readonly string[] | undefined): string {
    const { authors } = this.options;
    if (authors !== 'parties') return authors.neutral;
    return by === undefined || by.length === 0 ? NOBODY : by.join(', ');
  }

  /** Word shows one author a change: where several ask for the same deletion, a comment names them all. */
  #comment(by: readonly string[] | undefined): number | undefined {
    if (this.options.authors !== 'parties' || by === undefined || by.length < 2) return undefined;
    const words = vocabularyOf(this.redline.language);
    return this.#comments.push(`${by.join(words.comma)}${words.colon}${words.delete}`) - 1;
  }
}

const MARKS = { new: 'insertion', gone: 'deletion' } as const;

const closing = (): Paragraph =>
  new Paragraph({
    border: { top: { style: BorderStyle.SINGLE, size: 4, space: 8, color: '000000' } },
    children: [],
  });
