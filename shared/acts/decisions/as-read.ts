/** How provisions read to everybody (SPEC TB4): with what is asked for on them, brackets as characters, a line a block. */
import { Composition } from '../../proposals/composition.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { printed } from '../../proposals/span.ts';
import { unitOf } from '../../proposals/units.ts';

export function wordsAsRead({ ydoc }: Pick<OpenDraft, 'ydoc'>, units: readonly string[]): string {
  const composition = new Composition(ydoc);
  const { text } = composition.papers;
  const wanted = new Set(units);
  return composition
    .blocks()
    .filter(({ id, paper }) => paper === 'text' && wanted.has(unitOf(text, id) ?? ''))
    .map(({ content }) => printed(content))
    .join('\n');
}
