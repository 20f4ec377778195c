/** Which whole provisions and alternatives left the text by an act (SPEC DE11): they can be cited and brought back. */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { Block } from '../../text/document.ts';
import type { RetiredBlocks } from './logged.ts';

/** Of what was removed the blocks that do not stand any more, a head with what went with it. */
export function retiredIn(
  { text }: Pick<OpenDraft, 'text'>,
  removed: readonly Block[],
): readonly RetiredBlocks[] {
  const found = new Map<string, Block[]>();
  let head: string | undefined;
  const seen = new Set<string>();
  for (const block of removed) {
    const { id, kind, attrs } = block;
    if (text.placeOf(id) || seen.has(id)) continue;
    seen.add(id);
    const isHead = attrs.run === undefined && (kind === 'provision' || kind === 'alternative');
    if (isHead) head = id;
    const group = attrs.run ?? head;
    if (isHead) found.set(id, [block]);
    else if (group !== undefined) found.get(group)?.push(block);
  }
  return [...found.values()];
}
