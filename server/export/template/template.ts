/**
 * A body's own template (SPEC TP1): a Word file whose styles, heads, feet, paper and masthead a text is written in. Read anew
 * for every file that is written, whoever sent it.
 */
import type { Style } from '../../../shared/renditions/sheet.ts';
import { BadTemplate } from './bad-template.ts';
import { type Field, fieldsIn, isForText, wordsOf } from './fields.ts';
import { MAIN, openTemplate, type Package } from './package.ts';
import { childOf, type Element, elementsOf, settingOf, within } from './xml.ts';

export interface Template extends Package {
  readonly body: readonly Element[];
  /** Paper, margins, columns, heads and feet of the last section, which the text stands in. */
  readonly section: Element;
  /** What the template prints of a text; the rest of its masthead stands where the text begins. */
  readonly fields: ReadonlySet<Field>;
  /** Ids of the styles by their names in small letters, as every language of Word keeps them: `heading 1`. */
  readonly styles: ReadonlyMap<string, string>;
  /** Width of the text, in twentieths of a point. */
  readonly textWidth: number;
  /** Size of ordinary words, in half points. */
  readonly size: number;
}

/** Names of styles that a body may give to kinds of paragraphs, beside Word's own. */
export const NAMED: Readonly<Record<Style, string>> = {
  title: 'Chapeau Title',
  part: 'Chapeau Part',
  chapter: 'Chapeau Chapter',
  concept: 'Chapeau Concept',
  provision: 'Chapeau Provision',
  alternative: 'Chapeau Alternative',
  item: 'Chapeau Item',
  plain: 'Chapeau Text',
  remark: 'Chapeau Remark',
  source: 'Chapeau Source',
  cell: 'Chapeau Cell',
  head: 'Chapeau Head',
};

/** Under which a paragraph bears such a style until it stands in the template. */
export const ownId = (style: Style): string => `named-${style}`;

/** Opens a template; throws `BadTemplate` with what is wrong and what to do. */
export function readTemplate(bytes: Uint8Array): Template {
  const opened = openTemplate(bytes);
  const main = childOf(opened.xml.get(MAIN), 'w:body');
  if (!main) throw new BadTemplate('broken', 'The template holds no text, not even an empty one.');
  const all = elementsOf(main);
  const section = all.find(({ name }) => name === 'w:sectPr') ?? EMPTY_SECTION;
  const body = settled(all.filter((each) => each !== section));
  const fields = new Set(
    [...opened.xml].flatMap(([name, root]) => [
      ...fieldsIn(name === MAIN ? { ...main, children: body } : root),
    ]),
  );
  const places = body.filter(isForText).length;
  if (places > 1 || (fields.has('text') && places === 0) || countsText(opened, body) > places)
    throw new BadTemplate(
      'field',
      'In the template {{text}} stands once, in a paragraph of its own, in no table and in no head or foot.',
    );
  const styles = childrenNamed(opened);
  return { ...opened, body, section, fields, styles, textWidth: widthOf(section), size: sizeOf(opened) };
}

const EMPTY_SECTION: Element = { name: 'w:sectPr', attrs: {}, children: [] };

/** Empty paragraphs that a word processor leaves at the end are no part of a masthead. */
function settled(body: readonly Element[]): readonly Element[] {
  const last = body.findLastIndex((each) => each.name !== 'w:p' || holdsSomething(each));
  return body.slice(0, last + 1);
}

const holdsSomething = (paragraph: Element): boolean =>
  wordsOf(paragraph).trim() !== '' ||
  [...within(paragraph)].some(({ name }) =>
    /^(?:w:drawing|w:pict|w:sectPr|w:fldSimple|w:fldChar|w:br|w:sdt)$/.test(name),
  );

/** How often the text is asked for, anywhere. */
const countsText = ({ xml }: Package, body: readonly Element[]): number =>
  [...xml]
    .flatMap(([name, root]) => (name === MAIN ? body : [root]))
    .flatMap((root) => [...within(root)])
    .filter((each) => each.name === 'w:p' && /\{\{\s*text\s*\}\}/i.test(wordsOf(each))).length;

const stylesIn = ({ xml }: Package): readonly Element[] =>
  elementsOf(xml.get('word/styles.xml') ?? EMPTY_SECTION).filter(({ name }) => name === 'w:style');

const childrenNamed = (opened: Package): ReadonlyMap<string, string> =>
  new Map(
    stylesIn(opened).map((style) => [
      (settingOf(style, 'w:name') ?? '').toLowerCase(),
      style.attrs['w:styleId'] ?? '',
    ]),
  );

/** Word's own paper where a section says nothing. */
function widthOf(section: Element): number {
  const number = (name: string, attr: string, fallback: number): number => {
    const value = Number(childOf(section, name)?.attrs[attr] ?? fallback);
    return Number.isFinite(value) && value >= 0 ? value : fallback;
  };
  const side = number('w:pgMar', 'w:left', 1440) + number('w:pgMar', 'w:right', 1440);
  const width = number('w:pgSz', 'w:w', 12_240) - side - number('w:pgMar', 'w:gutter', 0);
  const columns = Math.max(1, number('w:cols', 'w:num', 1));
  const left = (width - (columns - 1) * number('w:cols', 'w:space', 720)) / columns;
  if (left < 1_000)
    throw new BadTemplate('broken', 'On the paper of the template no room is left between its margins.');
  return Math.round(left);
}

function sizeOf(opened: Package): number {
  const normal = stylesIn(opened).find(
    ({ attrs }) => attrs['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(attrs['w:default'] ?? ''),
  );
  const defaults = childOf(childOf(opened.xml.get('word/styles.xml'), 'w:docDefaults'), 'w:rPrDefault');
  const said = [normal, defaults].map((each) => Number(settingOf(childOf(each, 'w:rPr'), 'w:sz')));
  return Math.round(said.find((each) => each >= 8 && each <= 144) ?? 20);
}
