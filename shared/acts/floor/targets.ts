/** The proposal that a line speaks of (SPEC FL4): named, gone to, or that of the last intervention. */
import type { Place } from '../../proposals/proposal.ts';
import type { ActRequest } from '../act.ts';
import type { ProposalFact } from '../facts.ts';
import { type FloorGround, type FloorTrouble, trouble } from './ground.ts';
import { matchParty } from './parties.ts';
import { type Piece, soughtWords } from './pieces.ts';
import { labelsIn } from './units.ts';

/** The proposal that an act is about, if it is about one. */
export function proposalOf(act: ActRequest): string | undefined {
  switch (act.act) {
    case 'enter':
      return act.proposal.id;
    case 'table':
    case 'join':
    case 'withdraw':
    case 'take-up':
    case 'reason':
    case 'tick':
      return act.proposal;
    case 'position':
      return act.on.startsWith('proposal:') ? act.on.slice('proposal:'.length) : undefined;
    case 'take-on-text':
    case 'floor':
    case 'status':
    case 'part-phase':
    case 'comment':
    case 'grant':
    case 'issue':
    case 'cover':
    case 'decide':
    case 'correct':
    case 'reopen':
    case 'bring-back':
    case 'confirm':
    case 'object':
    case 'claim':
    case 'meeting':
    case 'merge':
    case 'split':
    case 'move':
    case 'renumber':
    case 'editorial':
      return undefined;
    default:
      return act satisfies never;
  }
}

export const proposalsIn = ({ facts }: Pick<FloorGround, 'facts'>): readonly ProposalFact[] =>
  Object.values(facts).flatMap((fact) => (fact.kind === 'proposal' ? fact : []));

/** When a proposal was last touched: tabled, reworded or ended. */
const touched = ({ tabled, ended, wordings }: ProposalFact): number =>
  Math.max(tabled, ended ?? 0, wordings.at(-1)?.seq ?? 0);

/** The latest touched first: in this order they are numbered for choosing. */
const byTouch = (a: ProposalFact, b: ProposalFact): number =>
  touched(b) - touched(a) || (a.id < b.id ? -1 : 1);

const placeOf = ({ composition }: FloorGround, { id, content }: ProposalFact): Place | undefined =>
  composition.papers.tabled.get(id)?.place ?? content?.place;

/** `10+11` of an alternative that covers 10 and 11. */
function coveredLabels(ground: FloorGround, fact: ProposalFact): string {
  const place = placeOf(ground, fact);
  if (fact.asks !== 'alternative' || place?.on !== 'blocks') return '';
  const { text } = ground.composition.papers;
  return place.blocks.map((id) => text.placeOf(id)?.record.attrs.label ?? '').join('+');
}

/** Which of the proposals a reference means: `alt 10+11`, words of it, or a party. */
function meant(ground: FloorGround, among: readonly ProposalFact[], of: Piece): readonly ProposalFact[] {
  const alternative = /^(?:(?:alternative|alt)\.?|备选(?:案文)?)\s*(.+)$/iu.exec(of.text);
  if (alternative) {
    const labels = labelsIn({ text: alternative[1]!, at: 0 })
      .map(({ text }) => text.toLowerCase())
      .join('+');
    return among.filter((fact) => coveredLabels(ground, fact).toLowerCase() === labels);
  }
  const { text, quoted } = soughtWords(of);
  const party = quoted ? ({ kind: 'none' } as const) : matchParty(ground.parties, text);
  const byParty =
    party.kind === 'one' ? among.filter(({ proponents }) => proponents.includes(party.party)) : [];
  if (byParty.length > 0) return byParty;
  const sought = text.toLowerCase();
  const said = (fact: ProposalFact): string => (fact.wordings.at(-1)?.words ?? '').toLowerCase();
  const exact = among.filter((fact) => said(fact) === sought);
  return exact.length > 0 ? exact : among.filter((fact) => said(fact).includes(sought));
}

export interface Wanted {
  /** Which proposals come into question. */
  readonly may: (fact: ProposalFact) => boolean;
  readonly of?: Piece;
  /** Where a fault is shown when nothing was named. */
  readonly said: Piece;
}

/** The proposal that is meant, or the numbered list of those that it could be, the latest first. */
export function targetOf(ground: FloorGround, { may, of, said }: Wanted): ProposalFact | FloorTrouble {
  const among = proposalsIn(ground).filter(may).sort(byTouch);
  const number = of && /^[#＃]?(\d{1,3})$/.exec(of.text);
  if (of && number) return among[Number(number[1]) - 1] ?? trouble('unknown-reference', of);
  const found = of ? meant(ground, among, of) : among;
  if (found.length === 0)
    return trouble(of && among.length > 0 ? 'unknown-reference' : 'no-proposal', of ?? said);
  if (found.length === 1) return found[0]!;
  const near = nearest(ground, found);
  return near ?? trouble('which-proposal', of ?? said, { choices: among.map(({ id }) => id) });
}

/** Of several the one that was gone to, else the one the last line was about. */
function nearest({ selected, last }: FloorGround, found: readonly ProposalFact[]): ProposalFact | undefined {
  const spokenOf = (last ?? []).map(proposalOf);
  return found.find(({ id }) => id === selected) ?? found.find(({ id }) => spokenOf.includes(id));
}
