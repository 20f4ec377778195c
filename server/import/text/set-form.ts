/** Plain text that was written here: what the step of a paragraph says (SPEC RT9). */
import { chapterIndent, lowered, RAISED_MARKS, SET } from '../../../shared/renditions/setting.ts';
import { type Entry, isSpan, type Piece, textOf, type Unit, type Work } from '../work.ts';
import { type Marker, readMarker } from './markers.ts';

export type SetKind =
  | { readonly kind: 'title' | 'part' | 'text' | 'note' }
  | { readonly kind: 'chapter'; readonly level: number }
  | { readonly kind: 'row'; readonly head: boolean };

/** What a paragraph is by the spaces before it. */
export function setKind({ lead }: Unit): SetKind {
  if (lead === SET.title) return { kind: 'title' };
  if (lead === SET.part) return { kind: 'part' };
  if (lead === SET.note) return { kind: 'note' };
  if (lead === SET.row || lead === SET.head) return { kind: 'row', head: lead === SET.head };
  const level = [1, 2, 3].find((each) => chapterIndent(each) === lead);
  return level === undefined ? { kind: 'text' } : { kind: 'chapter', level };
}

export const isItemSet = ({ lead }: Pick<Unit, 'lead'>): boolean => lead % SET.step === SET.item;

/** The number of a provision that has no words: `5.3` before its options. */
export function bareNumber(text: string): Marker | undefined {
  if (!/^[\d٠-٩.]{1,12}(?:\s?[\p{Ll}\p{Script=Arabic}]{2,12})?\s?[-–—.:：．、]?$/u.test(text))
    return undefined;
  const marker = readMarker(text) ?? readMarker(`${text} ا`);
  return marker?.kind === 'provision' && marker.length >= text.length
    ? { ...marker, length: text.length }
    : undefined;
}

/** The runs that are open, the outer first: the step of a paragraph says in which of them it stands. */
export class Runs {
  #open: Entry[] = [];

  clear(): void {
    this.#open = [];
  }

  /** Puts a paragraph into the run that its step names; of an item, says its degree too. */
  take(entry: Entry, lead: number): void {
    const steps = Math.floor(lead / SET.step);
    const isItem = isItemSet({ lead });
    const within = isItem && steps <= this.#open.length ? 0 : this.#open.length;
    const depth = isItem ? within : Math.min(steps, this.#open.length);
    const run = this.#open[depth - 1];
    delete entry.run;
    if (run) entry.run = run;
    if (isItem) entry.attrs = { ...entry.attrs, level: Math.max(1, steps - depth) };
    else this.#open.length = depth;
    if (entry.kind === 'alternative') this.#open.push(entry);
  }
}

/** The mark that a note begins with. */
export const markOfNote = (unit: Unit): string => /^\S*/.exec(textOf(unit.pieces))?.[0] ?? '';

/** Raised figures and letters that are marks of notes become references. */
export function withReferences(units: readonly Unit[], work: Work): readonly Unit[] {
  const marks = new Set(units.flatMap((unit) => (setKind(unit).kind === 'note' ? [markOfNote(unit)] : [])));
  const referred = (piece: Piece): readonly Piece[] => {
    if (!isSpan(piece)) return [piece];
    const out: Piece[] = [];
    let at = 0;
    for (const match of piece.text.matchAll(RAISED_MARKS)) {
      const mark = lowered(match[0]);
      if (!marks.has(mark)) continue;
      out.push({ ...piece, text: piece.text.slice(at, match.index), column: piece.column + at });
      out.push({
        object: { el: 'note_ref', note: mark, mark },
        line: piece.line,
        column: piece.column + match.index,
      });
      work.report.drop(match[0]);
      work.report.write(mark);
      at = match.index + match[0].length;
    }
    if (at === 0) return [piece];
    return [...out, { ...piece, text: piece.text.slice(at), column: piece.column + at }];
  };
  return units.map((unit) => ({ ...unit, pieces: unit.pieces.flatMap(referred) }));
}
