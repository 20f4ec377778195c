/** One intervention of one party as the act that records it (SPEC FL1). */
import { coveredWords, gapAt, wholeOf } from '../../proposals/place.ts';
import type { Place, ProposalKind } from '../../proposals/proposal.ts';
import type { ActRequest } from '../act.ts';
import type { ProposalFact, Stance } from '../facts.ts';
import type { Clause, Way } from './clause.ts';
import { askedAgain, newProposal, onTable, reworded } from './entered.ts';
import { type FloorGround, type FloorTrouble, isTrouble, trouble } from './ground.ts';
import type { Piece, SoughtWords } from './pieces.ts';
import { gapBeside, rangeOf, type Spot, spaced, spotOf } from './spots.ts';
import { proposalOf, targetOf } from './targets.ts';
import { blockBefore, unitBefore, unitOf, unitsOf } from './units.ts';

type Answer = ActRequest | FloorTrouble;
type ClauseOf<Kind extends Clause['kind']> = Extract<Clause, { readonly kind: Kind }>;

const isAlive = ({ fate }: ProposalFact): boolean => fate === 'queued' || fate === 'on-text';

export class Intervention {
  constructor(
    private readonly ground: FloorGround,
    /** The party that speaks, or `CHAIR`. */
    private readonly party: string,
    /** What was said, to show where a fault is. */
    private readonly said: Piece,
    private readonly editorial: boolean,
  ) {}

  read(clause: Clause): readonly ActRequest[] | FloorTrouble {
    if (clause.kind === 'same') return this.same();
    const answer = this.act(clause);
    return isTrouble(answer) ? answer : [answer];
  }

  private act(clause: Exclude<Clause, { readonly kind: 'same' }>): Answer {
    switch (clause.kind) {
      case 'floor':
        return this.floor(clause);
      case 'bracket':
      case 'deletion':
      case 'keep':
        return this.about(clause);
      case 'replacement':
        return this.replacement(clause);
      case 'insertion':
        return this.insertion(clause);
      case 'alternative':
        return this.alternative(clause);
      case 'provision':
        return this.provision(clause);
      case 'placeholder':
        return this.placeholder(clause);
      case 'position':
        return this.position(clause.stance, clause.of);
      case 'withdraw':
        return this.onProposal('withdraw', clause.of, (fact) => isAlive(fact) && this.asks(fact));
      case 'take-up':
        return this.onProposal('take-up', clause.of, (fact) => this.mayTakeUp(fact));
      case 'reword':
        return this.reword(clause);
      default:
        return clause satisfies never;
    }
  }

  private asks = ({ proponents }: ProposalFact): boolean => proponents.includes(this.party);
  private mayTakeUp = (fact: ProposalFact): boolean =>
    (isAlive(fact) || fact.fate === 'withdrawn') && !this.asks(fact);

  private floor({ label }: ClauseOf<'floor'>): Answer {
    if (label === null) return { act: 'floor', unit: null };
    const unit = unitOf(this.ground, label);
    return typeof unit === 'string' ? { act: 'floor', unit } : unit;
  }

  /** What the last intervention did, for this party. */
  private same(): readonly ActRequest[] | FloorTrouble {
    const { last = [], facts } = this.ground;
    const seen = new Set<string>();
    const acts = last.flatMap((act): readonly ActRequest[] => {
      const proposal = proposalOf(act);
      if (proposal === undefined || seen.has(proposal)) return [];
      seen.add(proposal);
      return [repeated(act, this.party, proposal, `proposal/${proposal}` in facts, this.ground.newId)];
    });
    return acts.length > 0 ? acts : trouble('nothing-before', this.said);
  }

  private enter(kind: ProposalKind, place: Place | undefined, words?: string, at: Piece = this.said): Answer {
    if (!place) return trouble('no-words', at);
    const proposal = newProposal(this.ground.newId, kind, place, words);
    return proposal ? { act: 'enter', proposal, for: this.party } : trouble('unpaired-bracket', at);
  }

  private unit(): string | FloorTrouble {
    return unitBefore(this.ground) ?? trouble('no-provision', this.said);
  }

  private spot(sought: SoughtWords): Spot | FloorTrouble {
    const unit = this.unit();
    return typeof unit === 'string' ? spotOf(this.ground, unit, sought) : unit;
  }

  private whole(units: readonly string[]): Place | undefined {
    return wholeOf(this.ground.composition.papers, units);
  }

  private about({ kind, words, labels }: ClauseOf<'bracket' | 'deletion' | 'keep'>): Answer {
    if (labels) {
      const units = unitsOf(this.ground, labels);
      return isTrouble(units) ? units : this.enter(kind, this.whole(units));
    }
    if (words) {
      const spot = this.spot(words);
      return isTrouble(spot) ? spot : this.enter(kind, rangeOf(this.ground, spot));
    }
    const { selection } = this.ground;
    if (selection?.on === 'range') return this.enter(kind, selection);
    if (kind === 'deletion') return trouble('no-words', this.said);
    const unit = this.unit();
    return typeof unit === 'string' ? this.enter(kind, this.whole([unit])) : unit;
  }

