/** What stands left of a gap, so that a list can say where words are to be added (SPEC MD1). */

import type { Layers } from '../../proposals/open-draft.ts';
import { indexIn } from '../../proposals/place.ts';
import type { Place } from '../../proposals/proposal.ts';
import { resolvePlace } from '../../proposals/resolve.ts';
import { cutContent } from '../../text/cut.ts';
import { wordsOf } from '../../text/document.ts';

/** UTF-16 units shown at most; longer words are shown from a blank on, without any after `…`. */
const MOST = 24;

/** The last words before the gap; empty at the start of a block, and for places that are no gap. */
export function wordsBefore(layers: Layers, place: Place): string {
  const resolved = resolvePlace(layers, place);
  if (resolved.kind !== 'gap') return '';
  const [{ block, from }] = resolved.spans;
  const words = wordsOf(
    cutContent(indexIn(layers, resolved.layer).placeOf(block)?.record.content ?? [], 0, from),
  );
  if (words.length <= MOST) return words.trim();
  const tail = words.slice(-MOST);
  const blank = tail.search(/\s\S/u);
  return blank < 0 ? `…${tail.trim()}` : tail.slice(blank).trim();
}
