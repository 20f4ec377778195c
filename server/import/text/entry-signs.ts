/** What a paragraph says of itself beside its words: a number that the source sets, its weight, a name still to come. */
import { after, type Entry, isSpan, type Piece, type Span, slice, textOf, type Unit } from '../work.ts';
import { type Marker, readMarker } from './markers.ts';

/** The number or bullet that the source's own syntax gives. */
export function hintedMarker(unit: Unit): Marker | undefined {
  const { hint } = unit;
  if (!hint?.label || hint.marker === undefined) return undefined;
  if (hint.bullet)
    return { kind: 'item', label: hint.label, marker: hint.marker, length: 0, style: 'bullet' };
  if ((hint.list ?? 1) > 1)
    return { kind: 'item', label: hint.label, marker: hint.marker, length: 0, style: 'digit' };
  return { kind: 'provision', label: hint.label, marker: hint.marker, length: 0 };
}

/** A marker behind brackets. */
export const shifted = (marker: Marker, by: number): Marker | undefined =>
  marker.kind === 'part' || marker.kind === 'chapter' ? undefined : { ...marker, length: marker.length + by };

/** A heading that has a number and no name yet. */
export const isUnnamed = ({ kind, attrs, pieces }: Entry): boolean =>
  kind === 'chapter' && attrs.label !== undefined && /^[[［\s]*$/.test(textOf(pieces));

/** True when all words of a paragraph are bold; true-bold Latin words are drawn once and tell nothing. */
export const isBold = (unit: Unit): boolean =>
  unit.pieces.every(
    (piece) =>
      !isSpan(piece) ||
      piece.strong === true ||
      !/[\p{L}\p{N}]/u.test(piece.text) ||
      /^[A-Za-z\d\s-]+$/.test(piece.text),
  ) && unit.pieces.some((piece) => isSpan(piece) && piece.strong);

/** The brackets in front of a marker, set before the words that follow it. */
export function outsideOf(unit: Unit, length: number, rest: Piece[]): Piece[] {
  const before = slice(unit.pieces, 0, length).filter(
    (piece): piece is Span => isSpan(piece) && piece.text.trim() !== '',
  );
  return [...before.map((piece): Span => ({ ...piece, text: piece.text.trim(), outside: true })), ...rest];
}

/** `[Article 12 bis`, `[CHAPTER III`: the bracket stands before the name of the heading. */
export function bracketedChapter(unit: Unit) {
  const text = textOf(unit.pieces);
  const outside = /^(?:[[［]\s*)+/.exec(text)?.[0].length ?? 0;
  const marker = outside > 0 ? readMarker(text.slice(outside)) : undefined;
  if (marker?.kind !== 'chapter' || marker.label.length < 3) return undefined;
  const pieces = outsideOf(unit, outside, after(unit.pieces, outside + marker.length));
  return { unit: { ...unit, pieces }, marker: { ...marker, length: 0 } };
}
