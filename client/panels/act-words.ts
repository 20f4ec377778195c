/** Proposals and acts in words: what stands on cards and lists, and what the operator sees before recording. */
import type { ActRequest } from '../../shared/acts/act.ts';
import { wentFact } from '../../shared/acts/decisions/went.ts';
import { CHAIR, type FromRecord } from '../../shared/acts/facts.ts';
import { wordsOf } from '../../shared/acts/reading/mine.ts';
import { excerpt } from '../../shared/draft/excerpt.ts';
import type { Proposal, ProposalKind } from '../../shared/proposals/proposal.ts';
import { printed } from '../../shared/proposals/span.ts';
import { type Say, sayCode } from '../locales/i18n.ts';
import { aboutWords, blockOfPlace, type Negotiation, type ProposalView, viewOf } from './negotiation.ts';
import { namesOf } from './proposal-facts.tsx';

/** Letters after which words are cut in lists. */
const LONGEST = 160;

interface Asked {
  readonly asks: ProposalKind;
  readonly words: string;
  readonly covered: string;
  readonly place: string;
  readonly target: string;
}

/** What is asked for, in one sentence: `“should” instead of “shall”`. */
export function askedWords(t: Say, { asks, words, covered, place, target }: Asked): string {
  const cut = (text: string): string => excerpt(text.replace(/\s+/g, ' ').trim(), LONGEST);
  const values = { words: cut(words), covered: cut(covered), place, target };
  return asks === 'insertion' && covered === ''
    ? t('asks.insertion-first', values)
    : t(`asks.${asks}`, values);
}

export const viewWords = (t: Say, view: ProposalView, { place }: Negotiation): string =>
  askedWords(t, {
    ...view,
    place: view.placeName,
    target: view.target === undefined ? '' : place(view.target),
  });

/** What a proposal that stands nowhere yet would ask. */
export function enteredWords(t: Say, negotiation: Negotiation, proposal: Proposal): string {
  const { proposals, place } = negotiation;
  const { place: at } = proposal;
  const block = blockOfPlace(proposals, at);
  const name =
    at.on === 'blocks' ? at.blocks.map(place).join(' + ') : block === undefined ? '' : place(block);
  return askedWords(t, {
    asks: proposal.kind,
    words: wordsOf(proposal),
    covered: proposals ? aboutWords(proposals.composition.papers, at) : '',
    place: name,
    target: '',
  });
}

function proposalWords(t: Say, negotiation: Negotiation, id: string): string {
  const view = viewOf(negotiation, id);
  return view ? viewWords(t, view, negotiation) : t('act.the-same');
}

export function targetWords(t: Say, negotiation: Negotiation, on: FromRecord): string {
  const [kind, id = ''] = on.split(':');
  if (kind === 'words') return wentWords(t, negotiation, on);
  if (kind === 'proposal') return proposalWords(t, negotiation, id);
  if (kind === 'unit' || kind === 'choice') return negotiation.place(id);
  if (kind === 'set') return t('act.alternatives-at', { place: negotiation.place(id) });
  return kind === 'bracket' ? t('act.a-bracket') : t('act.the-draft');
}

/** Words that went, quoted. */
function wentWords(t: Say, { facts }: Negotiation, on: FromRecord): string {
  const words = printed(wentFact(facts, on)?.words ?? []).trim();
  return t('act.quoted', { words: excerpt(words, LONGEST) });
}

/** What an act of the floor line records: `Japan supports: “should” instead of “shall”`. */
export function actWords(t: Say, negotiation: Negotiation, act: ActRequest): string {
  const party = negotiation.name(('for' in act && act.for) || CHAIR);
  switch (act.act) {
    case 'enter': {
      const isReworded = `proposal/${act.proposal.id}` in negotiation.facts;
      const place = placeWords(negotiation, act.proposal);
      const what = enteredWords(t, negotiation, act.proposal);
      return t(isReworded ? 'act.reword' : 'act.enter', { party, what, place });
    }
    case 'join':
    case 'withdraw':
    case 'take-up':
      return t(`act.${act.act}`, { party, what: proposalWords(t, negotiation, act.proposal) });
    case 'position': {
      const stance = act.stance === null ? t('stance.none') : t(`stance.${act.stance}`);
      return t('act.position', { party, stance, what: targetWords(t, negotiation, act.on) });
    }
    case 'floor':
      return act.unit === null ? t('act.no-floor') : t('act.floor', { place: negotiation.place(act.unit) });
    case 'decide':
      return t('act.agreed', {
        place: act.agrees ? negotiation.place(act.agrees.unit) : '',
        count: act.outcomes.length,
      });
    case 'status':
      return t('act.status-to', {
        place: act.units.map(negotiation.place).join(', '),
        status: statusAsked(t, negotiation, act),
      });
    case 'reopen':
      return t('act.reopen-for', { party, place: negotiation.place(act.unit) });
    case 'bring-back':
      return t(act.covers ? 'act.bring-back-for' : 'act.bring-back', {
        party,
        what: targetWords(t, negotiation, act.what),
        place: (act.covers ?? []).map(negotiation.place).join(' + '),
      });
    default:
      return sayCode(t, 'act', act.act);
  }
}

/** `agreed ad ref, awaiting A`; `parked until Paragraph 12`. */
function statusAsked(
  t: Say,
  negotiation: Negotiation,
  { status, awaiting = [], until }: Extract<ActRequest, { act: 'status' }>,
): string {
  const word = t(`status.${status}`);
  if (awaiting.length > 0)
    return t('status.awaiting', { status: word, parties: namesOf(negotiation, awaiting) });
  return until === undefined ? word : t('status.until', { status: word, place: negotiation.place(until) });
}

function placeWords({ proposals, place }: Negotiation, proposal: Proposal): string {
  const block = blockOfPlace(proposals, proposal.place);
  return block === undefined ? '' : place(block);
}
