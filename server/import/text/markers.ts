/** What begins a paragraph: numbers, letters, bullets, names of alternatives, headings. Pure readings of one text. */
import type { BlockAttrs, Relation } from '../../../shared/text/element.ts';
import { type ItemStyle, readItem } from './item-markers.ts';
import { coversOf, orderOf } from './orders.ts';

/** What a paragraph begins with; `length` UTF-16 units of it are the marker, spaces after it included. */
export type Marker =
  | { readonly kind: 'provision'; readonly label: string; readonly marker: string; readonly length: number }
  | {
      readonly kind: 'alternative';
      readonly label: string;
      readonly marker: string;
      readonly length: number;
      readonly covers: readonly string[];
      readonly relation: Relation;
      readonly order?: number;
    }
  /** `Option 2:` one of several wordings in the same place, without a number of what it stands for. */
  | {
      readonly kind: 'option';
      readonly label: string;
      readonly marker: string;
      readonly length: number;
      readonly order: number;
    }
  | {
      readonly kind: 'item';
      readonly label: string;
      readonly marker: string;
      readonly length: number;
      readonly style: ItemStyle;
    }
  | { readonly kind: 'part'; readonly label: string; readonly marker: string; readonly length: number }
  | {
      readonly kind: 'chapter';
      readonly label: string;
      readonly marker: string;
      readonly length: number;
      readonly level: number;
    };

const SUFFIX =
  '(?:\\.?\\s?(?:(?:bis|ter|quater|quat|quinquies|sexies|septies|octies|novies|decies|BIS|TER|QUATER|QUINQUIES|SEXIES)\\b|مكرر(?:ًا|اً|ا)?))';
const ALT = '(?:\\s?(?:[Aa]lt|ALT|备选(?:案文)?)\\.?(?:\\s?\\d{1,2}\\b)?)';

