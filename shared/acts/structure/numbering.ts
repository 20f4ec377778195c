/** New numbers in order (SPEC SU3): provisions of a part counted through, alternatives named after what they cover. */

import type { Block, DraftDocument } from '../../text/document.ts';
import type { Facts } from '../facts.ts';

/**
 * The labels that would change, by id; numbering that begins anew within a part begins anew still. Provisions without a
 * number get one where they are named.
 */
export function newNumbers(
  { blocks }: Pick<DraftDocument, 'blocks'>,
  part?: string,
  counted: ReadonlySet<string> = new Set(),
): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  let [inPart, last, count, before] = ['', 0, 0, 0];
  for (const [at, { id, kind, attrs }] of blocks.entries()) {
    if (kind === 'part') [inPart, last, count, before] = [id, 0, 0, 0];
    if (part !== undefined && inPart !== part) continue;
    if (kind !== 'provision' || attrs.run !== undefined) continue;
    const printed = numberOf(attrs.label) ?? (counted.has(id) ? placeIn(blocks, at, last) : undefined);
    if (printed === undefined) continue;
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

const numberOf = (label: string | undefined): number | undefined => {
  const found = /^\d+/u.exec(label ?? '')?.[0];
  return found === undefined ? undefined : Number(found);
};

/** What a provision without a number counts as: the one after the last, or the first that comes after it. */
function placeIn(blocks: readonly Block[], at: number, last: number): number | undefined {
  return last > 0 ? last + 1 : numberOf(besideIn(blocks, at, 1)?.attrs.label);
}

/** The next provision above (-1) or below (1), up to the next heading. */
function besideIn(blocks: readonly Block[], at: number, step: 1 | -1): Block | undefined {
  for (let next = at + step; ; next += step) {
    const block = blocks[next];
    if (block === undefined || block.kind === 'part' || block.kind === 'chapter') return undefined;
    if (block.kind === 'provision' && block.attrs.run === undefined) return block;
  }
}

/**
 * Provisions without a number that stand among numbered ones, as those do that a decision put there: what comes before
 * paragraph 1 is a preamble, and stays without.
 */
export function amongNumbered({ blocks }: Pick<DraftDocument, 'blocks'>): readonly Block[] {
  const found = new Set<Block>();
  const isNumbered = (block: Block | undefined): boolean =>
    block !== undefined && (found.has(block) || numberOf(block.attrs.label) !== undefined);
  for (const [at, block] of blocks.entries()) {
    const { kind, attrs } = block;
    if (kind !== 'provision' || attrs.run !== undefined || attrs.label !== undefined) continue;
    const [above, below] = [besideIn(blocks, at, -1), besideIn(blocks, at, 1)];
    const isFirst = above === undefined && (numberOf(below?.attrs.label) ?? 1) > 1;
    if (isNumbered(above) || isFirst) found.add(block);
  }
  return [...found];
}

/** Provisions that came into the text by a decision or by splitting another: these were never left without a number on purpose. */
export function cameSince(facts: Facts): ReadonlySet<string> {
  const found = new Set<string>();
  for (const fact of Object.values(facts)) {
    if (fact.kind === 'proposal' && fact.asks === 'provision' && fact.fate === 'taken')
      for (const { id } of fact.content?.blocks ?? []) found.add(id);
    if (fact.kind === 'trace') for (const { unit } of fact.now) found.add(unit);
  }
  return found;
}
