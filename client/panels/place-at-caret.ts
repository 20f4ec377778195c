/** Where the caret or the selection is in the text itself, as acts on its form name it. */

import { charsOf } from '../../shared/acts/structure/words-at.ts';
import type { Place } from '../../shared/proposals/proposal.ts';
import { resolvePlace } from '../../shared/proposals/resolve.ts';
import type { EditorHandle } from '../editor/editor.ts';
import type { ProposalsHandle } from '../editor/proposals-handle.ts';

/** Letters shown around the caret. */
const AROUND = 60;

export interface CaretPlace {
  readonly block: string;
  /** In the content of the block: UTF-16 units, an object counts one. */
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** The place in the text that the caret stands at; undefined within proposed words. */
export function caretPlace(editor: EditorHandle | undefined): CaretPlace | undefined {
  const spot = editor && spotOf(editor);
  if (!spot) return undefined;
  const { block, words } = spot;
  // The blank before a word stays with the words before it.
  const from = words[spot.from] === ' ' ? spot.from + 1 : spot.from;
  return {
    block,
    offset: from,
    before: words.slice(Math.max(0, from - AROUND), from).replaceAll('\ufffc', ''),
    after: words.slice(from, from + AROUND).replaceAll('\ufffc', ''),
  };
}

/** The words selected within one block of the text; undefined for anything else. */
export function selectedWords(
  editor: EditorHandle | undefined,
): { readonly block: string; readonly offset: number; readonly from: string } | undefined {
  const spot = editor && spotOf(editor);
  if (!spot || spot.to === spot.from) return undefined;
  const from = spot.words.slice(spot.from, spot.to);
  return from.includes('\ufffc') ? undefined : { block: spot.block, offset: spot.from, from };
}

interface Spot {
  readonly block: string;
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

const spotOf = (editor: EditorHandle): Spot | undefined =>
  editor.proposals ? proposedSpot(editor.proposals) : plainSpot(editor);

function proposedSpot({ composition, placeAtSelection }: ProposalsHandle): Spot | undefined {
  const place: Place | undefined = placeAtSelection();
  if (!place || (place.on !== 'gap' && place.on !== 'range') || place.layer !== 'text') return undefined;
  const { papers } = composition;
  const resolved = resolvePlace(papers, place);
  if (resolved.kind !== 'gap' && resolved.kind !== 'range') return undefined;
  const [span, ...more] = resolved.spans;
  const record = span && papers.text.placeOf(span.block)?.record;
  if (!span || !record || more.length > 0) return undefined;
  const to = 'to' in span && typeof span.to === 'number' ? span.to : span.from;
  return { block: span.block, from: span.from, to, words: charsOf(record.content) };
}

/** Where the text is typed directly; a selection is not told with its end, so only the caret is. */
function plainSpot(editor: EditorHandle): Spot | undefined {
  const { block, offset, isEmpty, text } = editor.selection();
  const content = editor.document().blocks.find(({ id }) => id === block)?.content;
  if (block === undefined || !content) return undefined;
  const words = charsOf(content);
  if (isEmpty) return { block, from: offset, to: offset, words };
  const starts = [offset, offset - text.length].find((at) => words.slice(at, at + text.length) === text);
  return starts === undefined ? undefined : { block, from: starts, to: starts + text.length, words };
}
