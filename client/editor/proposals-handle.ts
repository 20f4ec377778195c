/** What panels ask of an editor in which typing becomes proposals. */
import type { Composition } from '../../shared/proposals/composition.ts';
import type { Hand } from '../../shared/proposals/hand.ts';
import type { Place, ProposalKind } from '../../shared/proposals/proposal.ts';

export interface ProposalsHandle {
  /** Text, table and own hand as they are shown now. */
  readonly composition: Composition;
  /** The own hand, to read from; undefined for those who have none. */
  readonly hand: Hand | undefined;
  /** Goes to where a proposal stands; false when it stands nowhere. */
  focusProposal(id: string): boolean;
  /** The proposal at the caret: whose words or delimiters it stands in or beside. */
  proposalAtCaret(): string | undefined;
  /** Where the caret or selection stands in the text itself; undefined among words that are only asked for. */
  textAtCaret(): { readonly block: string; readonly from: number; readonly to: number } | undefined;
  /** The provision, alternative or other block at the caret (a block of the text). */
  unitAtCaret(): string | undefined;
  /** The selected words as a range, or the gap at the caret, on the text or on tabled words; undefined in one's own words. */
  placeAtSelection(): Place | undefined;
  /** Makes a proposal in hand about the selection, the caret or the provision at the caret; its id, or why it cannot be. */
  propose(kind: ProposalKind, words?: string): string | { readonly why: string };
  /** Takes a proposal out of the hand, words and all. */
  drop(id: string): void;
  /** Called with names to be shown on delimiters; empty where the reader may not see them. */
  setNames(names: ReadonlyMap<string, readonly string[]>): void;
  /** Class names of blocks by id: the floor, status. */
  setBlockClasses(classes: ReadonlyMap<string, readonly string[]>): void;
}
