/** What the panels about proposals show and do: the record beside the words, the own hand, and the acts. */
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Preview } from '../../shared/acts/decisions/preview.ts';
import type { Facts, ProposalFact, Target } from '../../shared/acts/facts.ts';
import { wordsBefore } from '../../shared/acts/reading/beside.ts';
import { closedBy, isAlive, type Standpoint } from '../../shared/acts/reading/may.ts';
import type { Mine, MineFate } from '../../shared/acts/reading/mine.ts';
import type { NewsItem } from '../../shared/acts/reading/since.ts';
import type { Phase } from '../../shared/house/membership.ts';
import type { Party } from '../../shared/house/party.ts';
import type { OpenDraft } from '../../shared/proposals/open-draft.ts';
import { coveredWords, isOnEarlierWords } from '../../shared/proposals/place.ts';
import type { Place, Proposal, ProposalKind } from '../../shared/proposals/proposal.ts';
import type { ProposalsHandle } from '../editor/proposals-handle.ts';
import type { HandKeeping } from './hand-keeping.tsx';

export interface Negotiation {
  readonly facts: Facts;
  readonly parties: readonly Party[];
  readonly proposals: ProposalsHandle | undefined;
  readonly hand: readonly Proposal[];
  /** The draft as it stands before the reader, for readings that change nothing; also where one writes the text itself. */
  readonly draftBefore: () => OpenDraft;
  /** Where the hand is kept; absent for who has none. */
  readonly keeping: HandKeeping | undefined;
  /** The own party; absent on the chair's side. */
  readonly own: string | undefined;
  /** Whom one acts for: the own party, or a group that granted it. */
  readonly actingFor: string | undefined;
  readonly choices: readonly string[];
  /** Groups that the party one acts for speaks with; and those it speaks to: these, and itself where it is a group. */
  readonly groups: readonly string[];
  readonly talksTo: readonly string[];
  readonly isChairs: boolean;
  /** Whether the house lets one see how far the draft is. */
  readonly seesStatistics: boolean;
  readonly phase: Phase | undefined;
  readonly mine: readonly Mine[];
  readonly queue: readonly ProposalFact[];
  readonly news: readonly NewsItem[];
  /** Number of the last act that was seen; undefined until anything came. */
  readonly seen: number | undefined;
  /** Name of a party in the reader's language. */
  readonly name: (party: string) => string;
  /** What a block is called: `Paragraph 10`. */
  readonly place: (block: string) => string;
  /** The part that a block stands in. */
  readonly partOf: (block: string) => string | undefined;
  readonly setActingFor: (party: string) => void;
  readonly markSeen: () => void;
  /** Asks for the acts one after the other; stops at the first refusal, which is shown and spoken. True when all were done. */
  readonly act: (requests: readonly ActRequest[]) => Promise<boolean>;
  /** What would happen; or the sentence that says why it is refused. */
  readonly preview: (request: ActRequest) => Promise<Preview | string>;
  /** The record once the page has heard of all that was asked from it; undefined where that does not come. */
  readonly heard: () => Promise<Facts | undefined>;
  /** The record once it holds what was done last from this page; as it is, where that does not come soon. */
  readonly caughtUp: () => Promise<Facts>;
  /** Whether something asked from this page is still to be heard of. */
  readonly isAwaiting: () => boolean;
  /** Number of the last act that was recorded from this page; 0 before the first. */
  readonly recorded: number;
  /** Why the last act was refused; empty when none was. */
  readonly trouble: string;
  readonly clearTrouble: () => void;
}

/** A proposal as the panels show it: from the record, the table and the own hand. */
export interface ProposalView {
  readonly id: string;
  readonly asks: ProposalKind;
  readonly fate: MineFate;
  readonly words: string;
  /** The words of the text that it is about; of added words, those before them. */
  readonly covered: string;
  /** An act changed those since it was made. */
  readonly onEarlierWords: boolean;
  /** A block of the text to go to. */
  readonly block: string | undefined;
  readonly placeName: string;
  readonly target: string | undefined;
  readonly fact: ProposalFact | undefined;
  readonly mine: Mine | undefined;
}

/** Whom acts are done for, if not for the own party. */
export const forWhom = ({ own, actingFor }: Negotiation): { readonly for?: string } =>
  actingFor !== undefined && actingFor !== own ? { for: actingFor } : {};

export function standpointAt(negotiation: Negotiation, block: string | undefined): Standpoint {
  const { actingFor, isChairs, phase, facts, partOf } = negotiation;
  const part = block === undefined ? undefined : partOf(block);
  const fact = part === undefined ? undefined : facts[`part-phase/${part}`];
  const partPhase = fact?.kind === 'part-phase' ? fact.phase : undefined;
  return { party: actingFor, isChairs, phase, ...(partPhase ? { partPhase } : {}) };
}

/** Why nothing is decided: a draft in preparation is before no meeting yet. The key of the sentence. */
export const noMeetingYet = ({ phase }: Negotiation): 'decide.preparing' | undefined =>
  phase === 'preparing' ? 'decide.preparing' : undefined;

/** Why what is typed at a block stays in hand; undefined where it can be tabled. */
export const closedAt = (negotiation: Negotiation, unit: string | undefined): string | undefined =>
  closedBy(negotiation.facts, unit, standpointAt(negotiation, unit));

/** The block of the text that a place is shown in. */
export function blockOfPlace(proposals: ProposalsHandle | undefined, place: Place): string | undefined {
  switch (place.on) {
    case 'blocks':
      return place.blocks[0];
    case 'after':
      return place.block ?? undefined;
    case 'gap':
    case 'range':
      return place.layer === 'text' ? place.block : proposals?.composition.placeOf(place.block)?.block.id;
    default:
      return place satisfies never;
  }
}

/** The words that a place covers; of a gap, those before it. */
export const aboutWords = (papers: ProposalsHandle['composition']['papers'], place: Place): string =>
  place.on === 'gap' ? wordsBefore(papers, place) : coveredWords(papers, place);

export function viewOf(negotiation: Negotiation, id: string): ProposalView | undefined {
  const { facts, proposals, mine, hand } = negotiation;
  const own = mine.find((each) => each.id === id);
  const known = facts[`proposal/${id}`];
  const fact = known?.kind === 'proposal' ? known : undefined;
  const papers = proposals?.composition.papers;
  const head =
    papers?.inHand.get(id) ?? papers?.tabled.get(id) ?? hand.find((each) => each.id === id) ?? fact?.content;
  const asks = own?.asks ?? fact?.asks ?? head?.kind;
  if (asks === undefined) return undefined;
  const block = (head && blockOfPlace(proposals, head.place)) ?? fact?.unit;
  return {
    id,
    asks,
    fate: own?.fate ?? fact?.fate ?? 'in-hand',
    words: own?.words ?? fact?.wordings.at(-1)?.words ?? '',
    covered: papers && head ? aboutWords(papers, head.place) : '',
    onEarlierWords: papers && head && (!fact || isAlive(fact)) ? isOnEarlierWords(papers, head.place) : false,
    block,
    placeName: placesName(negotiation, head?.place, block),
    target: head?.target?.block ?? undefined,
    fact,
    mine: own,
  };
}

/** `Paragraph 10`, or `10 + 11` of what covers several. */
function placesName({ place }: Negotiation, at: Place | undefined, block: string | undefined): string {
  if (at?.on === 'blocks' && at.blocks.length > 1) return at.blocks.map(place).join(' + ');
  return block === undefined ? '' : place(block);
}

export const targetOf = (id: string): Target => `proposal:${id}`;
