/** How a Word file looks: the paper, the heads and feet of its pages, the styles of its paragraphs. */
import {
  AlignmentType,
  Footer,
  Header,
  type IParagraphOptions,
  type IPropertiesOptions,
  type ISectionOptions,
  LineNumberRestartFormat,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TabStopType,
  TextRun,
} from 'docx';
import { MARGINS, type PrintOptions, SIZES } from '../../shared/renditions/paper.ts';
import type { Para, Sheet, Style } from '../../shared/renditions/sheet.ts';
import { NAMED, ownId, type Template } from './template/template.ts';
import { type Face, type RunMaker, twips } from './word.ts';

export interface WordOptions extends PrintOptions {
  /** The body's own, in whose styles and on whose paper the text is written. */
  readonly template?: Template;
}

/** Width of the text, in twentieths of a point. */
export const textWidth = ({ paper, template }: WordOptions): number =>
  template?.textWidth ?? twips(SIZES[paper][0] - 2 * MARGINS.side);

/** A step by which items are set in. */
export const STEP = twips(9);

/** The fonts, sizes and languages that every paragraph begins from, and the styles of headings. */
export function stylesOf(face: Face): IPropertiesOptions['styles'] {
  const [language = 'en'] = face.language.split('-');
  const run = { font: face.font, size: face.size, sizeComplexScript: face.size };
  const bold = { bold: true, boldComplexScript: true, color: '000000', ...run };
  const larger = { ...bold, size: face.size + 5, sizeComplexScript: face.size + 5 };
  const heading = (before: number) => ({ spacing: { before, after: 120 }, keepNext: true });
  return {
    default: {
      document: {
        run: {
          ...run,
          language: {
            value: language === 'zh' || language === 'ar' ? 'en-GB' : face.language,
            eastAsia: language === 'zh' ? 'zh-CN' : 'en-GB',
            bidirectional: language === 'ar' ? 'ar-SA' : 'en-GB',
          },
        },
        paragraph: { spacing: { after: 120, line: 276 } },
      },
      title: {
        run: { ...larger, size: face.size + 8, sizeComplexScript: face.size + 8 },
        paragraph: heading(120),
      },
      heading1: { run: larger, paragraph: heading(360) },
      heading2: {
        run: { ...bold, size: face.size + 3, sizeComplexScript: face.size + 3 },
        paragraph: { ...heading(240), alignment: AlignmentType.CENTER },
      },
      heading3: { run: bold, paragraph: { ...heading(240), alignment: AlignmentType.CENTER } },
      heading4: {
        run: {
          ...run,
          color: '000000',
          bold: false,
          italics: language !== 'zh' && language !== 'ar',
          ...(language === 'zh' || language === 'ar' ? { underline: {} } : {}),
        },
        paragraph: heading(160),
      },
      footnoteText: { run: { ...run, size: face.size - 3, sizeComplexScript: face.size - 3 } },
    },
  };
}

const HEADINGS: Partial<Record<Style, NonNullable<IParagraphOptions['heading']>>> = {
  title: 'Heading2',
  part: 'Heading1',
  chapter: 'Heading3',
  concept: 'Heading4',
};

/** What a paragraph looks like by what it is; a style that the template names for its kind comes before ours. */
export function paragraphLook(
  { style, level }: Pick<Para, 'style' | 'level'>,
  face: Face,
  { template }: Pick<WordOptions, 'template'> = {},
): IParagraphOptions {
  if (template?.styles.has(NAMED[style].toLowerCase())) {
    const deeper = style === 'item' && level > 1 ? { indent: { start: STEP * level } } : {};
    return { style: ownId(style), ...deeper, ...directed(face) };
  }
  const heading = HEADINGS[style];
  const indent = STEP * (style === 'alternative' ? 1 : heading === undefined ? level : 0);
  return {
    ...(heading === undefined ? {} : { heading }),
    ...(indent > 0 ? { indent: { start: indent } } : {}),
    ...(style === 'source' ? { spacing: { after: 60 } } : {}),
    tabStops: [{ type: TabStopType.LEFT, position: indent + STEP }],
    ...directed(face),
  };
}

export const directed = ({ isRightToLeft }: Face): IParagraphOptions =>
  isRightToLeft ? { bidirectional: true } : {};

/** Paper, margins, heads with symbol and stamp, feet with page x of y, line numbers. */
export function sectionOf(
  sheet: Sheet,
  options: WordOptions,
  face: Face,
  runs: RunMaker,
): Omit<ISectionOptions, 'children'> {
  const [width, height] = SIZES[options.paper];
  const margin = {
    top: twips(MARGINS.top),
    bottom: twips(MARGINS.bottom),
    left: twips(MARGINS.side),
    right: twips(MARGINS.side),
  };
  const foot = () => new Footer({ children: [pageNumber(sheet, face, runs)] });
  return {
    properties: {
      page: { size: { width: twips(width), height: twips(height) }, margin },
      titlePage: true,
      ...(options.lineNumbers
        ? { lineNumbers: { countBy: 5, restart: LineNumberRestartFormat.CONTINUOUS, distance: twips(6) } }
        : {}),
    },
    headers: {
      default: new Header({ children: [pageHead(sheet, options, face, runs)] }),
      first: new Header({ children: [new Paragraph({ children: [] })] }),
    },
    footers: { default: foot(), first: foot() },
  };
}

/**
 * What parts a label from its words: a tab, so that short labels stand in a column; a space after one that reaches as far as
 * the words begin.
 */
export const gapAfter = (label: string): string => {
  const wide = label.match(/[\u2e80-\u9fff\uff00-\uff60]/g)?.length ?? 0;
  return label.length + wide > LONG_LABEL ? ' ' : '\t';
};
const LONG_LABEL = 8;

/** The stamp where lines begin, the symbol where they end. */
function pageHead({ head }: Sheet, options: WordOptions, face: Face, runs: RunMaker): Paragraph {
  const stamp = head.restricted === undefined ? '' : `${head.restricted} — ${head.date}`;
  const children = [
    ...runs.text(stamp, { size: 18 }),
    new TextRun({ text: '\t' }),
    ...runs.text(head.symbol ?? '', { size: 18 }),
  ];
  return new Paragraph({
    children,
    tabStops: [{ type: TabStopType.RIGHT, position: textWidth(options) }],
    ...directed(face),
  });
}

/** Every word of the language stays around the two numbers that Word counts. */
function pageNumber({ words }: Sheet, face: Face, runs: RunMaker): Paragraph {
  const numbers = [PageNumber.CURRENT, PageNumber.TOTAL_PAGES];
  const children = words.page.split('{}').flatMap((said, at): ParagraphChild[] => {
    const number = numbers[at];
    return [
      ...runs.text(said, { size: 18 }),
      ...(number === undefined ? [] : [new TextRun({ size: 18, children: [number] })]),
    ];
  });
  return new Paragraph({
    children,
    alignment: AlignmentType.CENTER,
    ...directed(face),
  });
}
