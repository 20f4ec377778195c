/** Where a bracket of the text stands, what it encloses, and where its options part (SPEC DE2, BR4). */

import { spots } from '../../proposals/join-words.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { endOf, nextPlace, unitOf, unitPlaces } from '../../proposals/units.ts';
import type { BlockPlace } from '../../text/block-index.ts';
import { delimiterIn, type Inline } from '../../text/document.ts';
import type { BracketKind } from '../../text/element.ts';

export interface BracketPlace {
  readonly id: string;
  readonly kind: BracketKind;
  readonly link?: string;
  /** Flat index of the opening and of the closing delimiter. */
  readonly open: number;
  readonly close: number;
  /** Flat indexes of the breaks between its options. */
  readonly breaks: readonly number[];
  /** Whole provisions it encloses: they go with number and items when the text goes. */
  readonly units: readonly string[];
  /** The provision in which it begins. */
  readonly unit?: string;
}

/** A bracket both of whose delimiters stand in the text; undefined otherwise. */
export function bracketPlace({ text }: OpenDraft, id: string): BracketPlace | undefined {
  const [open, close] = [text.flatOfDelimiter(id, 'open'), text.flatOfDelimiter(id, 'close')];
  if (open === undefined || close === undefined || open > close) return undefined;
  const places = placesBetween({ text }, open, close);
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return undefined;
  const mark = delimiterAt(first, open);
  const unit = unitOf(text, first.record.id);
  return {
    id,
    kind: mark?.el === 'bracket_open' ? mark.kind : 'contested',
    ...(mark?.el === 'bracket_open' && mark.link !== undefined ? { link: mark.link } : {}),
    open,
    close,
    breaks: places.flatMap((place) => breaksIn(place, id)).filter((flat) => flat > open && flat < close),
    units: begins(first, open) && ends(last, close) ? wholeUnits({ text }, places) : [],
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Brackets of one link, by link; unpaired ones left out. */
export function linkedBrackets({ text }: OpenDraft, link: string): readonly string[] {
  const found: string[] = [];
  for (const { content } of text.records())
    for (const inline of content) {
      const delimiter = delimiterIn(inline);
      if (delimiter?.el === 'bracket_open' && delimiter.link === link && text.isPaired(delimiter.id))
        found.push(delimiter.id);
    }
  return [...new Set(found)];
}

export function placesBetween({ text }: Pick<OpenDraft, 'text'>, from: number, to: number): BlockPlace[] {
  const found: BlockPlace[] = [];
  for (let at = text.placeAt(from); at && at.flat <= to; at = nextPlace(text, at)) found.push(at);
  return found;
}

function delimiterAt(place: BlockPlace, flat: number) {
  for (const [inline, at] of spots(place)) if (at === flat) return delimiterIn(inline);
  return undefined;
}

const breaksIn = (place: BlockPlace, bracket: string): number[] =>
  spots(place).flatMap(([inline, at]) =>
    'el' in inline && inline.el === 'option_break' && inline.bracket === bracket ? [at] : [],
  );

/** Nothing but other opening delimiters stands before it in its block. */
const begins = (place: BlockPlace, flat: number): boolean =>
  spots(place).every(([inline, at]) => at >= flat || isObject(inline, 'bracket_open'));

/** Nothing but closing delimiters, sources and references stands after it. */
const ends = (place: BlockPlace, flat: number): boolean =>
  spots(place).every(
    ([inline, at]) => at <= flat || isObject(inline, 'bracket_close', 'attribution', 'note_ref'),
  );

const isObject = (inline: Inline, ...names: readonly string[]): boolean =>
  'el' in inline && names.includes(inline.el);

/** The units that begin with the first block and end with the last; none if one is cut. */
function wholeUnits({ text }: Pick<OpenDraft, 'text'>, places: readonly BlockPlace[]): readonly string[] {
  const units = [
    ...new Set(
      places.filter(({ record }) => record.kind !== 'note').map(({ record }) => unitOf(text, record.id)!),
    ),
  ];
  const ids = new Set(places.map(({ record }) => record.id));
  const isHead = (unit: string): boolean =>
    ['provision', 'alternative'].includes(text.placeOf(unit)?.record.kind ?? '');
  const isWhole = (unit: string): boolean => unitPlaces(text, unit).every(({ record }) => ids.has(record.id));
  return units.some(isHead) && units.every(isWhole) ? units : [];
}

/** Flat index of the end of the content of a block. */
export const contentEnd = (place: BlockPlace): number =>
  endOf(place) - place.record.trail - (place.record.hasEnd ? 1 : 0);