type Reader = (text: string, match: RegExpExecArray) => Marker | undefined;
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^(附件|附录|附文)\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[A-ZIVX]{1,4})?\s*$/, part],
  [
    /^((?:ANNEX|Annex|APPENDIX|Appendix|ATTACHMENT|Attachment)(?:\s+(?:[IVXLC]{1,6}|\d{1,2}|[A-Z]))?)\s*[.:]?\s*$/,
    part,
  ],
  [
    /^((?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)ً?|أولاً|(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)اً)\s*[-–—:.]\s*/u,
    chapter(1),
  ],
  // `1- يقرر`: how Arabic texts number.
  [new RegExp(`^((?:\\d|[٠-٩]){1,3}${SUFFIX}?)\\s?[-–—.]\\s*(?=[[［(]*\\p{Script=Arabic})`, 'u'), number],
  [/^((?:الفصل|الباب|القسم|الجزء)\s+\p{Script=Arabic}+)\s*[:.]?\s*/u, chapter(1)],
  [
    /^(?:البديل|Альт\.?|Альтернатива)\s+(\d{1,3}[A-Za-z]?(?:\s*\+\s*\d{1,3}[A-Za-z]?)*)\s*[.:]?\s*/,
    orderedAlternative,
  ],
  [
    /^((?:Opción|OPCIÓN|Alternativa|ALTERNATIVA|Вариант|ВАРИАНТ|الخيار)\s+(?:\(?(?:\d{1,2}|[IVX]{1,4}|[A-Za-zА-Яа-я])\)?))(?=\s*[:.：)–—-]|\s*$|\s*[[［{])\s*[:.：)–—-]?\s*/,
    namedOption,
  ],
  [/^(第[一二三四五六七八九十百\d]{1,4}[章节编])(?=[\s+*†‡：:]|$)\s*/, chapter(1)],
  [/^([一二三四五六七八九十]{1,3})[.．、]\s*/, chapter(1)],
  // `一、各缔约方应合作。` is a paragraph, `一、总则` a heading.
  [/^([一二三四五六七八九十]{1,3})[．、]\s*/, number],
  [/^([IVX]{1,5})\.\s+(?=\S)/, chapter(1)],
  [/^([A-Z])\.\s+(?=\S)/, chapter(2)],
  [
    /^((?:CHAPTER|Chapter|CHAPITRE|Chapitre|PART|Part|PARTIE|Partie|TITLE|Title|TITRE|Titre)\s+(?:[IVXLC]{1,6}|\d{1,2}|[A-Z])\b)\s*[.:–—-]?\s*/,
    chapter(1),
  ],
  [/^((?:PREMIÈRE|DEUXIÈME|TROISIÈME|QUATRIÈME|CINQUIÈME)\s+PARTIE)(?=\W|$)\s*[.:–—-]?\s*/, chapter(1)],
  [/^((?:SECTION|Section)\s+(?:[IVXLC]{1,6}|\d{1,2}|[A-Z])\b)\s*[.:–—-]?\s*/, chapter(2)],
  [new RegExp(`^((?:ARTICLE|Article)\\s+(?:\\d{1,3}|[IVXLC]{1,6})${SUFFIX}?)\\s*[.:–—-]?\\s*`), article],
  [/^((?:ARTICLE|Article)\s+(?:premier|PREMIER|1er))(?=\W|$)\s*[.:–—-]?\s*/, article],
  [
    /^((?:ARTÍCULO|Artículo|СТАТЬЯ|Статья|المادة)\s+(?:\d{1,3}|[IVXLC]{1,6})(?:\s?(?:bis|ter|quater|бис|тер|مكررا?))?)(?=\W|$)\s*[.:–—-]?\s*/,
    article,
  ],
  [/^(第[一二三四五六七八九十百\d]{1,4}条(?:之[一二三四五六七八九十])?)(?=[\s+*†‡：:]|$)\s*/, article],
  [/^备选(?:案文|方案)\s*(\d{1,2})\s*[.．：:、]\s*/, orderedAlternative],
  [
    /^备选(?:案文)?\s*((?:\d{1,3}[A-Za-z]?)(?:\s*[+＋和、]\s*\d{1,3}[A-Za-z]?)*)\s*([.．：:、]?)\s*/,
    chineseAlternative,
  ],
  [/^((?:备选(?:案文|方案)?|方案|选项)\s*([一二三四五六七八九十A-Z\d]))\s*[.．：:、]\s*/, chineseOption],
  [
    /^((?:Alternative|Alternate|Alt\.?|ALT\.?|Option)(?:\s+\(?(?:\d{1,2}|[A-Z])\)?)?\s+(?:to|for)\s+(?:(?:the\s+)?(?:(?:operative|preambular)\s+)?(?:paragraphs?|paras?\.?|articles?)\s*)(\d{1,3}(?:\s*(?:\+|and|&|,)\s*\d{1,3})*))\s*[.:–—-]\s*/i,
    saidAlternative,
  ],
  [
    /^(?:Alternative|Alternate|Alt\.?|ALT\.?)\s+((?:to\s+)?\d{1,3}[A-Za-z]?(?:\s*(?:\+|and|&)\s*\d{1,3}[A-Za-z]?)*)\s*([.:–—-]|(?=\s))\s*/,
    alternative,
  ],
  [new RegExp(`^((?:OP|PP|Op|Pp)\\s?\\d{1,3}${SUFFIX}?)(${ALT})\\s*[.:)–—-]?\\s*`), resolutionAlt],
  [new RegExp(`^((?:OP|PP|Op|Pp)\\s?\\d{1,3}${SUFFIX}?)\\s*[.:)–—-]?\\s*`), resolution],
  [new RegExp(`^(\\d{1,3}(?:\\.\\d{1,3}){0,3}${SUFFIX}?)(${ALT})\\s*[.:)]?\\s+`), numberAlt],
  [
    /^(Option|OPTION|Variante?|VARIANTE?|Alternative|ALTERNATIVE|Alt|ALT)\s*(\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,4}|[A-Za-z])\)?)(?=\s*[:.：)–—-]|\s*$|\s*[[［{])\s*[:.：)–—-]?\s*/,
    option,
  ],
  [
    new RegExp(`^(\\d{1,3}(?:\\.(?:\\d{1,3}|[xX])){1,3}${SUFFIX}?)\\s*([.:．：]?)(?:\\s+|(?=[[［]))`),
    decimal,
  ],
  // `1 that copies shall be kept`: how resolutions of the telecommunication union number.
  [/^(\d{1,2})\s+(?=(?:that|not to|to)\s)/, number],
  [
    new RegExp(`^(\\d{1,3}(?:${SUFFIX}|[A-Z](?=[.．]))?)\\s?([.．、：]|:(?=\\s))(?:\\s+|$|(?=[^\\d\\s]))`),
    number,
  ],
];

