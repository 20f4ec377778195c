/**
 * Requests in the forms of the table of printed forms (SPEC RN12): another option as an option of its choice, a placeholder
 * with its word, an alternative between brackets.
 */
import type { DraftDocument } from '../text/document.ts';
import { delimiterIn, type Inline, isWords } from '../text/document.ts';
import { bracketAlternatives } from './bracketed-alternatives.ts';
import { type Asked, askedOf, type DraftState, optionKey, type RenditionOptions } from './rendition.ts';
import type { Vocabulary } from './vocabulary.ts';

interface Choice {
  readonly id: string;
  options: number;
  glyph: string;
}

/** `[a/b[c]]` where `c` is asked for as an option is `[a/b/c]`; its request is known by the key of the option then. */
export function withOptions(
  document: DraftDocument,
  asked: ReadonlySet<string>,
  requests: Map<string, Asked[]>,
): DraftDocument {
  if (asked.size === 0) return document;
  const open: Choice[] = [];
  const blocks = document.blocks.map((block) => ({
    ...block,
    content: block.content.flatMap((each) => optionIn(each, asked, requests, open)),
  }));
  return { ...document, blocks };
}

function optionIn(
  each: Inline,
  asked: ReadonlySet<string>,
  requests: Map<string, Asked[]>,
  open: Choice[],
): readonly Inline[] {
  const delimiter = delimiterIn(each);
  const choice = open.at(-1);
  if (delimiter && asked.has(delimiter.id) && choice) {
    if (delimiter.el === 'bracket_close') return [];
    choice.options += 1;
    const request = requests.get(delimiter.id);
    requests.delete(delimiter.id);
    if (request) requests.set(optionKey(choice.id, choice.options), request);
    return [{ el: 'option_break', bracket: choice.id, glyph: choice.glyph }];
  }
  if (delimiter?.el === 'bracket_open' && delimiter.kind === 'choice')
    open.push({ id: delimiter.id, options: 0, glyph: '/' });
  if (delimiter?.el === 'bracket_close' && delimiter.id === choice?.id) open.pop();
  if ('el' in each && each.el === 'option_break' && choice && each.bracket === choice.id) {
    choice.options += 1;
    choice.glyph = each.glyph;
  }
  return [each];
}

/** `[Placeholder: x]` for one that was asked for; what was received stands as it was received. */
export function withPlaceholders(document: DraftDocument, { placeholder }: Vocabulary): DraftDocument {
  const blocks = document.blocks.map((block) => {
    const content = block.content.flatMap((each, at): readonly Inline[] => {
      const delimiter = delimiterIn(each);
      const isAsked =
        delimiter?.el === 'bracket_open' && delimiter.kind === 'placeholder' && delimiter.asked !== undefined;
      const next = block.content[at + 1];
      const says =
        next && isWords(next) && !next.text.toLowerCase().startsWith(placeholder.trim().toLowerCase());
      return isAsked && says ? [each, { text: placeholder }] : [each];
    });
    return content.length === block.content.length ? block : { ...block, content };
  });
  return { ...document, blocks };
}

/** Alternatives that are asked for stand between brackets; received ones as they were received, or all on request. */
export function withAlternatives(
  document: DraftDocument,
  { askedBy = new Map() }: DraftState,
  { bracketAlternatives: all }: RenditionOptions,
): DraftDocument {
  if (all !== undefined) return all ? bracketAlternatives(document) : document;
  const asked = (id: string): boolean => {
    const request = askedBy.get(id);
    return request !== undefined && askedOf(request).some(({ asks }) => asks === 'alternative');
  };
  return bracketAlternatives(document, asked);
}
