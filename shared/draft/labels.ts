/** Printed labels: `12.`, `(a)`, `Alt 10+11.`, `备选9.`. The label is data; its print is derived (SPEC AL1). */
import type { Block } from '../text/document.ts';

/** How a body prints what is derived from data; `{}` stands for the label. */
export interface LabelScheme {
  readonly provision: string;
  readonly item: string;
  readonly alternative: string;
  /** That nothing stands in a place, said in the record. */
  readonly noText: string;
}

const ENGLISH: LabelScheme = { provision: '{}.', item: '({})', alternative: 'Alt {}.', noText: 'no text' };
const SCHEMES: Readonly<Record<string, LabelScheme>> = {
  en: ENGLISH,
  zh: { ...ENGLISH, alternative: '备选{}.', noText: '无案文' },
  fr: { ...ENGLISH, noText: 'pas de texte' },
  es: { ...ENGLISH, noText: 'sin texto' },
  ru: { ...ENGLISH, alternative: 'Альт. {}.', noText: 'без текста' },
  ar: { ...ENGLISH, alternative: 'البديل {}.', noText: 'دون نص' },
};

/** The scheme of a language (BCP 47; the part after `-` does not matter); English where none is known. */
export const schemeOf = (language: string): LabelScheme => SCHEMES[language.split('-')[0] ?? ''] ?? ENGLISH;

/** What is printed before a block's words, without the space after it; empty when it has no label. */
export function markerOf(block: Block, scheme: LabelScheme): string {
  const { marker, label } = block.attrs;
  if (marker !== undefined) return marker;
  if (label === undefined) return '';
  if (block.kind === 'provision') return scheme.provision.replace('{}', label);
  if (block.kind === 'alternative') return scheme.alternative.replace('{}', label);
  if (block.kind === 'item' && /^[\p{L}\p{N}]/u.test(label)) return scheme.item.replace('{}', label);
  return label;
}

/** A name for a block that can be said: `12`, `Alt 10+11`, `Option 2`, `a`; empty when it has no label. */
export function nameOf(block: Block, scheme: LabelScheme): string {
  const { label } = block.attrs;
  if (label === undefined || block.kind !== 'alternative' || isWholeName(block, label)) return label ?? '';
  return scheme.alternative.replace('{}', label).replace(ENDING, '');
}

const ENDING = /[.:：\s]+$/;

/** `Option 2:`, `10 bis.`: it was printed under its label alone, which says what it is. */
const isWholeName = ({ attrs: { marker } }: Block, label: string): boolean =>
  /\p{L}{2}/u.test(label) && marker?.replace(ENDING, '').replace(/\s/g, '') === label.replace(/\s/g, '');