/** A marker is looked for in so many UTF-16 units; a heading is shorter. */
const LONGEST_HEAD = 400;

/** What a paragraph begins with, if anything. Brackets that stand before a number are not part of the text given here. */
export function readMarker(whole: string): Marker | undefined {
  const text = whole.length > LONGEST_HEAD ? whole.slice(0, LONGEST_HEAD) : whole;
  for (const [pattern, reader] of READERS) {
    const match = pattern.exec(text);
    const marker = match ? reader(text, match) : undefined;
    if (marker) return marker;
  }
  return readItem(text);
}

/** What a paragraph begins with behind brackets that stand before its number: `[14. words]`. */
export const readMarkerInside = (text: string): Marker | undefined =>
  readMarker(text.replace(/^(?:[[［]\s*)+/, ''));

/** `二、` as the number of a paragraph, where it is none of a heading. */
export function asParagraph(marker: Marker): Marker {
  if (marker.kind !== 'chapter' || !/^[一二三四五六七八九十]+$/.test(marker.label)) return marker;
  const { level: _, ...rest } = marker;
  return { ...rest, kind: 'provision' };
}

function part(_text: string, match: RegExpExecArray): Marker {
  const label = `${match[1] ?? ''}${/^[A-Za-z]/.test(match[0]) ? '' : (match[2] ?? '')}`;
  return { kind: 'part', label, marker: match[0].trim(), length: match[0].length };
}

function chapter(level: number): Reader {
  return (text, match) => {
    if (isSentence(text.slice(match[0].length)) || text.length > 200) return undefined;
    return {
      kind: 'chapter',
      label: match[1] ?? '',
      marker: match[0].trim(),
      length: match[0].length,
      level,
    };
  };
}

/** `Article 3 (mitigation)` heads what follows; `Article 3. The Parties shall …` is a provision of that name. */
function article(text: string, match: RegExpExecArray): Marker | undefined {
  const rest = text.slice(match[0].length);
  if (/^(?:of|and|to|,|;|\(?\d)/.test(rest)) return undefined;
  const read = { label: match[1] ?? '', marker: match[0].trim(), length: match[0].length };
  return isSentence(rest) ? { kind: 'provision', ...read } : { kind: 'chapter', ...read, level: 2 };
}

/** Running text, no heading: it ends like a sentence or is as long as one. */
export const isSentence = (text: string): boolean =>
  text.length > 160 || /[。；;][\]］）)]*$|[a-z\d][.]$|，/.test(text);

function chineseAlternative(_text: string, match: RegExpExecArray): Marker | undefined {
  const label = (match[1] ?? '').replace(/\s/g, '');
  if (label === '') return undefined;
  return {
    kind: 'alternative',
    label,
    marker: match[0].trim(),
    length: match[0].length,
    covers: coversOf(label),
    relation: 'replaces',
  };
}

