/** Paragraph and character styles with what they inherit (SPEC IM22). Chains that run in a circle end. */
import type { Look } from './content.ts';
import { child, childrenOf, type Element, isOn, settingOf } from './xml.ts';

export interface ParagraphStyle {
  readonly name: string;
  /** Degree of a heading, 1-based. */
  readonly heading?: number;
  readonly numId?: string;
  readonly level?: number;
  readonly indent?: number;
}

export interface Styles {
  paragraph(id: string | undefined): ParagraphStyle;
  /** The run properties of a character style, nearest first. */
  character(id: string | undefined): readonly Element[];
  /** Run properties of a paragraph style, nearest first. */
  runs(id: string | undefined): readonly Element[];
}

/** No real chain is longer. */
const LONGEST_CHAIN = 40;

/** Reads styles.xml; a file without styles has none. */
export function readStyles(root: Element | undefined): Styles {
  const byId = new Map(childrenOf(root, 'w:style').map((style) => [style.attrs['w:styleId'] ?? '', style]));
  const fallback = [...byId].find(
    ([, { attrs }]) => attrs['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(attrs['w:default'] ?? ''),
  )?.[0];
  const chain = (id: string | undefined): readonly Element[] => {
    const found: Element[] = [];
    for (let at = byId.get(id ?? ''); at && found.length < LONGEST_CHAIN && !found.includes(at); )
      at = byId.get(settingOf(found[found.push(at) - 1], 'w:basedOn') ?? '');
    return found;
  };
  const known = new Map<string, ParagraphStyle>();
  return {
    paragraph: (id) => {
      const key = id ?? fallback ?? '';
      const style = known.get(key) ?? paragraphStyle(chain(key));
      known.set(key, style);
      return style;
    },
    character: (id) => runProperties(chain(id)),
    runs: (id) => runProperties(chain(id ?? fallback)),
  };
}

const runProperties = (chain: readonly Element[]) => chain.flatMap((style) => child(style, 'w:rPr') ?? []);

function paragraphStyle(chain: readonly Element[]): ParagraphStyle {
  const properties = chain.flatMap((style) => child(style, 'w:pPr') ?? []);
  const first = <T>(read: (each: Element) => T | undefined): T | undefined =>
    properties.map(read).find((each) => each !== undefined);
  const numId = first((each) => settingOf(child(each, 'w:numPr'), 'w:numId'));
  const level = first((each) => settingOf(child(each, 'w:numPr'), 'w:ilvl'));
  const indent = first(indentOf);
  const heading = headingOf(first((each) => settingOf(each, 'w:outlineLvl'))) ?? namedHeading(chain);
  return {
    name: settingOf(chain[0], 'w:name') ?? '',
    ...(heading === undefined ? {} : { heading }),
    ...(numId === undefined ? {} : { numId }),
    ...(level === undefined ? {} : { level: Number(level) }),
    ...(indent === undefined ? {} : { indent }),
  };
}

/** Outline level 0 is a heading of degree 1; 9 is running text. */
export function headingOf(outline: string | undefined): number | undefined {
  const level = Number(outline ?? Number.NaN);
  return Number.isInteger(level) && level >= 0 && level < 9 ? level + 1 : undefined;
}

/** `Title` is a heading of the first degree by its name alone. */
function namedHeading(chain: readonly Element[]): number | undefined {
  const names = chain.map((style) => settingOf(style, 'w:name')?.toLowerCase() ?? '');
  if (names.includes('title')) return 1;
  const degree = /^heading (\d)$/.exec(names.find((name) => name.startsWith('heading ')) ?? '')?.[1];
  return degree === undefined ? undefined : Number(degree);
}

/** Left indent in twentieths of a point. */
export function indentOf(properties: Element | undefined): number | undefined {
  const indent = child(properties, 'w:ind');
  const left = Number(indent?.attrs['w:left'] ?? indent?.attrs['w:start'] ?? Number.NaN);
  return Number.isFinite(left) ? left : undefined;
}

/** How a run looks: its own settings, then its character style, then the paragraph's; nearest wins. */
export function lookOf(properties: readonly Element[]): Look {
  const on = (name: string) =>
    properties.map((each) => isOn(each, name)).find((each) => each !== undefined) === true;
  const value = (name: string) =>
    properties.map((each) => settingOf(each, name)).find((each) => each !== undefined);
  const color = value('w:color')?.toUpperCase();
  const highlight = value('w:highlight');
  const underline = value('w:u');
  return {
    ...(on('w:b') ? { strong: true as const } : {}),
    ...(on('w:i') ? { emphasis: true as const } : {}),
    ...(underline !== undefined && underline !== 'none' ? { underline: true as const } : {}),
    ...(on('w:strike') || on('w:dstrike') ? { strike: true as const } : {}),
    ...(color && /^[0-9A-F]{6}$/.test(color) && color !== '000000' ? { color } : {}),
    ...(highlight && highlight !== 'none' ? { highlight } : {}),
  };
}
