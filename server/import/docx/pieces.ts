/** Words of a Word file as pieces of the text that is made of it. */
import type { Origin, Piece, Span } from '../work.ts';
import type { DocxWords } from './content.ts';

/** A tab stands for a space. What is a link to elsewhere is blue by custom, not by anybody's wish. */
export function spanOf(
  { text, strong, emphasis, strike, color, underline }: DocxWords,
  origin: Origin,
): Span {
  const isLink = underline === true && /^0{2,4}[0-6]?[0-9A-F]{0,2}(?:C1|FF|EE)$/.test(color ?? '');
  return {
    text: text.replaceAll('\t', ' '),
    line: 1,
    column: 1,
    ...(strong ? { strong } : {}),
    ...(emphasis ? { emphasis } : {}),
    ...(strike ? { strike } : {}),
    ...(color && !isLink ? { color } : {}),
    origin,
  };
}

/** Words as characters; an object takes the place of its mark. */
export const printedOf = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => ('text' in piece ? piece.text : piece.object.el === 'note_ref' ? piece.object.mark : ' '))
    .join('');

export function placedAt(pieces: readonly Piece[], line: number, from: number): Piece[] {
  let column = from;
  return pieces.map((piece) => {
    const placed = { ...piece, line, column };
    column += printedOf([piece]).length;
    return placed;
  });
}

/** Without spaces and line breaks at either end; a break beside a space takes the space. */
export function trimmed(pieces: readonly Piece[]): Piece[] {
  const out = [...pieces];
  while (out[0] && isBlank(out[0])) out.shift();
  while (out.length > 0 && isBlank(out.at(-1))) out.pop();
  const [first] = out;
  if (first && 'text' in first) out[0] = withoutLead(first);
  const last = out.at(-1);
  if (last && 'text' in last) out[out.length - 1] = { ...last, text: last.text.trimEnd() };
  return out;
}

function withoutLead(span: Span): Span {
  const text = span.text.trimStart();
  const cut = span.text.length - text.length;
  const origin = span.origin && { ...span.origin, offset: span.origin.offset + cut };
  return { ...span, text, ...(origin ? { origin } : {}) };
}

function isBlank(piece: Piece | undefined): boolean {
  if (!piece) return false;
  return 'text' in piece ? piece.text.trim() === '' : piece.object.el === 'line_break';
}
