/**
 * What a person wrote and the server did not admit, as plain text to copy (SPEC RB1). Pure: reads two documents.
 */
import * as Y from 'yjs';
import { type Inline, isWords } from '../../shared/text/document.ts';
import { textOf } from '../../shared/text/draft-doc.ts';
import type { StartMark } from '../../shared/text/element.ts';
import { printOf } from '../../shared/text/schema.ts';
import { embedOf, inlineOf } from '../../shared/text/sequence.ts';

export interface KeptWords {
  /** Made of the first item's id: finding the same words twice does not keep them twice. */
  readonly id: string;
  /** `typed`: words that are not in the text. `struck`: words one had deleted, which stand in the text again. */
  readonly kind: 'typed' | 'struck';
  /** The block they stood in; absent outside any. */
  readonly block?: string;
  /** Its number as printed, `10` or `alt 10+11`. */
  readonly label?: string;
  /** True if the block itself was new and is not in the text. */
  readonly isNewBlock: boolean;
  readonly text: string;
}

/** Clock from which on a client's items are not admitted. */
export type Admitted = (client: number) => number;

/** Words and delimiters of `ydoc` beyond what was admitted: one entry per block, in the order of the text. */
export function typedBeyond(ydoc: Y.Doc, admitted: Admitted): KeptWords[] {
  return gather(ydoc, 'typed', ({ client, clock }) => clock >= admitted(client));
}

/** Words that were deleted in `mine` and stand in `theirs`, the text as the server has it. */
export function struckBeyond(mine: Y.Doc, theirs: Y.Doc): KeptWords[] {
  const deleted = Y.createDeleteSetFromStructStore(mine.store);
  return gather(theirs, 'struck', (id) => Y.isDeleted(deleted, id));
}

type IsKept = (id: Y.ID) => boolean;

function gather(ydoc: Y.Doc, kind: KeptWords['kind'], isKept: IsKept): KeptWords[] {
  const gatherer = new Gatherer(kind, isKept);
  for (let item = textOf(ydoc)._start; item !== null; item = item.right) gatherer.read(item);
  return gatherer.finish();
}

interface Place {
  readonly block?: string;
  readonly label?: string;
  readonly isNewBlock: boolean;
}

/** Walks the items once, in order of the text, and opens a new entry at each block. */
class Gatherer {
  readonly #entries: KeptWords[] = [];
  readonly #kind: KeptWords['kind'];
  readonly #isKept: IsKept;
  #place: Place = { isNewBlock: false };
  #first: string | undefined;
  #text = '';
  /** Words that are not kept stood after the last kept ones. */
  #isInterrupted = false;

  constructor(kind: KeptWords['kind'], isKept: IsKept) {
    this.#kind = kind;
    this.#isKept = isKept;
  }

  read(item: Y.Item): void {
    if (item.deleted || !item.countable) return;
    const embed = embedOf(item);
    if (embed?.el === 'start' || embed?.el === 'end') this.#mark(item, embed);
    else if (item.content instanceof Y.ContentString) this.#words(item, item.content.str);
    else this.#object(item, inlineOf(embed));
  }

  finish(): KeptWords[] {
    this.#close();
    return this.#entries;
  }

  #mark(item: Y.Item, embed: object): void {
    this.#close();
    const mark = embed as Partial<StartMark>;
    const isStart = mark.el === 'start';
    const label = mark.marker ?? mark.label;
    this.#place = {
      ...(isStart && typeof mark.id === 'string' ? { block: mark.id } : {}),
      ...(isStart && typeof label === 'string' ? { label } : {}),
      isNewBlock: isStart && this.#isKept(item.id),
    };
  }

  #words(item: Y.Item, text: string): void {
    const { client, clock } = item.id;
    for (let at = 0; at < text.length; at += 1) this.#unit(Y.createID(client, clock + at), text.charAt(at));
  }

  #object(item: Y.Item, inline: Inline): void {
    this.#unit(item.id, isWords(inline) ? inline.text : printOf(inline));
  }

  #unit(id: Y.ID, printed: string): void {
    if (!this.#isKept(id)) {
      this.#isInterrupted = this.#text !== '';
      return;
    }
    this.#first ??= `${this.#kind}-${id.client}-${id.clock}`;
    this.#text += (this.#isInterrupted ? ' … ' : '') + printed;
    this.#isInterrupted = false;
  }

  #close(): void {
    if (this.#first !== undefined) {
      this.#entries.push({ id: this.#first, kind: this.#kind, ...this.#place, text: this.#text });
    }
    this.#first = undefined;
    this.#text = '';
    this.#isInterrupted = false;
  }
}