  /** Of several ways to part the sentence the first whose words stand there. */
  private way(ways: readonly Way[]): { readonly way: Way; readonly spot?: Spot } | FloorTrouble {
    let fault: FloorTrouble | undefined;
    for (const way of ways) {
      if (!way.beside) return { way };
      const spot = this.spot(way.beside);
      if (!isTrouble(spot)) return { way, spot };
      fault ??= spot;
    }
    return fault ?? trouble('not-understood', this.said);
  }

  private replacement({ ways }: ClauseOf<'replacement'>): Answer {
    const found = this.way(ways);
    if (isTrouble(found)) return found;
    const { way, spot } = found;
    const { selection } = this.ground;
    const place = spot ? rangeOf(this.ground, spot) : selection?.on === 'range' ? selection : undefined;
    const isSame = place && coveredWords(this.ground.composition.papers, place) === way.words.text;
    if (isSame) return trouble('same-words', way.words);
    return this.enter(this.editorial ? 'editorial' : 'replacement', place, way.words.text, way.words);
  }

  private insertion({ side, ways }: ClauseOf<'insertion'>): Answer {
    const found = this.way(ways);
    if (isTrouble(found)) return found;
    const { way, spot } = found;
    const { selection } = this.ground;
    if (!spot)
      return this.enter('insertion', selection?.on === 'gap' ? selection : undefined, way.words.text);
    const gap = gapBeside(this.ground, spot, side);
    if (!gap) return trouble('words-not-there', way.words);
    return this.enter('insertion', gap.place, spaced(way.words.text, gap.left, gap.right), way.words);
  }

  private alternative({ labels, words }: ClauseOf<'alternative'>): Answer {
    const units = unitsOf(this.ground, labels);
    return isTrouble(units) ? units : this.enter('alternative', this.whole(units), words.text, words);
  }

  private provision({ side, of, words }: ClauseOf<'provision'>): Answer {
    const unit = unitOf(this.ground, of);
    if (typeof unit !== 'string') return unit;
    const block = side === 'after' ? unit : blockBefore(this.ground, unit);
    return this.enter('provision', { on: 'after', block }, words.text, words);
  }

  /** At the caret, else at the end of the provision. */
  private placeholder({ words }: ClauseOf<'placeholder'>): Answer {
    const { selection, composition } = this.ground;
    if (selection?.on === 'gap') return this.enter('placeholder', selection, words.text, words);
    const unit = this.unit();
    if (typeof unit !== 'string') return unit;
    const { size = 0 } = composition.papers.text.placeOf(unit)?.record ?? {};
    const end = gapAt(composition.papers, 'text', { block: unit, offset: size });
    return this.enter('placeholder', end, words.text, words);
  }

  private position(stance: Stance | null, of: Piece | undefined): Answer {
    const unit = of && /^(?:para(?:graph)?\.?\s+|第)\s*([\p{L}\p{N}.]+)\s*段?$/iu.exec(of.text);
    if (of && unit) {
      const found = unitOf(this.ground, { ...of, text: unit[1]! });
      return typeof found === 'string' ? this.stated(`unit:${found}`, stance) : found;
    }
    const target = targetOf(this.ground, { may: isAlive, said: this.said, ...(of ? { of } : {}) });
    return isTrouble(target) ? target : this.stated(`proposal:${target.id}`, stance);
  }

  private stated(on: `proposal:${string}` | `unit:${string}`, stance: Stance | null): ActRequest {
    return { act: 'position', on, stance, audience: 'room', for: this.party };
  }

  private onProposal(
    act: 'withdraw' | 'take-up',
    of: Piece | undefined,
    may: (fact: ProposalFact) => boolean,
  ): Answer {
    const target = targetOf(this.ground, { may, said: this.said, ...(of ? { of } : {}) });
    return isTrouble(target) ? target : { act, proposal: target.id, for: this.party };
  }

  private reword({ from, to }: ClauseOf<'reword'>): Answer {
    const sought = from?.text.toLowerCase();
    const holds = ({ wordings }: ProposalFact): boolean =>
      sought === undefined || (wordings.at(-1)?.words ?? '').toLowerCase().includes(sought);
    const may = (fact: ProposalFact): boolean => isAlive(fact) && this.asks(fact) && holds(fact);
    const target = targetOf(this.ground, { may, said: from ?? this.said });
    if (isTrouble(target)) return target;
    const proposal = onTable(this.ground, target.id);
    const fresh = proposal && reworded(proposal, from?.text, to.text);
    return fresh
      ? { act: 'enter', proposal: fresh, for: this.party }
      : trouble('words-not-there', from ?? to);
  }
}

/** An act as another party does the same. What is not known yet is asked for anew: who asks for what exists joins it. */
export function repeated(
  act: ActRequest,
  party: string,
  proposal: string,
  isKnown: boolean,
  newId: () => string,
): ActRequest {
  if (act.act === 'position' || act.act === 'withdraw') return { ...act, for: party };
  if (act.act === 'enter' && !isKnown)
    return { act: 'enter', proposal: askedAgain(newId, act.proposal), for: party };
  return { act: 'join', proposal, for: party };
}
