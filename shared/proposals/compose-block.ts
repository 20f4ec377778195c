/**
 * One block as it is read with the proposals on it (SPEC PP2): its words in order, what is asked to go struck, the words
 * asked for beside it, each between delimiters. Every stretch says where it comes from, so that a caret and a keystroke
 * find the paper they belong to.
 */
import { type Inline, inlineLength, isWords } from '../text/document.ts';
import type { AskedBracket, BracketKind } from '../text/element.ts';
import type { BlockRecord } from '../text/sequence.ts';
import { isRun, type ProposalHead, strikes } from './proposal.ts';

/** Whose paper words stand on. */
export type Paper = 'text' | 'table' | 'hand';

/** A stretch of a composed block; `source` is absent for what is only drawn (the delimiters of proposals). */
export interface Run {
  readonly size: number;
  readonly source?: {
    readonly paper: Paper;
    /** Block on that paper, and the offset in its content at which the stretch begins. */
    readonly block: string;
    readonly from: number;
  };
  /** Proposal whose words these are, or whose delimiter this is. */
  readonly proposal?: string;
  readonly side?: 'open' | 'close';
  readonly asks?: AskedBracket['asks'];
  /** Proposals that want these words to go. */
  readonly struck?: readonly string[];
}

/** A proposal as it is shown: the hand's own version goes before the table's. */
export interface Shown {
  readonly head: ProposalHead;
  readonly paper: 'table' | 'hand';
  readonly state: AskedBracket['state'];
  readonly order: number;
  readonly records: readonly BlockRecord[];
}

/** Proposals of one place go by the table; what is in hand comes after, always in the same order. */
export const inOrder = (a: Shown, b: Shown): number =>
  a.order - b.order || (a.head.id < b.head.id ? -1 : Number(a.head.id > b.head.id));

/** A proposal on one block. `whole`: the block as such, with its number. */
export interface Placement {
  readonly shown: Shown;
  readonly from: number;
  readonly to: number;
  readonly isGap: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly whole: boolean;
  /** Same for proposals of the very same extent. */
  readonly extent: string;
}

export interface Composed {
  readonly content: readonly Inline[];
  readonly runs: readonly Run[];
}

/** Answers which proposals are placed on a block. */
export type PlacementsOn = (block: string) => readonly Placement[];

/** The block with everything placed on it; `within` are the proposals it already is part of, so that none holds itself. */
export function composeBlock(
  record: Pick<BlockRecord, 'id' | 'content' | 'size'>,
  paper: Paper,
  placementsOn: PlacementsOn,
  within: readonly string[] = [],
): Composed {
  const placements = placementsOn(record.id).filter(({ shown }) => !within.includes(shown.head.id));
  const writer = new Writer(record, paper, placementsOn, within);
  if (placements.length === 0) writer.words(0, record.size, []);
  else writer.all(placements);
  return { content: writer.content, runs: writer.runs };
}

interface Token {
  readonly placement: Placement;
  readonly what: 'close' | 'gap' | 'open';
}

class Writer {
  readonly content: Inline[] = [];
  readonly runs: Run[] = [];

  constructor(
    private readonly record: Pick<BlockRecord, 'id' | 'content' | 'size'>,
    private readonly paper: Paper,
    private readonly placementsOn: PlacementsOn,
    private readonly within: readonly string[],
  ) {}

  all(unordered: readonly Placement[]): void {
    const placements = [...unordered].sort((a, b) => inOrder(a.shown, b.shown));
    const { size } = this.record;
    const end = size - trailingSources(this.record.content);
    const placed = placements.map((placement) =>
      placement.whole
        ? { ...placement, from: 0, to: end }
        : { ...placement, from: Math.min(placement.from, size), to: Math.min(placement.to, size) },
    );
    const offsets = [...new Set([0, size, ...placed.flatMap(({ from, to }) => [from, to])])].sort(
      (a, b) => a - b,
    );
    if (size === 0) this.words(0, 0, []);
    offsets.forEach((offset, at) => {
      for (const token of tokensAt(placed, offset)) this.token(token, placed);
      const next = offsets[at + 1];
      if (next !== undefined) this.words(offset, next, strikersOf(placed, offset, next));
    });
  }

  /** The record's own words from one offset to the next. */
  words(from: number, to: number, struck: readonly string[]): void {
    if (from > to || (from === to && this.record.size > 0)) return;
    let at = 0;
    for (const inline of this.record.content) {
      const length = inlineLength(inline);
      const [start, end] = [Math.max(from, at), Math.min(to, at + length)];
      if (start < end)
        this.piece(
          isWords(inline) ? { ...inline, text: inline.text.slice(start - at, end - at) } : inline,
          struck,
        );
      at += length;
    }
    const source = { paper: this.paper, block: this.record.id, from };
    const proposal = this.within.at(-1);
    this.runs.push({
      size: to - from,
      source,
      ...(proposal === undefined ? {} : { proposal }),
      ...(struck.length > 0 ? { struck } : {}),
    });
  }

  private piece(inline: Inline, struck: readonly string[]): void {
    const proposed = this.within.at(-1);
    if (!isWords(inline) || (proposed === undefined && struck.length === 0)) this.content.push(inline);
    else
      this.content.push({
        ...inline,
        ...(proposed === undefined ? {} : { proposed }),
        ...(struck.length > 0 ? { struck } : {}),
      });
  }

