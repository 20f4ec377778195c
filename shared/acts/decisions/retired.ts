/** Which whole provisions and alternatives left the text by an act (SPEC DE11): they can be cited and brought back. */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { Removed } from '../../proposals/strike.ts';
import type { Block } from '../../text/document.ts';
import type { BlockRecord } from '../../text/sequence.ts';
import type { RetiredBlocks } from './logged.ts';

/** Of what was removed the blocks that do not stand any more, a head with what went with it. */
export function retiredIn(
  { text }: Pick<OpenDraft, 'text'>,
  removed: readonly Removed[],
): readonly RetiredBlocks[] {
  const found = new Map<string, Block[]>();
  let head: string | undefined;
  const groupOf = new Map<string, string | undefined>();
  // Of a block that lost words before it went, what went last is what had become of it.
  const last = new Map(removed.map((block) => [block.id, block]));
  for (const block of removed) {
    const { id, kind, attrs } = block;
    // Of words that went before the rest of their block did the record says by themselves.
    if (block.at !== undefined || text.placeOf(id) || last.get(id) !== block) continue;
    const isHead = attrs.run === undefined && (kind === 'provision' || kind === 'alternative');
    if (isHead) head = id;
    // Options within an option go with it.
    const group = attrs.run === undefined ? head : groupOf.get(attrs.run);
    groupOf.set(id, group);
    if (isHead) found.set(id, [block]);
    else if (group !== undefined) found.get(group)?.push(block);
  }
  return [...found.values()];
}

/** Does a block begin something that others can stand behind? */
const begins = ({ kind, attrs }: BlockRecord): boolean =>
  attrs.run === undefined && kind !== 'item' && kind !== 'note';

/** Headings, provisions and all else that can be stood behind, in order. */
export const orderIn = ({ text }: Pick<OpenDraft, 'text'>): readonly string[] =>
  [...text.records()].filter(begins).map(({ id }) => id);

/** Behind which of those that stand still each of these stood in the order before; null: before everything. */
export function stoodBehind(
  { text }: Pick<OpenDraft, 'text'>,
  order: readonly string[],
  retired: readonly RetiredBlocks[],
): Readonly<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  for (const [head] of retired) {
    const at = head ? order.indexOf(head.id) : -1;
    if (head && at >= 0) found[head.id] = order.slice(0, at).findLast((id) => text.placeOf(id)) ?? null;
  }
  return found;
}
