/** What was changed within one block, as the smallest requests that say it (SPEC CH2 to CH4). */
import type { ProposalKind } from '../proposals/proposal.ts';
import { type Inline, isWords } from '../text/document.ts';
import type { Trimmed } from './brackets.ts';
import type { Aside, Change, NewWords, Where } from './change.ts';
import { placed } from './delimiters.ts';
import { type BlockEdit, sliceOf } from './stretches.ts';
import { type Holding, heldWords, printOf } from './words.ts';

export type Tell = (aside: Aside) => void;

/** The changes of a block's words, in order. */
export function inlineChanges(
  edit: BlockEdit,
  trimmed: readonly Trimmed[],
  holding: Omit<Holding, 'block' | 'isRun'>,
): readonly Change[] {
  return trimmed.flatMap((each) => changeOf(edit, each, { ...holding, block: edit.before.id, isRun: false }));
}

function changeOf(edit: BlockEdit, trimmed: Trimmed, holding: Holding): readonly Change[] {
  const [from, to] = withoutSources(edit.before.content, trimmed.from, trimmed.to);
  const block = edit.before.id;
  const gone = sliceOf(edit.before.content, from, to);
  const fresh = sliceOf(edit.after.content, trimmed.at, trimmed.end);
  if (isNothing(gone, fresh)) return tellGoneSources(edit, trimmed, holding);
  if ([...gone, ...fresh].some((inline) => !isWords(inline) && inline.el === 'cell_break')) {
    holding.tell({ what: 'table', block, side: 'changed', words: `${printOf(gone)} → ${printOf(fresh)}` });
    return [];
  }
  tellGoneSources(edit, trimmed, holding);
  const option = optionIn(edit, trimmed, fresh);
  if (option)
    return [changed('option', { on: 'gap', at: { block, offset: from } }, heldWords(option, holding))];
  const words = heldWords(fresh, holding);
  if (from === to)
    return words.length === 0
      ? []
      : [changed('insertion', { on: 'gap', at: { block, offset: from } }, words)];
  const where: Where = { on: 'range', from: { block, offset: from }, to: { block, offset: to } };
  return [words.length === 0 ? changed('deletion', where) : changed('replacement', where, words)];
}

export function changed(kind: ProposalKind, where: Where, content?: readonly Inline[]): Change {
  const words: readonly NewWords[] = content ? [{ kind: 'paragraph', attrs: {}, content }] : [];
  return { kind, where, words };
}

/** Spaces alone are no change. */
const isNothing = (gone: readonly Inline[], fresh: readonly Inline[]): boolean =>
  [...gone, ...fresh].every((inline) => isWords(inline) && inline.text.trim() === '');

/** Sources at the ends of a range stay: they say where the text came from, not what it says. */
function withoutSources(content: readonly Inline[], from: number, to: number): readonly [number, number] {
  const sources = new Set<number>();
  for (const [inline, offset] of placed(content))
    if (!isWords(inline) && inline.el === 'attribution') sources.add(offset);
  let [start, end] = [from, to];
  while (start < end && sources.has(start)) start += 1;
  while (start < end && sources.has(end - 1)) end -= 1;
  return [start, end];
}

function tellGoneSources(
  edit: BlockEdit,
  { from, to, at, end }: Trimmed,
  { tell }: Holding,
): readonly Change[] {
  const sources = (content: readonly Inline[], first: number, last: number) =>
    sliceOf(content, first, last).flatMap((inline) =>
      !isWords(inline) && inline.el === 'attribution' ? [inline.raw] : [],
    );
  const now = sources(edit.after.content, at, end);
  for (const raw of sources(edit.before.content, from, to))
    if (!now.includes(raw)) tell({ what: 'source', block: edit.before.id, side: 'gone', words: raw });
  return [];
}

/** The words of one more option put in at the end of a choice that stands. */
function optionIn(
  edit: BlockEdit,
  { from, to, end }: Trimmed,
  fresh: readonly Inline[],
): readonly Inline[] | undefined {
  const [first, ...words] = fresh;
  if (from !== to || !first || isWords(first) || first.el !== 'option_break' || words.length === 0)
    return undefined;
  const [after] = sliceOf(edit.after.content, end, end + 1);
  const isLast = after && 'el' in after && after.el === 'bracket_close' && after.id === first.bracket;
  const [before] = sliceOf(edit.before.content, to, to + 1);
  const closes = before && 'el' in before && before.el === 'bracket_close' ? before.id : undefined;
  const isChoice = edit.before.content.some(
    (each) => 'el' in each && each.el === 'bracket_open' && each.kind === 'choice' && each.id === closes,
  );
  const isOne = !words.some(
    (each) => 'el' in each && each.el === 'option_break' && each.bracket === first.bracket,
  );
  return isLast && isChoice && isOne ? words : undefined;
}
