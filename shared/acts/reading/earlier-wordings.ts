/** What was asked for on a provision once, or stood in its place, and could be brought back from the record (SPEC DE15, DE18). */
import { wordsOfBlocks, wordsOfProposal } from '../../proposals/content.ts';
import { hasWords, isRun, type Proposal } from '../../proposals/proposal.ts';
import { printed } from '../../proposals/span.ts';
import type { Block } from '../../text/document.ts';
import type { RetiredFact, WentFact } from '../decisions/facts.ts';
import { behindNow, type IsThere, standingAt, standingFor } from '../decisions/standing-now.ts';
import type { Facts, Fate, FromRecord, ProposalFact } from '../facts.ts';

export interface EarlierWording {
  readonly what: FromRecord;
  readonly words: string;
  /** Its first block, where it is a whole provision or alternative. */
  readonly block?: Block;
  readonly proponents: readonly string[];
  /** What became of it. */
  readonly fate: Exclude<Fate, 'queued' | 'on-text'> | 'retired' | 'went';
  /** Number of the act that ended it. */
  readonly seq: number;
}

/** The provision in which a block stands; undefined when it is not in the text. */
type UnitOf = (block: string) => string | undefined;

/**
 * Earlier wordings of a provision, the latest first: proposals on it that ended, words that went from it, what it stands in
 * place of, and what stood behind it and went.
 */
export function earlierWordings(facts: Facts, unitOf: UnitOf, unit: string): readonly EarlierWording[] {
  const isThere: IsThere = (block) => unitOf(block) !== undefined;
  const found = Object.values(facts).flatMap((fact): EarlierWording[] => {
    if (fact.kind === 'retired') return isAt(facts, isThere, fact, unit) ? [ofRetired(fact)] : [];
    if (fact.kind === 'went') {
      const { block } = fact;
      const on = unitOf(block) ?? standingFor(facts, isThere, [block])[0];
      return on === unit && !isBack(facts, fact) ? [ofWent(fact)] : [];
    }
    if (fact.kind !== 'proposal' || !fact.content) return [];
    const { fate, content } = fact;
    if (fate === 'queued' || fate === 'on-text' || standsNow(fate, content, isThere)) return [];
    const on = [...(fact.unit === undefined ? [] : [fact.unit]), ...unitsOf(content)];
    return standingFor(facts, isThere, on).includes(unit) ? [ofProposal(fact, content, fate)] : [];
  });
  return onceEach(found.sort((a, b) => b.seq - a.seq || (a.what < b.what ? -1 : 1)));
}

/** Were the words asked for again since, and taken? */
const isBack = (facts: Facts, { words, block, seq }: WentFact): boolean =>
  Object.values(facts).some(
    (fact) =>
      fact.kind === 'proposal' &&
      fact.fate === 'taken' &&
      fact.tabled > seq &&
      fact.content !== undefined &&
      'block' in fact.content.place &&
      fact.content.place.block === block &&
      wordsOfProposal(fact.content).trim() === printed(words).trim(),
  );

/** What it asked for stands: nothing of it could come back. */
const standsNow = (fate: Fate, { kind, blocks }: Proposal, isThere: IsThere): boolean =>
  fate === 'taken' && (isRun(kind) ? blocks.some(({ id }) => isThere(id)) : !hasWords(kind));

/** A whole paragraph that came and went several times in the same words is one. */
function onceEach(found: readonly EarlierWording[]): readonly EarlierWording[] {
  const seen = new Set<string>();
  return found.filter(({ what, words, block }) => {
    const key = block ? words : what;
    return !seen.has(key) && seen.add(key);
  });
}

const unitsOf = ({ place }: Proposal): readonly string[] => (place.on === 'blocks' ? place.blocks : []);

function isAt(facts: Facts, isThere: IsThere, fact: RetiredFact, unit: string): boolean {
  const instead = standingAt(facts, isThere, fact);
  return instead.length > 0 ? instead.includes(unit) : behindNow(facts, isThere, fact) === unit;
}

function ofProposal(fact: ProposalFact, content: Proposal, fate: EarlierWording['fate']): EarlierWording {
  const { id, proponents, withdrew, ended, tabled } = fact;
  return {
    what: `proposal:${id}`,
    words: wordsOfProposal(content),
    proponents: [...proponents, ...withdrew],
    fate,
    seq: ended ?? tabled,
    ...(isRun(content.kind) && content.blocks[0] ? { block: content.blocks[0] } : {}),
  };
}

const ofWent = ({ id, words, seq }: WentFact): EarlierWording => ({
  what: `words:${id}`,
  words: printed(words),
  proponents: [],
  fate: 'went',
  seq,
});

function ofRetired({ unit, blocks, seq }: RetiredFact): EarlierWording {
  const [block] = blocks;
  return {
    what: `unit:${unit}`,
    words: wordsOfBlocks(blocks),
    ...(block ? { block } : {}),
    proponents: [],
    fate: 'retired',
    seq,
  };
}
