/**
 * How a draft is set as plain text where its words alone would not tell what each paragraph is: a heading, a row of a table, an
 * item within an item (SPEC RT9). Headings are set to the middle, items and the runs of options step by step, and a short rule
 * closes the text, so that a reader of files knows that the steps mean something.
 */
import { printedInline } from '../draft/printed.ts';
import type { Block, DraftDocument, Inline } from '../text/document.ts';

/** Spaces before what is set to the middle; a chapter of the second degree stands a step further to the left, an item a little beside its step. */
export const SET = { title: 32, part: 28, chapter: 24, row: 6, head: 2, step: 4, item: 1, note: 3 } as const;
/** The rule that closes a text that is set so; below it the title, where the text does not print it. */
export const CLOSING = `${' '.repeat(24)}${'_'.repeat(12)}`;
/** Stands for a part without label and title, and for the report before the first part. */
export const BARE_PART = '– – –';
export const COVER = '–';

const CLOSED = new RegExp(`\\n\\n${CLOSING}\\n(?:\\n {24}[^\\n]+\\n)?$`);

/** Is this text set so? */
export const isSet = (text: string): boolean => CLOSED.test(text.slice(-2_000));

/** Spaces before a chapter heading of a degree. */
export const chapterIndent = (level: number): number => SET.chapter - SET.step * (Math.min(level, 3) - 1);

const PLAIN = [...'0123456789abcdefghijklmnopqrstuvwxyz'];
const RAISED = [...'⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻ'];

/** Marks of notes that are words or figures: beside a word they are raised. */
export const isRaisable = (mark: string): boolean => /^[\da-z]+$/.test(mark);
/** `4` as it stands raised beside a word: `⁴`. */
export const raised = (mark: string): string =>
  [...mark].map((each) => RAISED[PLAIN.indexOf(each)]!).join('');
/** The same back. */
export const lowered = (mark: string): string =>
  [...mark].map((each) => PLAIN[RAISED.indexOf(each)]!).join('');
/** Finds what is raised. */
export const RAISED_MARKS = new RegExp(`[${RAISED.join('')}]+`, 'gu');

/** How many runs a block stands in, one within the other. */
export function runDepth(block: Block, byId: ReadonlyMap<string, Block>): number {
  let depth = 0;
  for (let at = block.attrs.run; at !== undefined && depth < 20; at = byId.get(at)?.attrs.run) depth += 1;
  return depth;
}

/** Would the words alone leave open what each paragraph is? */
export function needsSetting({ meta, blocks }: DraftDocument): boolean {
  if (blocks.length === 0) return false;
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const title = blocks.find(({ kind }) => kind === 'title') ?? blocks[0]!;
  if (meta.title !== '' && wordsOf(title) !== meta.title) return true;
  return blocks.some((block, at) => isUnclear(block, at, blocks, byId));
}

function isUnclear(
  block: Block,
  at: number,
  blocks: readonly Block[],
  byId: ReadonlyMap<string, Block>,
): boolean {
  const { kind, attrs, content } = block;
  switch (kind) {
    case 'row':
      return true;
    case 'title':
      return wordsOf(block).length > 110 || at > 12 || /[\d.:;,，。；：]$/.test(wordsOf(block));
    case 'part':
      return attrs.label === undefined && attrs.columns === undefined && content.length === 0;
    case 'chapter':
      return attrs.label === undefined;
    case 'item':
      return (attrs.level ?? 1) > 1 || content.some(isFigureMark);
    case 'paragraph':
      return attrs.run === undefined ? readsOtherwise(block, blocks[at - 1]) : runDepth(block, byId) > 1;
    default:
      return (
        (kind === 'provision' && content.length === 0) ||
        runDepth(block, byId) > 1 ||
        content.some(isFigureMark)
      );
  }
}

const isFigureMark = (inline: Inline): boolean =>
  'el' in inline && inline.el === 'note_ref' && isRaisable(inline.mark);

/** A paragraph that could be a heading, or go on with the one before it. */
function readsOtherwise(block: Block, before: Block | undefined): boolean {
  const words = wordsOf(block);
  const isHeadingLike =
    words.length <= 70 &&
    /^[\p{Lu}\p{Script=Han}\p{Script=Arabic}]/u.test(words) &&
    !/[.。;；:：,，]$/.test(words);
  const isOpen = before?.kind === 'paragraph' && !/[.。;；:：!?！？]\W*$/u.test(wordsOf(before));
  return isHeadingLike || isOpen || block.content.some(isFigureMark);
}

const wordsOf = ({ content }: Block): string =>
  content
    .map((each) =>
      'el' in each && (each.el === 'note_ref' || each.el === 'attribution') ? '' : printedInline(each),
    )
    .join('');
