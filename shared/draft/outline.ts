/** The outline of a draft: parts, chapters, concepts, provisions with their items, as a tree (SPEC DR2). Linear. */
import { type Block, type DraftDocument, type Inline, wordsOf } from '../text/document.ts';
import type { BlockKind, OptionBreak } from '../text/element.ts';
import { excerpt } from './excerpt.ts';

export type OutlineKind = Extract<
  BlockKind,
  'part' | 'chapter' | 'concept' | 'provision' | 'alternative' | 'item' | 'paragraph'
>;

export interface OutlineNode {
  readonly id: string;
  readonly kind: OutlineKind;
  /** As in the block's attributes: `10`, `10+11`, `a`; absent when it has none. */
  readonly label?: string;
  /** Its words, cut to 120 UTF-16 units; for a part its title. */
  readonly text: string;
  /** Index of its block in `document.blocks`. */
  readonly at: number;
  readonly children: readonly OutlineNode[];
}

export interface Outline {
  /** The words of the title printed before the first part; empty when there is none. */
  readonly title: string;
  readonly nodes: readonly OutlineNode[];
}

interface Growing extends OutlineNode {
  readonly rank: number;
  text: string;
  readonly children: Growing[];
}

/** Reads the outline; never throws. Items hang under their provision by level, run blocks under their alternative. */
export function readOutline(document: DraftDocument): Outline {
  const root: Growing = { id: '', kind: 'part', text: '', at: -1, rank: -1, children: [] };
  let path: Growing[] = [root];
  document.blocks.forEach((block, at) => {
    const top = path.at(-1) ?? root;
    if (block.kind === 'title' && (top.kind === 'part' || top === root)) top.text ||= words(block);
    const rank = rankOf(block);
    if (rank === undefined) return;
    path = path.filter((node) => node.rank < rank);
    const node = nodeOf(block, at, rank);
    (path.at(-1) ?? root).children.push(node);
    path.push(node);
  });
  return { title: root.text, nodes: root.children.map(finished) };
}

/** How deep a block stands: a smaller rank holds a greater one; undefined: not in the outline. */
function rankOf(block: Block): number | undefined {
  const level = Math.min(Math.max(block.attrs.level ?? 1, 1), 90);
  if (block.kind === 'part') return 0;
  if (block.kind === 'chapter') return level;
  if (block.kind === 'concept') return 100;
  if (block.kind === 'provision' || block.kind === 'alternative') return 101;
  if (block.kind === 'item') return 101 + level;
  if (block.kind === 'paragraph' && block.attrs.run !== undefined) return 102;
  return undefined;
}

function nodeOf(block: Block, at: number, rank: number): Growing {
  const { label } = block.attrs;
  const named = label === undefined ? {} : { label };
  return {
    id: block.id,
    kind: block.kind as OutlineKind,
    ...named,
    text: words(block),
    at,
    rank,
    children: [],
  };
}

const words = (block: Block) =>
  excerpt(block.content.map((inline) => (isBreak(inline) ? inline.glyph : wordsOf([inline]))).join(''), 120);

/** A heading's options stay apart. */
const isBreak = (inline: Inline): inline is OptionBreak => 'el' in inline && inline.el === 'option_break';

function finished({ rank: _, children, ...node }: Growing): OutlineNode {
  return { ...node, children: children.map(finished) };
}
