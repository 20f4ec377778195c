/**
 * What its party typed in a proposal after it was tabled, once the tabled wording is decided on or withdrawn (SPEC HA3):
 * it stays in hand, so that no act takes words that nobody was shown.
 */
import type { ProposalFact } from '../acts/facts.ts';
import { type Inline, isWords } from '../text/document.ts';
import { hashWords, isRun, type Place, type Proposal, type ProposalBlock } from './proposal.ts';
import { changesBetween } from './token-diff.ts';

/**
 * What the hand holds on: undefined when the record has all its words. Withdrawn, it stays as it is and can be tabled again;
 * not taken, it is a proposal anew. Of words that were taken, those added at the end are asked for after them, and any other
 * change in place of them. Beside words that others still ask for, the later words stand alone.
 */
export function keptAfter(held: Proposal, fact: ProposalFact, newId: () => string): Proposal | undefined {
  const later = held.blocks.flatMap((block, at) => laterThan(wordsKnown(fact, block, at), block.content));
  if (later.length === 0) return undefined;
  if (fact.fate === 'withdrawn') return held;
  if (fact.fate === 'not-taken') return anew(held, newId);
  const onTaken =
    fact.fate === 'taken' && !isRun(held.kind) ? beyondTaken(held, fact, later, newId()) : undefined;
  return onTaken ?? laterAlone(held, later, newId());
}

/** What is asked for beyond words that stand in the text now; undefined where it is not known where they stand. */
function beyondTaken(
  { blocks }: Proposal,
  { became, unit = '', wordings, content }: ProposalFact,
  later: readonly Inline[],
  id: string,
): Proposal | undefined {
  const [block] = blocks;
  if (!became || !block) return undefined;
  const known = textsOf(content?.blocks[0]?.content ?? []).join('');
  const isAddedAtEnd = textsOf(block.content).join('').startsWith(known);
  const words = { id, kind: 'paragraph', attrs: {}, content: isAddedAtEnd ? later : block.content } as const;
  const layer = 'text' as const;
  return isAddedAtEnd
    ? { id, kind: 'insertion', place: { on: 'gap', layer, block: unit, at: became.last }, blocks: [words] }
    : {
        id,
        kind: 'replacement',
        place: { on: 'range', layer, block: unit, ...became, covered: hashWords(wordings.at(-1)!.words) },
        blocks: [words],
      };
}

/** The words of a block as the record, or the table, has them. */
function wordsKnown({ content, wordings }: ProposalFact, { id }: ProposalBlock, at: number): string {
  const kept = content?.blocks.find((block) => block.id === id);
  if (kept) return textsOf(kept.content).join('');
  if (content) return '';
  return (wordings.at(-1)?.words.split('\n')[at] ?? '').replace(/[[\]]/g, '');
}

const textsOf = (content: readonly Inline[]): readonly string[] =>
  content.flatMap((inline) => (isWords(inline) ? [inline.text] : []));

/** The words of a content that are not in these. */
export const laterThan = (known: string, content: readonly Inline[]): readonly Inline[] =>
  changesBetween(
    [{ text: known }],
    textsOf(content).map((text) => ({ text })),
  ).flatMap(({ insert }) => insert);

/** As it was meant in the end, under ids of its own: those of the record are never used again. */
function anew(held: Proposal, newId: () => string): Proposal {
  const ids = held.blocks.map(() => newId());
  const blocks = held.blocks.map((block, at) => ({ ...block, id: ids[at]!, attrs: runOf(block, held, ids) }));
  return { ...held, id: ids[0] ?? newId(), blocks };
}

function runOf({ attrs }: ProposalBlock, held: Proposal, ids: readonly string[]): ProposalBlock['attrs'] {
  const at = held.blocks.findIndex(({ id }) => id === attrs.run);
  return at < 0 ? attrs : { ...attrs, run: ids[at]! };
}

/** The later words where the others stand now. */
export function laterAlone(
  { kind, place, blocks }: Proposal,
  content: readonly Inline[],
  id: string,
): Proposal {
  const words = { id, attrs: {}, content };
  const [first] = blocks;
  if (first && (isRun(kind) || place.on === 'after'))
    return {
      id,
      kind: 'provision',
      place: place.on === 'after' ? place : { on: 'after', block: first.id },
      blocks: [{ ...words, kind: 'provision' }],
    };
  return { id, kind: 'insertion', place: gapOf(place), blocks: [{ ...words, kind: 'paragraph' }] };
}

function gapOf(place: Place): Place {
  if (place.on !== 'range') return place;
  const { layer, block, first } = place;
  return { on: 'gap', layer, block, at: first };
}
