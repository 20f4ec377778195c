/**
 * A redline as a Word file with real tracked changes (SPEC EX12): accepting all gives the new text, rejecting all the base
 * text. What is compared is settled before; here it is only written.
 */
import { BorderStyle, Document, Paragraph, type ParagraphChild } from 'docx';
import {
  type Authors,
  type Redline,
  type RedlineBlock,
  type RedlinePiece,
  sheetOfRedline,
} from '../../shared/renditions/redline.ts';
import { piecesOf, type Sheet } from '../../shared/renditions/sheet.ts';
import { vocabularyOf } from '../../shared/renditions/vocabulary.ts';
import { pack } from './pack.ts';
import { headBeside, headValues } from './template/head.ts';
import { type Change, type Face, faceOf, RunMaker } from './word.ts';
import { directed, paragraphLook, sectionOf, stylesOf, type WordOptions } from './word-style.ts';

export interface RedlineOptions extends WordOptions {
  readonly authors: Authors;
}

/** The bytes of the file; the same redline gives the same bytes. */
export async function writeRedline(redline: Redline, options: RedlineOptions): Promise<Uint8Array> {
  const { language, masthead } = redline;
  const document = new RedlineWriter(redline, options).document();
  const sheet = sheetOfRedline(redline, options.authors);
  const filling = options.template && { template: options.template, values: headValues(sheet, masthead) };
  return pack(document, { title: masthead.title, language, at: masthead.at, marks: [] }, filling);
}

/** Who changed what nobody is named for. */
const NOBODY = 'Chapeau';
/** Mark without which a day after a Latin symbol would be read as part of it. */
const RIGHT_TO_LEFT = '\u200f';

class RedlineWriter {
  readonly #face: Face;
  readonly #runs: RunMaker;
  readonly #comments: string[] = [];

  constructor(
    private readonly redline: Redline,
    private readonly options: RedlineOptions,
  ) {
    this.#face = faceOf(redline.language, redline.dir, options.template?.size);
    this.#runs = new RunMaker(this.#face);
  }

  document(): Document {
    const { masthead } = this.redline;
    const sheet = sheetOfRedline(this.redline, this.options.authors);
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

  #head({ head: whole }: Sheet): Paragraph[] {
    const head = headBeside(whole, this.options.template, this.redline.masthead);
    const first = [head.symbol, head.restricted, head.date]
      .filter((each) => each !== undefined)
      .join(this.#face.isRightToLeft ? ` ·${RIGHT_TO_LEFT} ` : ' · ');
    const said = [...(first === '' ? [] : [first]), ...(head.title ? [head.title] : []), ...head.lines];
    return said.map((text) => {
      const heading = head.title && text === head.title ? { heading: 'Title' as const } : {};
      const children = this.#runs.text(text);
      return new Paragraph({ ...directed(this.#face), ...heading, children });
    });
  }

  #block(block: RedlineBlock): Paragraph {
    const { kind, before = [], pieces, by } = block;
    const end = kind === 'same' ? {} : { run: { [MARKS[kind]]: this.#revision(by) } };
    const drawn = (each: RedlinePiece) => this.#piece(each, block);
    const children = [...before.flatMap(drawn), ...this.#label(block), ...pieces.flatMap(drawn)];
    return new Paragraph({ ...paragraphLook(block, this.#face, this.options), ...end, children });
  }

  /** The tab after a label goes with it; after two labels, the old and the new, it stands. */
  #label({ kind, label = '', baseLabel = label, by }: RedlineBlock): ParagraphChild[] {
    if (kind === 'same' && baseLabel !== label) {
      const [gone, fresh] = [this.#change('gone', by), this.#change('new', by)];
      if (label === '') return this.#text(`${baseLabel}\t`, gone);
      if (baseLabel === '') return this.#text(`${label}\t`, fresh);
      return [...this.#text(baseLabel, gone), ...this.#text(label, fresh), ...this.#text('\t')];
    }
    return label === '' ? [] : this.#text(`${label}\t`, kind === 'same' ? undefined : this.#change(kind, by));
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
