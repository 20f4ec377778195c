/** What the names of alternatives and options say: what they cover, and which of several they are. */

/** `10+11` covers 10 and 11; `11A` covers 11. */
export const coversOf = (label: string): string[] =>
  label.split(/[+＋和、]/).map((each) => each.replace(/[A-Za-z]$/, ''));

const HAN = '一二三四五六七八九十';
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
/** The place of an option among its fellows: `2`, `(b)`, `II`, `二` are the second; 0 when it cannot be told. */
export function orderOf(name: string): number {
  const bare = name.replace(/[()]/g, '').replace(/^.*\./, '');
  if (/^\d+$/.test(bare)) return Number(bare);
  if (HAN.includes(bare)) return HAN.indexOf(bare) + 1;
  if (ROMAN.includes(bare)) return ROMAN.indexOf(bare) + 1;
  return /^[A-Za-z]$/.test(bare) ? bare.toLowerCase().charCodeAt(0) - 96 : 0;
}
