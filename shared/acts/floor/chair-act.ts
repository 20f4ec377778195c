/** The chair's clauses as the acts that record them (SPEC FL9). */
import type { ActRequest } from '../act.ts';
import { AGREED } from '../decisions/request.ts';
import { CHAIR, type Facts, type Status } from '../facts.ts';
import { agreementAsOnScreen, type Basis, draftBefore } from '../reading/deciding.ts';
import { lastToCorrect } from '../reading/record.ts';
import type { ChairClause } from './chair-clause.ts';
import { type FloorGround, type FloorTrouble, isTrouble, trouble } from './ground.ts';
import { matchParty } from './parties.ts';
import { type Piece, part, trimmed } from './pieces.ts';
import { targetOf } from './targets.ts';
import { unitBefore, unitOf, unitsOf } from './units.ts';
import { wentMeant } from './went-words.ts';

type Answer = ActRequest | FloorTrouble;
type ClauseOf<Kind extends ChairClause['kind']> = Extract<ChairClause, { readonly kind: Kind }>;

/** Who speaks, and the words, to show where a fault is. */
interface Spoken {
  readonly parties: readonly string[];
  readonly said: Piece;
}

/** The act that a clause of the chair's side is, or what is wrong with it. */
export function chairAct(ground: FloorGround, clause: ChairClause, spoken: Spoken): Answer {
  if (clause.kind !== 'scrutiny' && spoken.parties.length > 1) return trouble('not-understood', spoken.said);
  switch (clause.kind) {
    case 'agreed':
      return agreed(ground, clause, spoken);
    case 'scrutiny':
      return scrutiny(ground, spoken);
    case 'park':
      return parked(ground, clause, spoken);
    case 'reopen':
      return reopened(ground, clause, spoken);
    case 'bring-back':
      return broughtBack(ground, clause, spoken);
    case 'correct': {
      const last = lastToCorrect(ground.facts);
      return last ? { act: 'correct', decision: last.seq } : trouble('nothing-before', spoken.said);
    }
    default:
      return clause satisfies never;
  }
}

const BASIS: Readonly<Record<ClauseOf<'agreed'>['how'], Basis>> = {
  agreed: 'no objection',
  'ad-ref': 'ad ref',
  'in-group': 'small group',
};

function agreed(ground: FloorGround, { how, awaiting }: ClauseOf<'agreed'>, { said }: Spoken): Answer {
  const unit = unitBefore(ground);
  if (unit === undefined) return trouble('no-provision', said);
  const parties = how === 'ad-ref' ? partiesIn(ground, awaiting, said) : [];
  return isTrouble(parties) ? parties : agreement(ground, unit, BASIS[how], parties);
}

/** One decision as on the screen; of what is agreed already only the status changes. */
function agreement(ground: FloorGround, unit: string, basis: Basis, awaiting: readonly string[]): ActRequest {
  const { composition, facts, turned } = ground;
  const { request } = agreementAsOnScreen(draftBefore(composition), {
    unit,
    turned: turned?.unit === unit ? turned.on : [],
    basis,
    awaiting,
  });
  if (!AGREED.has(statusIn(facts, unit)) || request.agrees === undefined) return request;
  return { act: 'status', units: [unit], status: request.agrees.status, awaiting };
}

const statusIn = (facts: Facts, unit: string): Status => {
  const fact = facts[`status/${unit}`];
  return fact?.kind === 'status' ? fact.status : 'not-considered';
};

/** What is agreed waits for these parties too. */
function scrutiny(ground: FloorGround, { parties, said }: Spoken): Answer {
  if (parties.includes(CHAIR)) return trouble('unknown-party', said);
  const unit = unitBefore(ground);
  if (unit === undefined) return trouble('no-provision', said);
  const fact = ground.facts[`status/${unit}`];
  const before = fact?.kind === 'status' && fact.status === 'agreed-ad-ref' ? fact.awaiting : [];
  return agreement(ground, unit, 'ad ref', [...new Set([...before, ...parties])]);
}

/** `eu, japan`; undefined and empty: nobody is named, which is no agreement ad ref. */
function partiesIn(
  { parties }: FloorGround,
  written: Piece | undefined,
  said: Piece,
): readonly string[] | FloorTrouble {
  if (!written) return trouble('unknown-party', said);
  const found: string[] = [];
  for (const { index, 0: text } of written.text.matchAll(/[^,，、&+＋]+/gu)) {
    const one = partyOf({ parties }, trimmed(part(written, index, index + text.length)));
    if (typeof one !== 'string') return one;
    found.push(one);
  }
  return [...new Set(found)];
}

function partyOf({ parties }: Pick<FloorGround, 'parties'>, written: Piece): string | FloorTrouble {
  const match = matchParty(parties, written.text);
  if (match.kind === 'several') return trouble('several-parties', written, { choices: match.parties });
  return match.kind === 'one' && match.party !== CHAIR ? match.party : trouble('unknown-party', written);
}

/** The provision that is named, else the one that is spoken of. */
function unitNamed(ground: FloorGround, what: Piece | undefined, said: Piece): string | FloorTrouble {
  if (what) return unitOf(ground, what);
  return unitBefore(ground) ?? trouble('no-provision', said);
}

function parked(ground: FloorGround, { what, until }: ClauseOf<'park'>, { said }: Spoken): Answer {
  const unit = unitNamed(ground, what, said);
  if (typeof unit !== 'string') return unit;
  const other = until && unitOf(ground, until);
  if (other !== undefined && typeof other !== 'string') return other;
  return { act: 'status', units: [unit], status: 'parked', ...(other === undefined ? {} : { until: other }) };
}

function reopened(ground: FloorGround, clause: ClauseOf<'reopen'>, { parties, said }: Spoken): Answer {
  const unit = unitNamed(ground, clause.what, said);
  if (typeof unit !== 'string') return unit;
  const party = clause.party ? partyOf(ground, clause.party) : (parties[0] ?? CHAIR);
  return typeof party === 'string' ? { act: 'reopen', unit, for: party } : party;
}

/** What went, was decided or withdrawn stands on the text again, for other provisions if these are named. */
function broughtBack(
  ground: FloorGround,
  { of, covers }: ClauseOf<'bring-back'>,
  { parties: [party = CHAIR], said }: Spoken,
): Answer {
  const went = covers ? undefined : wentMeant(ground, of);
  if (went) return { act: 'bring-back', what: `words:${went.id}`, for: party };
  const target = targetOf(ground, {
    may: ({ fate, content }) => fate !== 'queued' && fate !== 'on-text' && content !== undefined,
    of,
    said,
  });
  if (isTrouble(target)) return target;
  const units = covers && unitsOf(ground, covers);
  if (units !== undefined && isTrouble(units)) return units;
  return {
    act: 'bring-back',
    what: `proposal:${target.id}`,
    for: party,
    ...(units === undefined ? {} : { covers: units }),
  };
}
