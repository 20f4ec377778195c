/** Width of text in half-width columns: what a printed line measures. */

/** True for characters that fill a full-width cell: Chinese, Japanese, Korean and their punctuation. */
export const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe4f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0x20000 && code <= 0x3fffd) ||
  code === 0x2014 ||
  code === 0x2026 ||
  code === 0x201c ||
  code === 0x201d;

/** Width of a text in half-width columns. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  return width;
}

/** True for a Chinese character (a letter, no punctuation). */
export const isHan = (character: string | undefined): boolean =>
  character !== undefined && /^\p{Script=Han}/u.test(character);
