/** Part of the content of a block, by flat offsets. */
import { type Inline, isWords } from './document.ts';

/** A place in a draft: index of a block in `document.blocks`, offset in its content (UTF-16 units; an object counts one). */
export interface Spot {
  readonly block: number;
  readonly offset: number;
}

/** What stands between two offsets; offsets beyond the ends are cut to them. */
export function cutContent(content: readonly Inline[], from: number, to: number): readonly Inline[] {
  let at = 0;
  return content.flatMap((inline): Inline[] => {
    const start = at;
    at += isWords(inline) ? inline.text.length : 1;
    if (at <= from || start >= to) return [];
    if (!isWords(inline)) return [inline];
    return [{ ...inline, text: inline.text.slice(Math.max(0, from - start), to - start) }];
  });
}

/** Puts something at the end of what is printed: sources, which stand in a column of their own, stay last. */
export function beforeSources(content: readonly Inline[], more: readonly Inline[]): readonly Inline[] {
  const end = content.findLastIndex((each) => !('el' in each && each.el === 'attribution')) + 1;
  return [...content.slice(0, end), ...more, ...content.slice(end)];
}
