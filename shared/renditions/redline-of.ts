/** From two texts to the redline between them (SPEC RD1, RD2): accepting all gives the later text, rejecting all the earlier. */
import type { Ids } from '../compare/align.ts';
import { compareDrafts } from '../compare/compare.ts';
import type { BlockComparison } from '../compare/comparison.ts';
import { type LabelScheme, markerOf, schemeOf } from '../draft/labels.ts';
import { type Block, type DraftDocument, delimiterIn, type Inline } from '../text/document.ts';
import { withAskedMoves } from './asked-moves.ts';
import { inRunningText } from './columns.ts';
import { issued } from './derive.ts';
import { levelOf, styleOf } from './paras.ts';
import { printOnce } from './print-once.ts';
import { asProposed } from './proposed.ts';
import type { Redline, RedlineBlock, RedlinePiece } from './redline.ts';
import type { DraftState, Masthead } from './rendition.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface RedlineOptions {
  readonly masthead: Masthead;
  /** What the earlier text is called. */
  readonly base?: string;
  /** Whether equal ids mean the same block: `lasting` between states of one draft, `apart` between files. */
  readonly ids: Ids;
  /** What is proposed stands as changes of the words, by those who ask; else as it prints, between brackets. */
  readonly byParty?: boolean;
  readonly language?: string;
}

/** The bracketed text of a state against that of an earlier one, in running text. */
export function redlineOf(before: DraftState, after: DraftState, options: RedlineOptions): Redline {
  const { masthead, base, ids, byParty } = options;
  const language = options.language ?? after.document.meta.language;
  const { shifts = [], ...still } = after;
  const old = bracketed(before, masthead, language);
  const now = bracketed(byParty ? still : after, masthead, language, byParty ? false : undefined);
  const plain = redlineBlocks(old, now, ids);
  const blocks = byParty
    ? withAskedMoves(asProposed(plain, now, printOnce(after).requests), now, shifts)
    : plain;
  const { dir } = after.document.meta;
  return { language, dir, masthead, ...(base === undefined ? {} : { base }), blocks };
}

const bracketed = (
  state: DraftState,
  masthead: Masthead,
  language: string,
  bracketAlternatives?: boolean,
): DraftDocument =>
  inRunningText(issued(state, { kind: 'bracketed', masthead, bracketAlternatives }, vocabularyOf(language)));

interface PairOfBlocks {
  readonly comparison: BlockComparison;
  readonly isMoved: boolean;
}

/** Paragraph by paragraph; what moved is gone from where it stood and new where it stands. */
export function redlineBlocks(
  before: DraftDocument,
  after: DraftDocument,
  ids: Ids,
): readonly RedlineBlock[] {
  const pairs = compareDrafts(before, after, { ids }).units.flatMap(({ kind, blocks }) =>
    blocks.map((comparison): PairOfBlocks => {
      return { comparison, isMoved: kind === 'moved' || comparison.kind === 'moved' };
    }),
  );
  const writer = new BlockWriter(schemeOf(before.meta.language), schemeOf(after.meta.language));
  const byBefore = keyed(pairs, 'before');
  const byAfter = keyed(pairs, 'after');
  const anchors = anchorsIn(before, after, byAfter);
  const goneFrom = (from: number): readonly RedlineBlock[] => {
    const found: RedlineBlock[] = [];
    for (let at = from; at < before.blocks.length; at++) {
      const block = before.blocks[at] as Block;
      if (anchors.has(block.id)) break;
      found.push(writer.whole(block, 'gone', byBefore.get(block.id)?.comparison.after !== undefined));
    }
    return found;
  };
  const rest = after.blocks.flatMap((block): readonly RedlineBlock[] => {
    const pair = byAfter.get(block.id);
    const old = pair?.comparison.before;
    const at = old && anchors.get(old.id);
    if (!pair || at === undefined) return [writer.whole(block, 'new', old !== undefined)];
    return [writer.pair(pair.comparison), ...goneFrom(at + 1)];
  });
  return [...goneFrom(0), ...rest];
}

function keyed(pairs: readonly PairOfBlocks[], side: 'before' | 'after'): ReadonlyMap<string, PairOfBlocks> {
  return new Map(
    pairs.flatMap((pair) => {
      const block = pair.comparison[side];
      return block ? [[block.id, pair] as const] : [];
    }),
  );
}

/** Blocks that stand in both texts in the same order: id before, with its index there. */
function anchorsIn(
  before: DraftDocument,
  after: DraftDocument,
  byAfter: ReadonlyMap<string, PairOfBlocks>,
): ReadonlyMap<string, number> {
  const index = new Map(before.blocks.map(({ id }, at) => [id, at]));
  const anchors = new Map<string, number>();
  let last = -1;
  for (const { id } of after.blocks) {
    const pair = byAfter.get(id);
    const old = pair?.comparison.before;
    const at = old && index.get(old.id);
    if (pair?.isMoved || old === undefined || at === undefined || at <= last) continue;
    anchors.set(old.id, at);
    last = at;
  }
  return anchors;
}

class BlockWriter {
  constructor(
    private readonly old: LabelScheme,
    private readonly now: LabelScheme,
  ) {}

  whole(block: Block, kind: 'gone' | 'new', isMoved: boolean): RedlineBlock {
    const label = markerOf(block, kind === 'gone' ? this.old : this.now);
    const moved = isMoved ? { moved: kind === 'gone' ? ('away' as const) : ('here' as const) } : {};
    return {
      kind,
      ...formOf(block),
      ...labelled(label),
      ...moved,
      ...parted([{ kind, content: block.content }]),
    };
  }

  pair({ before, after, redline }: BlockComparison): RedlineBlock {
    const [label, baseLabel] = [markerOf(after as Block, this.now), markerOf(before as Block, this.old)];
    const renumbered = label === baseLabel ? {} : { baseLabel };
    return { kind: 'same', ...formOf(after as Block), ...labelled(label), ...renumbered, ...parted(redline) };
  }
}

const formOf = (block: Block) => ({ style: styleOf(block), level: levelOf(block) });
const labelled = (label: string) => (label === '' ? {} : { label });

/** The pieces of a line, with the delimiters that stand before its label apart. */
function parted(redline: readonly RedlinePiece[]): Pick<RedlineBlock, 'before' | 'pieces'> {
  const [before, pieces]: [RedlinePiece[], RedlinePiece[]] = [[], []];
  for (const { kind, content } of redline) {
    const cut = pieces.length > 0 ? 0 : content.findIndex((each) => !isOutside(each));
    const at = cut < 0 ? content.length : cut;
    if (at > 0) before.push({ kind, content: content.slice(0, at) });
    if (at < content.length) pieces.push({ kind, content: content.slice(at).flatMap(printed) });
  }
  return before.length === 0 ? { pieces } : { before, pieces };
}

function isOutside(each: Inline): boolean {
  const delimiter = delimiterIn(each);
  return delimiter?.el === 'bracket_open' && delimiter.outside === true;
}

/** Cells of a row stand on one line; sources after the words. */
function printed(each: Inline): readonly Inline[] {
  if (!('el' in each)) return [each];
  if (each.el === 'cell_break') return [{ text: '\t' }];
  return each.el === 'attribution' ? [{ text: ' ' }, { el: 'remark', text: each.raw }] : [each];
}
