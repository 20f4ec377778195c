/** Pieces of a line as runs of a Word file: fonts in all four slots, bold and italic for every script, right to left (SPEC EX10). */
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  ImportedXmlComponent,
  InsertedTextRun,
  type IRunOptions,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { withoutForbidden } from '../../shared/renditions/markup.ts';
import type { Note, Piece } from '../../shared/renditions/sheet.ts';

/** Twentieths of a point in a millimetre. */
export const TWIPS = 1440 / 25.4;
export const twips = (millimetres: number): number => Math.round(millimetres * TWIPS);

/** A language as Word keeps it: which fonts print it, how large, and in which direction. */
export interface Face {
  readonly language: string;
  readonly isRightToLeft: boolean;
  readonly font: {
    readonly ascii: string;
    readonly hAnsi: string;
    readonly eastAsia: string;
    readonly cs: string;
  };
  /** In half points. */
  readonly size: number;
}

/**
 * Word has one slot a script; a slot left empty gets whatever the reader's machine prefers. `ordinary`: the size of ordinary
 * words of a template, in half points.
 */
export function faceOf(language: string, dir: 'ltr' | 'rtl', ordinary?: number): Face {
  const eastAsia = /^zh\b.*(?:Hant|TW|HK)/.test(language) ? 'PMingLiU' : 'SimSun';
  const cs = /^(?:ar|fa|ur)\b/.test(language) ? 'Traditional Arabic' : 'Times New Roman';
  const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia, cs };
  return { language, isRightToLeft: dir === 'rtl', font, size: ordinary ?? (dir === 'rtl' ? 26 : 21) };
}

/** Who changed a run, and when: what Word shows beside it. */
export interface Change {
  readonly kind: 'new' | 'gone';
  readonly author: string;
  readonly date: string;
}

type Look = Omit<IRunOptions, 'text' | 'children' | 'break'>;

/** Makes the runs of one file; ids of changes and notes are given once each. */
export class RunMaker {
  #changes = 0;
  readonly #footnotes = new Map<string, number>();

  constructor(
    private readonly face: Face,
    private readonly notes: ReadonlyMap<string, Note> = new Map(),
  ) {}

  /** Notes referred to so far, with the numbers that the file knows them by. */
  get footnotes(): ReadonlyMap<string, number> {
    return this.#footnotes;
  }

  nextChange(): number {
    return ++this.#changes;
  }

  text(text: string, look: Look = {}, change?: Change): ParagraphChild[] {
    const lines = withoutForbidden(text).split('\n');
    return lines.flatMap((line, at) =>
      line === '' && at === 0
        ? []
        : [this.#run({ ...this.#dressed(line, look), text: line, ...(at > 0 ? { break: 1 } : {}) }, change)],
    );
  }

  /** Runs with a comment on them. */
  commented(runs: readonly ParagraphChild[], comment: number): ParagraphChild[] {
    const reference = new TextRun({ children: [new CommentReference(comment)] });
    return [new CommentRangeStart(comment), ...runs, new CommentRangeEnd(comment), reference];
  }

  pieces(pieces: readonly Piece[], look: Look = {}, change?: Change): ParagraphChild[] {
    return pieces.flatMap((piece) => this.#piece(piece, look, change));
  }

  #piece(piece: Piece, look: Look, change?: Change): ParagraphChild[] {
    switch (piece.is) {
      case 'words':
        return this.text(piece.text, { ...look, ...weight(piece) }, change);
      case 'remark':
        return this.text(piece.text, { ...look, italics: true, italicsComplexScript: true }, change);
      case 'mark':
        return this.text(piece.text, look, change);
      case 'line':
        return [this.#run({ ...look, text: '', break: 1 }, change)];
      case 'note':
        return [this.#reference(piece.note, piece.text, look, change)];
      default:
        return piece satisfies never;
    }
  }

  #run(options: IRunOptions, change?: Change): ParagraphChild {
    if (!change) return new TextRun(options);
    const { author, date } = change;
    const made = { ...options, id: this.nextChange(), author, date };
    return change.kind === 'new' ? new InsertedTextRun(made) : new DeletedTextRun(made);
  }

  /** In a text from right to left everything but Latin words runs that way. */
  #dressed(text: string, look: Look): Look {
    const isLatin = /\p{Script=Latin}/u.test(text) && !/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
    return this.face.isRightToLeft && !isLatin ? { ...look, rightToLeft: true } : look;
  }

  /** The first reference to a note brings it to the foot of its page, under the mark that the draft gives it. */
  #reference(note: string, mark: string, look: Look, change?: Change): ParagraphChild {
    const known = this.#footnotes.has(note) || !this.notes.has(note) || change !== undefined;
    if (known) return this.#run({ ...look, superScript: true, text: withoutForbidden(mark) }, change);
    const id = this.#footnotes.size + 1;
    this.#footnotes.set(note, id);
    const reference = ImportedXmlComponent.fromXmlString(
      `<w:footnoteReference w:customMarkFollows="1" w:id="${id}"/>`,
    );
    return new TextRun({ ...look, superScript: true, children: [reference, withoutForbidden(mark)] });
  }
}

const weight = ({ strong, emphasis }: { strong?: true; emphasis?: true }): Look => ({
  ...(strong ? { bold: true, boldComplexScript: true } : {}),
  ...(emphasis ? { italics: true, italicsComplexScript: true } : {}),
});
