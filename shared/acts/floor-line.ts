/**
 * The floor line (SPEC FL1): the operator writes what is said in the room in a few keys, `eu: should for shall`, and it
 * becomes acts. Nobody is named: the Chair, from the floor. Nothing is recorded that was not understood whole.
 */
import type { ActRequest } from './act.ts';
import { CHAIR } from './facts.ts';
import { chairAct } from './floor/chair-act.ts';
import { readChairClause } from './floor/chair-clause.ts';
import { beginsClause, readClause } from './floor/clause.ts';
import { type FloorGround, type FloorTrouble, isTrouble, trouble } from './floor/ground.ts';
import { Intervention, repeated } from './floor/intervention.ts';
import { matchParty } from './floor/parties.ts';
import { hideQuoted, type Piece, part, trimmed } from './floor/pieces.ts';
import { proposalOf } from './floor/targets.ts';
import { unitOf } from './floor/units.ts';

export type FloorReading =
  | { readonly kind: 'empty' }
  /** To be asked for one after the other. */
  | { readonly kind: 'acts'; readonly acts: readonly ActRequest[] }
  | FloorTrouble;

/** Who speaks and what is said. */
interface Heard {
  readonly parties: readonly string[];
  readonly said: Piece;
}

/** What the line records, or what is wrong with it and where. */
export function readFloorLine(line: string, ground: FloorGround): FloorReading {
  const whole = trimmed({ text: line, at: 0 });
  if (whole.text === '') return { kind: 'empty' };
  const heard = hear(whole, ground);
  if (isTrouble(heard)) return heard;
  const { said, ground: within, editorial } = narrowed(heard.said, ground);
  if (said.text === '') return { kind: 'empty' };
  const ofChair = readChairClause(said);
  if (ofChair) {
    const act = chairAct(within, ofChair, { parties: heard.parties, said });
    return isTrouble(act) ? act : { kind: 'acts', acts: [act] };
  }
  const clause = readClause(said);
  if (!clause) return trouble('not-understood', said);
  const [first = CHAIR, ...others] = heard.parties;
  const acts = new Intervention(within, first, said, editorial).read(clause);
  if (isTrouble(acts)) return acts;
  return {
    kind: 'acts',
    acts: [...acts, ...others.flatMap((party) => acts.flatMap((act) => alike(act, party, ground)))],
  };
}

const alike = (act: ActRequest, party: string, { newId }: FloorGround): readonly ActRequest[] => {
  const proposal = proposalOf(act);
  return proposal === undefined ? [] : [repeated(act, party, proposal, true, newId)];
};

/** What stands before the colon; a line without one, or one that begins with it, is the Chair's. */
function hear(line: Piece, ground: FloorGround): Heard | FloorTrouble {
  const colon = hideQuoted(line.text).search(/[:：]/u);
  if (colon < 0 || beginsClause(line.text)) return { parties: [CHAIR], said: line };
  const head = trimmed(part(line, 0, colon));
  const said = trimmed(part(line, colon + 1));
  if (head.text === '') return { parties: [CHAIR], said };
  if (isNumber(head, ground)) return { parties: [CHAIR], said: line };
  const parties = speakers(head, ground);
  return isTrouble(parties) ? parties : { parties, said };
}

const isNumber = (head: Piece, ground: FloorGround): boolean =>
  /^[第\p{N}]/u.test(head.text) &&
  matchParty(ground.parties, head.text).kind === 'none' &&
  NUMBERED.test(`${head.text}:`);

/** One party, or several that say the same: `eu, japan: support`. */
function speakers(head: Piece, ground: FloorGround): readonly string[] | FloorTrouble {
  const whole = speaker(head, ground);
  if (typeof whole === 'string' || !/[,，、&+＋]/u.test(head.text))
    return typeof whole === 'string' ? [whole] : whole;
  const parties: string[] = [];
  for (const match of head.text.matchAll(/[^,，、&+＋]+/gu)) {
    const one = speaker(trimmed(part(head, match.index, match.index + match[0].length)), ground);
    if (typeof one !== 'string') return one;
    if (!parties.includes(one)) parties.push(one);
  }
  return parties;
}

function speaker(written: Piece, { parties }: FloorGround): string | FloorTrouble {
  const match = matchParty(parties, written.text);
  if (match.kind === 'one') return match.party;
  if (match.kind === 'several') return trouble('several-parties', written, { choices: match.parties });
  return trouble('unknown-party', written);
}

const NUMBERED =
  /^(?:in\s+)?(?:para(?:graph)?\.?\s+|第\s*)?(?<label>\p{N}[\p{L}\p{N}.#＃]*)\s*[段条]?\s*[:：]/diu;

interface Narrowed {
  readonly said: Piece;
  readonly ground: FloorGround;
  readonly editorial: boolean;
}

/** `11: …` speaks of another provision than that on the floor; `! …` corrects without changing a meaning. */
function narrowed(said: Piece, ground: FloorGround): Narrowed {
  const editorial = /^[!！]/u.test(said.text);
  const rest = editorial ? trimmed(part(said, 1)) : said;
  const match = NUMBERED.exec(rest.text);
  const [from, to] = match?.indices?.groups?.label ?? [0, 0];
  const unit = match ? unitOf(ground, part(rest, from, to)) : undefined;
  if (!match || typeof unit !== 'string') return { said: rest, ground, editorial };
  return { said: trimmed(part(rest, match[0].length)), ground: { ...ground, unit }, editorial };
}
