/** The title of a draft as its own words say it: those of its first title, else its first words. */
import type { Block } from '../text/document.ts';
import { printedInline } from './printed.ts';

/** At most 200 characters; marks of notes and sources are no part of it. Empty where the draft has no words. */
export function titleIn(blocks: readonly Block[]): string {
  const titled = blocks.find(({ kind }) => kind === 'title');
  const words = titled ? printed(titled) : (blocks.map(printed).find((text) => text !== '') ?? '');
  return words.slice(0, 200);
}

const printed = ({ content }: Block): string =>
  content
    .map((each) =>
      'el' in each && (each.el === 'note_ref' || each.el === 'attribution') ? '' : printedInline(each),
    )
    .join('');
