/** New numbers in order (SPEC SU3): provisions of a part counted through, alternatives named after what they cover. */
import type { Block, DraftDocument } from '../../text/document.ts';

/** The labels that would change, by id; numbering that begins anew within a part begins anew still. */
export function newNumbers({ blocks }: DraftDocument, part?: string): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  let [inPart, last, count, before] = ['', 0, 0, 0];
  for (const { id, kind, attrs } of blocks) {
    if (kind === 'part') [inPart, last, count, before] = [id, 0, 0, 0];
    if (part !== undefined && inPart !== part) continue;
    if (kind !== 'provision' || attrs.run !== undefined || attrs.label === undefined) continue;
    const number = /^\d+/u.exec(attrs.label)?.[0];
    if (number === undefined) continue;
    const printed = Number(number);
    // Numbers go back to 1 where a chapter counts by itself.
    const isAnew = printed === 1 && last > 1 && before !== 1;
    count = count === 0 || isAnew ? printed : count + 1;
    [last, before] = [printed, printed];
    labels.set(id, String(count));
  }
  const changed: Record<string, string> = {};
  for (const block of blocks) {
    const label = labels.get(block.id) ?? alternativeLabel(blocks, block, labels);
    if (label !== undefined && label !== block.attrs.label) changed[block.id] = label;
  }
  return changed;
}

/** `10+11A` after new numbers of 10 and 11; another form of label is left as it is. */
function alternativeLabel(
  blocks: readonly Block[],
  { kind, attrs }: Block,
  labels: ReadonlyMap<string, string>,
): string | undefined {
  const { label, covers = [] } = attrs;
  if (kind !== 'alternative' || label === undefined) return undefined;
  const old = covers.map((id) => blocks.find((block) => block.id === id)?.attrs.label);
  const now = covers.map((id, at) => labels.get(id) ?? old[at]);
  const stem = old.join('+');
  if (old.some((each) => each === undefined) || !label.startsWith(stem)) return undefined;
  return now.join('+') + label.slice(stem.length);
}