/** `备选案文1：`, `البديل 1`: to paragraph 1, or the first of several. */
function orderedAlternative(text: string, match: RegExpExecArray): Marker | undefined {
  const read = chineseAlternative(text, match);
  return read?.kind === 'alternative' ? { ...read, order: orderOf(read.label) } : read;
}

/** `Alternative 2 to paragraphs 5 and 6:` says itself what it covers. */
function saidAlternative(_text: string, match: RegExpExecArray): Marker {
  return {
    kind: 'alternative',
    label: match[1] ?? '',
    marker: match[0].trim(),
    length: match[0].length,
    covers: (match[2] ?? '').split(/\D+/),
    relation: 'replaces',
  };
}

/** `Opción 1:`, `Вариант 2`: the whole name is the label. */
function namedOption(_text: string, match: RegExpExecArray): Marker {
  const label = match[1] ?? '';
  const order = orderOf(/\S+$/.exec(label)?.[0] ?? '');
  return { kind: 'option', label, marker: match[0].trim(), length: match[0].length, order };
}

function chineseOption(_text: string, match: RegExpExecArray): Marker {
  return {
    kind: 'option',
    label: match[1] ?? '',
    marker: match[0].trim(),
    length: match[0].length,
    order: orderOf(match[2] ?? ''),
  };
}

function alternative(_text: string, match: RegExpExecArray): Marker | undefined {
  const label = (match[1] ?? '').replace(/^to\s+/, '').replace(/\s*(?:and|&|\+)\s*/g, '+');
  return {
    kind: 'alternative',
    label,
    marker: match[0].trim(),
    length: match[0].length,
    covers: coversOf(label),
    relation: 'replaces',
    order: orderOf(label),
  };
}

function resolution(text: string, match: RegExpExecArray): Marker | undefined {
  if (text.length === match[0].length && text.length < 4) return undefined;
  return inserted(match[1] ?? '', match[0]);
}

function resolutionAlt(_text: string, match: RegExpExecArray): Marker {
  return replaced(match[1] ?? '', match[2] ?? '', match[0]);
}

function numberAlt(_text: string, match: RegExpExecArray): Marker {
  return replaced(match[1] ?? '', match[2] ?? '', match[0]);
}

function decimal(text: string, match: RegExpExecArray): Marker | undefined {
  const rest = text.slice(match[0].length);
  if (/^[%°]|^(?:per cent|million|billion|percent|亿|万|天)/.test(rest) || rest === '') return undefined;
  return inserted(match[1] ?? '', match[0]);
}

function number(_text: string, match: RegExpExecArray): Marker {
  return inserted(match[1] ?? '', match[0]);
}

function replaced(base: string, alt: string, all: string): Marker {
  const label = `${base}${alt}`.trim().replace(/\.$/, '');
  return {
    kind: 'alternative',
    label,
    marker: all.trim(),
    length: all.length,
    covers: [base.trim()],
    relation: 'replaces',
  };
}

const INSERTED = new RegExp(`^(.*?)\\s?(?:${SUFFIX.slice(3, -1)})$`);
/** `4 bis` stands after 4 and competes with nothing: so negotiators use it; the report asks. */
function inserted(label: string, all: string): Marker {
  const base = INSERTED.exec(label)?.[1]?.trim();
  const same = { label: label.trim(), marker: all.trim(), length: all.length };
  if (base === undefined || base === '') return { kind: 'provision', ...same };
  return { kind: 'alternative', ...same, covers: [base], relation: 'inserted-after' };
}

function option(_text: string, match: RegExpExecArray): Marker {
  const label = `${match[1] ?? ''} ${match[2] ?? ''}`;
  return {
    kind: 'option',
    label,
    marker: match[0].trim(),
    length: match[0].length,
    order: orderOf(match[2] ?? ''),
  };
}

/** Label and marker as attributes; a marker that the house prints anyway goes when the language is known. */
export const labelled = ({ label, marker }: Marker): BlockAttrs => ({ label, marker });
