/**
 * The brackets of a draft: pairs found by id, their extents, nesting, crossing, options and context (SPEC BR1, BR2, BR4 to BR6, DR3, DR4).
 * Linear in the draft; a bracket's lists are cut at the limits below so that no draft makes them quadratic.
 */
import type { DraftDocument, Inline } from '../text/document.ts';
import type { BracketKind } from '../text/element.ts';
import { type Delimiter, delimitersOf, type Pair, type Pairing, pair } from './delimiters.ts';
import { excerpt, tail } from './excerpt.ts';
import { type Nesting, nest } from './nesting.ts';
import { printedInline } from './printed.ts';
import { type Extent, type Span, SpanReader } from './span.ts';
import { readUnits, type Units } from './units.ts';

export type { Extent };

/** A pair of delimiters and what is known of it. */
export interface Bracket extends Span {
  readonly id: string;
  readonly kind: BracketKind;
  /** Brackets of one link are decided together. */
  readonly link?: string;
  /** Printed before the number of its provision. */
  readonly outside: boolean;
  readonly open: Delimiter;
  readonly close: Delimiter;
  /** 1 for a bracket in no other. */
  readonly depth: number;
  /** Id of the innermost bracket around it. */
  readonly parent?: string;
  /** Ids of brackets that begin inside it and end outside it, or the reverse; at most 16. */
  readonly crosses: readonly string[];
  /** Up to 40 units of words before and after it in its first and last block. */
  readonly before: string;
  readonly after: string;
}

/** A delimiter whose partner is missing: kept, shown, counted, never repaired silently (BR5). */
export interface Unpaired {
  readonly id: string;
  readonly side: 'open' | 'close';
  readonly at: Delimiter;
  readonly before: string;
  readonly after: string;
}

export interface Brackets {
  /** In order of their opening delimiters. */
  readonly pairs: readonly Bracket[];
  readonly unpaired: readonly Unpaired[];
  readonly byId: ReadonlyMap<string, Bracket>;
  /** Delimiters printed in the draft. */
  readonly opening: number;
  readonly closing: number;
}

/** Reads all brackets of a draft; never throws. */
export function readBrackets(document: DraftDocument, units: Units = readUnits(document)): Brackets {
  const delimiters = delimitersOf(document);
  const pairing = pair(delimiters);
  const nesting = nest(pairing.pairs);
  const spans = new SpanReader(document, units);
  const pairs = pairing.pairs.map((each) => bracketOf(each, nesting.get(each.id), spans, document));
  return {
    pairs,
    unpaired: unpairedOf(document, pairing),
    byId: new Map(pairs.map((each) => [each.id, each])),
    opening: delimiters.filter(({ object }) => object.el === 'bracket_open').length,
    closing: delimiters.filter(({ object }) => object.el === 'bracket_close').length,
  };
}

/** Written out member by member: drafts hold thousands, and objects put together from parts are slow to make. */
function bracketOf(
  { id, open, close }: Pair,
  nesting: Nesting | undefined,
  spans: SpanReader,
  document: DraftDocument,
): Bracket {
  const { kind, link, outside } = open.object;
  const { extent, provisions, text, options } = spans.read({ id, open, close });
  const { before, after } = contextOf(document, open, close);
  const bracket = {
    id,
    kind,
    outside: outside ?? false,
    open,
    close,
    depth: nesting?.depth ?? 1,
    crosses: nesting?.crosses ?? NONE,
    extent,
    provisions,
    text,
    options,
    before,
    after,
  };
  const parent = nesting?.parent;
  if (link === undefined && parent === undefined) return bracket;
  return { ...bracket, ...(link === undefined ? {} : { link }), ...(parent === undefined ? {} : { parent }) };
}

const NONE: readonly string[] = [];

function unpairedOf(document: DraftDocument, pairing: Pairing): readonly Unpaired[] {
  return pairing.unpaired.map((at) => ({
    id: at.object.id,
    side: at.object.el === 'bracket_open' ? 'open' : 'close',
    at,
    ...contextOf(document, at, at),
  }));
}

/** UTF-16 units of context, and how many inlines are looked at for them. */
const CONTEXT = 40;
const INLINES = 24;

/** Words before `from` and after `to`, each within its own block. */
function contextOf(
  document: DraftDocument,
  from: Delimiter,
  to: Delimiter,
): { before: string; after: string } {
  const left = document.blocks[from.block]?.content ?? [];
  const right = document.blocks[to.block]?.content ?? [];
  return {
    before: tail(wordsBefore(left, from.at), CONTEXT),
    after: excerpt(wordsAfter(right, to.at), CONTEXT),
  };
}

/** More than is shown, so that the cut is seen; no more inlines than that. */
function wordsBefore(content: readonly Inline[], end: number): string {
  let words = '';
  for (let at = end - 1; at >= Math.max(0, end - INLINES) && words.length <= CONTEXT; at--)
    words = printedInline(content[at] as Inline) + words;
  return words;
}

function wordsAfter(content: readonly Inline[], start: number): string {
  let words = '';
  const end = Math.min(content.length, start + 1 + INLINES);
  for (let at = start + 1; at < end && words.length <= CONTEXT; at++)
    words += printedInline(content[at] as Inline);
  return words;
}
