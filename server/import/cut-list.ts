/** The cuts of one paragraph in their order, changed in place: paragraphs may hold a hundred thousand. */
import { type Cut, type Delimiter, isDelimiter, isTaken } from './tokens.ts';

export class CutList {
  readonly list: Cut[];
  isChanged = false;

  constructor(cuts: readonly Cut[]) {
    this.list = [...cuts];
  }

  /** Makes one thing of a stretch of words; delimiters and objects in it go. */
  replace(cut: Cut): void {
    this.isChanged = true;
    const from = this.#first(cut.at);
    this.list.splice(from, this.#first(cut.at + cut.length) - from, cut);
  }

  /** Sets a bracket around a stretch; brackets that it meets at either end stand inside. */
  wrap(open: Delimiter, close: Delimiter): void {
    this.isChanged = true;
    let end = this.#first(close.at);
    while (this.#isAddedClose(end, close.at)) end += 1;
    this.list.splice(end, 0, { at: close.at, length: 0, is: close });
    this.list.splice(this.#first(open.at), 0, { at: open.at, length: 0, is: open });
  }

  /** True where words stand for one thing: a remark, or what was taken out. */
  isWhole(offset: number): boolean {
    let index = this.#first(offset + 1) - 1;
    while (this.list[index]?.length === 0) index -= 1;
    const cut = this.list[index];
    if (!cut || isDelimiter(cut.is) || offset >= cut.at + cut.length) return false;
    return isTaken(cut.is) || cut.length > 1;
  }

  /** The thing that ends right before an offset. */
  endingAt(offset: number): Cut | undefined {
    let index = this.#first(offset) - 1;
    while (this.list[index]?.length === 0) index -= 1;
    const cut = this.list[index];
    return cut && cut.at + cut.length === offset ? cut : undefined;
  }

  #isAddedClose(index: number, at: number): boolean {
    const cut = this.list[index];
    return cut?.at === at && cut.length === 0 && isDelimiter(cut.is) && cut.is.side === 'close';
  }

  /** Index of the first cut at an offset or after it. */
  #first(at: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
