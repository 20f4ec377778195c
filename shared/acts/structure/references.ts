/** References in the text to numbers of provisions and chapters (SPEC SU4), with what they would read after a renumbering. */
import { readUnits } from '../../draft/units.ts';
import type { DraftDocument } from '../../text/document.ts';
import type { TickedReference } from './request.ts';
import { charsOf } from './words-at.ts';

/** A reference; `to` equals `from` where nothing it names gets another number. */
export interface TextReference extends TickedReference {
  /** Ids of the blocks it names, as far as they stand in the same part. */
  readonly targets: readonly string[];
  /** The label of the provision it stands in, empty in headings. */
  readonly in: string;
}

const NUMBER = String.raw`\d+(?:\s?(?:bis|ter|quater)\b|[A-Z]\b)?`;
const JOINED = String.raw`(?:\s*(?:,|;|–|-|to|and|or|through)\s*(?:and\s+|or\s+)?`;
const ENGLISH = new RegExp(
  String.raw`\b(?:paragraphs?|paras?\.?|articles?|provisions?|chapters?|sections?)\s+(?:${NUMBER}|[IVXLC]+\b)(?:${JOINED}(?:${NUMBER}))*)?`,
  'giu',
);
const HAN = '[一二三四五六七八九十百零〇]+';
const CHINESE = new RegExp(
  String.raw`第\s*(?:\d+|${HAN})(?:\s*(?:、|和|或|至|及|—|-)\s*第?\s*(?:\d+|${HAN}))*\s*[章段条款节]`,
  'gu',
);

/** Every reference of the draft in order of print; `labels` are the new ones by id. */
export function readReferences(
  document: DraftDocument,
  labels: Readonly<Record<string, string>> = {},
): readonly TextReference[] {
  const units = readUnits(document);
  const byLabel = labelled(document);
  return document.blocks.flatMap((block, at): TextReference[] => {
    const text = charsOf(block.content);
    const { part = '' } = units.placeAt(at);
    const within = byLabel.get(part) ?? new Map<string, string>();
    const found = [...text.matchAll(ENGLISH), ...text.matchAll(CHINESE)].sort((a, b) => a.index - b.index);
    return found.map((match) => {
      const targets: string[] = [];
      const isChapter = /^(?:chapter|section)|章|节/iu.test(match[0]);
      const to = match[0].replace(isChapter ? CHAPTER_NUMBER : PROVISION_NUMBER, (number) => {
        const id = within.get(keyOf(isChapter, number));
        if (id === undefined) return number;
        targets.push(id);
        return inItsScript(number, labels[id] ?? number);
      });
      const label = units.at(at)?.block.attrs.label ?? '';
      return { block: block.id, offset: match.index, from: match[0], to, targets, in: label };
    });
  });
}

const PROVISION_NUMBER = new RegExp(`${NUMBER}|${HAN}`, 'gu');
const CHAPTER_NUMBER = new RegExp(String.raw`\d+|[IVXLC]+(?=$|\s|,)|${HAN}`, 'gu');

const keyOf = (isChapter: boolean, number: string): string =>
  `${isChapter ? 'chapter' : 'provision'} ${plainNumber(number)}`;

/** Ids by label, part by part. */
function labelled({ blocks }: DraftDocument): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const parts = new Map<string, Map<string, string>>();
  let part = '';
  for (const { id, kind, attrs } of blocks) {
    if (kind === 'part') part = id;
    const known = parts.get(part) ?? new Map<string, string>();
    parts.set(part, known);
    if (attrs.label === undefined || (kind !== 'provision' && kind !== 'chapter')) continue;
    const key = keyOf(kind === 'chapter', attrs.label.replace(/^第|[章节]$/gu, ''));
    if (!known.has(key)) known.set(key, id);
  }
  return parts;
}

const DIGITS = '零一二三四五六七八九';

/** A number as it is looked up: Chinese ones in figures. */
function plainNumber(number: string): string {
  const spoken = number.replace(/\s+/gu, ' ').trim();
  return /^[一二三四五六七八九十百零〇]+$/u.test(spoken) ? String(figureOf(spoken)) : spoken.toLowerCase();
}

function figureOf(spoken: string): number {
  let [sum, digit] = [0, 0];
  for (const sign of spoken.replace(/〇/gu, '零')) {
    if (sign === '百') sum += (digit || 1) * 100;
    else if (sign === '十') sum += (digit || 1) * 10;
    if (sign === '百' || sign === '十') digit = 0;
    else digit = DIGITS.indexOf(sign);
  }
  return sum + digit;
}

/** The new number in the script of the old one. */
function inItsScript(old: string, label: string): string {
  const isSpoken = /^[一二三四五六七八九十百零〇]+$/u.test(old);
  const number = label.replace(/^第|[章节]$/gu, '');
  return isSpoken && /^\d{1,3}$/u.test(number) ? spokenOf(Number(number)) : number;
}

function spokenOf(number: number): string {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const high = hundreds > 0 ? `${DIGITS[hundreds]}百` : '';
  const middle =
    tens === 0
      ? hundreds > 0 && ones > 0
        ? '零'
        : ''
      : `${tens === 1 && hundreds === 0 ? '' : DIGITS[tens]}十`;
  return `${high}${middle}${ones > 0 || number === 0 ? DIGITS[ones] : ''}`;
}