  private token({ placement, what }: Token, all: readonly Placement[]): void {
    const { shown } = placement;
    if (what === 'gap') {
      this.asked(shown);
      return;
    }
    const group = all.filter(({ extent, isGap }) => !isGap && extent === placement.extent);
    if (group[0] === placement && drawsRange(group)) this.delimiter(group, what);
    if (
      what === 'close' &&
      shown.head.kind !== 'deletion' &&
      shown.records.length > 0 &&
      !isRun(shown.head.kind)
    )
      this.asked(shown);
  }

  /** The delimiter around words that stand on another paper. */
  private delimiter(group: readonly Placement[], side: 'open' | 'close'): void {
    const [{ shown }, ...others] = group as [Placement, ...Placement[]];
    const also = others.map((each) => each.shown.head.id);
    const asks = group.some((each) => strikes(each.shown.head.kind)) ? 'delete' : 'bracket';
    const asked = {
      proposal: shown.head.id,
      asks,
      state: shown.state,
      ...(also.length > 0 ? { also } : {}),
    } as const;
    this.mark(shown.head.id, side, asked, 'contested');
  }

  /** The words a proposal asks for, between its own delimiters, with what is proposed on them. */
  private asked(shown: Shown): void {
    const { head, state, records, paper } = shown;
    const asked = { proposal: head.id, asks: 'words', state } as const;
    const kind = head.kind === 'placeholder' ? 'placeholder' : 'contested';
    this.mark(`${head.id}:words`, 'open', asked, kind);
    for (const record of records) {
      const { content, runs } = composeBlock(record, paper, this.placementsOn, [...this.within, head.id]);
      this.content.push(...content);
      this.runs.push(...runs);
    }
    this.mark(`${head.id}:words`, 'close', asked, kind);
  }

  private mark(id: string, side: 'open' | 'close', asked: AskedBracket, kind: BracketKind): void {
    this.content.push(
      side === 'open'
        ? { el: 'bracket_open', id, kind, glyph: '[', asked }
        : { el: 'bracket_close', id, glyph: ']', asked },
    );
    this.runs.push({ size: 1, proposal: asked.proposal, side, asks: asked.asks });
  }
}

/** Sources at the end of a block stand outside what is contested. */
function trailingSources(content: readonly Inline[]): number {
  const last = content.findLastIndex((each) => isWords(each) || each.el !== 'attribution');
  return content.length - 1 - last;
}

/** A range is drawn when it covers something and asks for something about it. */
function drawsRange(group: readonly Placement[]): boolean {
  return group.some(({ shown, from, to, isFirst, isLast }) => {
    const covers = from < to || !isFirst || !isLast;
    return covers && (strikes(shown.head.kind) || shown.head.kind === 'bracket');
  });
}

const strikersOf = (placements: readonly Placement[], from: number, to: number): readonly string[] =>
  placements.flatMap((each) =>
    !each.isGap && strikes(each.shown.head.kind) && each.from <= from && each.to >= to
      ? [each.shown.head.id]
      : [],
  );

/** What stands at one offset, in order: what ends here, inner first; words in the gap; what begins here, outer first. */
function tokensAt(placements: readonly Placement[], offset: number): readonly Token[] {
  const ranges = placements.filter(({ isGap }) => !isGap);
  const closing = ranges
    .filter(({ to, isLast }) => isLast && to === offset)
    .sort((a, b) => Number(a.whole) - Number(b.whole) || b.from - a.from || inOrder(a.shown, b.shown));
  const opening = ranges
    .filter(({ from, isFirst }) => isFirst && from === offset)
    .sort((a, b) => Number(b.whole) - Number(a.whole) || b.to - a.to || inOrder(a.shown, b.shown));
  const empty = new Set(opening.filter((each) => closing.includes(each)));
  const gaps = placements
    .filter(({ isGap, from }) => isGap && from === offset)
    .sort((a, b) => inOrder(a.shown, b.shown));
  const whole = (each: Placement): boolean => each.whole;
  const tokens: Token[] = [
    ...opening.filter((each) => empty.has(each)).map((placement): Token => ({ placement, what: 'open' })),
    ...closing.filter((each) => !whole(each)).map((placement): Token => ({ placement, what: 'close' })),
  ];
  const rest: Token[] = [
    ...closing.filter(whole).map((placement): Token => ({ placement, what: 'close' })),
    ...opening.filter((each) => !empty.has(each)).map((placement): Token => ({ placement, what: 'open' })),
  ];
  return [...withGaps(tokens, rest, gaps)];
}

/** Gaps stand between what ends and what begins, unless they were typed beside another. */
function withGaps(
  before: readonly Token[],
  after: readonly Token[],
  gaps: readonly Placement[],
): readonly Token[] {
  const tokens = [...before, ...after];
  let next = before.length;
  for (const placement of gaps) {
    const { place } = placement.shown.head;
    const beside = place.on === 'gap' ? place.beside : undefined;
    const neighbour = beside
      ? tokens.findIndex((token) => token.placement.shown.head.id === beside.proposal)
      : -1;
    const at = neighbour < 0 ? next : beside!.side === 'before' ? neighbour : neighbour + 1;
    tokens.splice(at, 0, { placement, what: 'gap' });
    if (at <= next) next += 1;
  }
  return tokens;
}
