/** The words of an entry as one text, with the way back to source places and formats. */
import type { Formats, InlineObject } from '../../shared/text/element.ts';
import { isSpan, type Piece, type Place, type Span } from './work.ts';

/** Stands in the text for an object that an earlier stage made. */
export const OBJECT = '\uFFFC';

export interface Look {
  readonly from: number;
  to: number;
  readonly strike: true | undefined;
  readonly color: string | undefined;
}

export class Flow {
  readonly text: string;
  readonly #pieces: readonly Piece[];
  readonly #starts: readonly number[];

  constructor(pieces: readonly Piece[]) {
    const kept = pieces.filter((piece) => !isSpan(piece) || piece.text !== '');
    const starts: number[] = [];
    let at = 0;
    for (const piece of kept) {
      starts.push(at);
      at += isSpan(piece) ? piece.text.length : 1;
    }
    this.#pieces = kept;
    this.#starts = starts;
    this.text = kept.map((piece) => (isSpan(piece) ? piece.text : OBJECT)).join('');
  }

  /** Source place of an offset. */
  at(offset: number): Place {
    const index = this.#index(offset);
    const piece = this.#pieces[index];
    const column = (piece?.column ?? 1) + (piece && isSpan(piece) ? offset - (this.#starts[index] ?? 0) : 0);
    return { line: piece?.line ?? 1, column };
  }

  /** True for a bracket printed before the number. */
  isOutside(offset: number): boolean {
    const piece = this.#pieces[this.#index(offset)];
    return piece !== undefined && isSpan(piece) && piece.outside === true;
  }

  /** The words between two offsets, cut where the format changes; objects in between are not among them. */
  words(from: number, to: number): (Formats & { text: string })[] {
    const out: (Formats & { text: string })[] = [];
    for (let at = from; at < to; ) {
      const index = this.#index(at);
      const piece = this.#pieces[index];
      const end = Math.min(to, this.#starts[index + 1] ?? this.text.length);
      if (piece && isSpan(piece)) out.push({ text: this.text.slice(at, end), ...formatsOf(piece) });
      at = Math.max(end, at + 1);
    }
    return out;
  }

  /** The offset of a source place, at most the end of the words on its line; undefined when it is not in here. */
  offsetOf({ line, column }: Place): number | undefined {
    let found: number | undefined;
    let nearest = 0;
    this.#pieces.forEach((piece, index) => {
      // Objects are set at the place of their row or paragraph: only words tell where a column lies.
      if (!isSpan(piece) || piece.line !== line || piece.column > column || piece.column < nearest) return;
      nearest = piece.column;
      found = (this.#starts[index] ?? 0) + Math.min(column - piece.column, piece.text.length);
    });
    return found;
  }

  /** Source lines that its words stand on. */
  lines(): ReadonlySet<number> {
    return new Set(this.#pieces.map(({ line }) => line));
  }

  /** Stretches that are struck through or coloured in the source, neighbours of one look together. */
  looks(): Look[] {
    const found: Look[] = [];
    this.#pieces.forEach((piece, index) => {
      if (!isSpan(piece) || (!piece.strike && !piece.color)) return;
      const from = this.#starts[index] ?? 0;
      const last = found.at(-1);
      const { strike, color } = piece;
      if (last && last.to === from && last.strike === strike && last.color === color)
        last.to += piece.text.length;
      else found.push({ from, to: from + piece.text.length, strike, color });
    });
    return found;
  }

  /** Offsets and objects that earlier stages made. */
  objects(): { at: number; object: InlineObject }[] {
    return this.#pieces.flatMap((piece, index) =>
      isSpan(piece) ? [] : [{ at: this.#starts[index] ?? 0, object: piece.object }],
    );
  }

  #index(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const formatsOf = (span: Span): Formats => ({
  ...(span.strong ? { strong: true as const } : {}),
  ...(span.emphasis ? { emphasis: true as const } : {}),
});
