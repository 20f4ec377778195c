/** Pieces of a line with their place in it: quoted words are taken as they are, and a fault can say where it is. */

export interface Piece {
  readonly text: string;
  /** Offset in the line, UTF-16 units. */
  readonly at: number;
}

/** Words of the draft that a line names; `shall#2` is the second of them. */
export interface SoughtWords extends Piece {
  readonly quoted: boolean;
  readonly ordinal?: number;
}

const QUOTES: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['「', '」'],
  ['『', '』'],
  ['«', '»'],
];

/** What stands for a quoted character while connecting words are sought: part of no word. */
const HIDDEN = '\ue000';

/** The line with quoted words hidden, at the same offsets. An opening quote without its closing one hides nothing. */
export function hideQuoted(line: string): string {
  let hidden = '';
  for (let at = 0; at < line.length; ) {
    const pair = QUOTES.find(([open]) => open === line[at]);
    const end = pair ? line.indexOf(pair[1], at + 1) : -1;
    const to = end < 0 ? at + 1 : end + 1;
    hidden += end < 0 ? line[at] : HIDDEN.repeat(to - at);
    at = to;
  }
  return hidden;
}

export function trimmed({ text, at }: Piece): Piece {
  const lead = text.length - text.trimStart().length;
  return { text: text.trim(), at: at + lead };
}

/** Words named in a line: quotes taken off, an ordinal read. */
export function soughtWords(piece: Piece): SoughtWords {
  const whole = trimmed(piece);
  const ordinal = /[#＃]\s*(\d{1,3})$/.exec(whole.text);
  const bare = ordinal ? { ...whole, text: whole.text.slice(0, ordinal.index).trimEnd() } : whole;
  const which = ordinal ? { ordinal: Number(ordinal[1]) } : {};
  const pair = QUOTES.find(([open, close]) => bare.text.startsWith(open) && bare.text.endsWith(close));
  if (!pair || bare.text.length < 2) return { ...bare, quoted: false, ...which };
  return { text: bare.text.slice(1, -1), at: bare.at + 1, quoted: true, ...which };
}

/** The part of a piece from one offset within it to another. */
export const part = ({ text, at }: Piece, from: number, to = text.length): Piece => ({
  text: text.slice(from, to),
  at: at + from,
});
